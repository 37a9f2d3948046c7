import {
  ClientProtocol,
  Encryption,
  Estate,
  NetworkSide,
  Observation,
  ObservedChain,
  ProbeOutcome,
  ProbePhase,
  TlsVersion,
} from '../../lib/model';
import { TestEstate } from '../../lib/testing';

/** A chain of one certificate whose fingerprints are made of a letter. */
export function observedChain(letter: string, more: Partial<ObservedChain> = {}): ObservedChain {
  return { sha256: [letter.repeat(64)], sha1: letter.repeat(40), names: ['mail'], flaws: [], count: 1, ...more };
}

/** What an endpoint of a test estate did; what is left out is right. */
export function observation(more: Partial<Observation> = {}): Observation {
  const [server] = TestEstate.of().servers;
  return {
    at: server.id,
    bindings: [`${server.id}/owa`],
    host: { value: 'mail.contoso.com' },
    protocols: [ClientProtocol.OWA],
    side: NetworkSide.OUTSIDE,
    address: '192.0.2.1',
    port: 443,
    encryption: Encryption.TLS,
    sni: true,
    outcome: ProbeOutcome.PRESENTED,
    phase: ProbePhase.HANDSHAKE,
    since: '2026-06-01T00:00:00.000Z',
    sample: 1,
    chains: [observedChain('A')],
    tls: TlsVersion.TLS_1_2,
    asksForCertificate: false,
    stapled: false,
    ...more,
  };
}

/** A test estate with what its endpoints did. */
export function observed(...observations: Partial<Observation>[]): Estate {
  return { ...TestEstate.of(), observations: observations.map(observation) };
}
