import { pointTls, serverTls, speakTogether, SpokenTls } from '../../exchange';
import { ClientFact, TlsRange, TlsVersion } from '../../model';
import { factOf, Party } from '../connection/party';
import type { Outcome } from '../../policy';
import { fails, unknown } from '../reasons';
import type { LegStep } from './step';

/** Whether both ends of a leg have a TLS version in common, as far as that is certain. */
export const tlsStep: LegStep = ({ route }, { by, name, tls, to }) => {
  const { binding, server } = route.service;
  const now = new Date(by.day);
  const answers = to === 'server' ? serverTls(server, binding.protocol, now) : pointTls(tls, now);
  const asks = by.kind === 'client' ? versionsOf(by) : pointTls(by.tls, now);
  const together = speakTogether(asks, answers);
  if (together === true) return undefined;
  if (together === undefined) {
    if (by.kind !== 'client') return undefined;
    return to === 'server' ? judgeUnknown(by, name, answers) : judgeUnstated(by, name, tls, answers);
  }
  return fails({
    code: 'tls-version-refused',
    message: `${name} speaks no TLS version that ${by.label} speaks`,
    source: `${answers.source}; ${asks.source}`,
    fix: 'let the server or the publishing point speak a version of these clients, or update the clients',
  });
};

/**
 * What is not known of a client counts where the other side is known to speak TLS 1.2 and nothing older: whatever speaks older versions
 * as it was set up meets old clients with them.
 */
function judgeUnknown(by: Party, name: string, { source, versions }: SpokenTls): Outcome | undefined {
  const current = factOf(by, ClientFact.TLS_1_2);
  if (versions[TlsVersion.TLS_1_0] !== false || versions[TlsVersion.TLS_1_2] !== true || current.value !== undefined)
    return undefined;
  return unknown({
    code: 'tls-version-unknown',
    message: `${name} speaks TLS 1.2 and nothing older, and whether ${by.label} speaks it is not known: ${current.note}`,
    source: `${source}; ${current.source}`,
    fix: 'state the fact TLS_1_2 of this population once it was tried (Windows 7: KB3140245 and DefaultSecureProtocols)',
  });
}

/**
 * A point of which nobody states the versions is taken to speak TLS 1.2; whether it speaks an older one with those that need it is not
 * known.
 */
function judgeUnstated(by: Party, name: string, stated: TlsRange | undefined, answers: SpokenTls): Outcome | undefined {
  const current = factOf(by, ClientFact.TLS_1_2);
  if (stated || current.value === true) return judgeUnknown(by, name, answers);
  const needs =
    current.value === false
      ? 'does not speak TLS 1.2'
      : `may not speak TLS 1.2 (${current.note ?? 'no source states it'})`;
  return unknown({
    code: 'tls-version-unknown',
    message: `which TLS versions ${name} speaks is not stated, and ${by.label} ${needs}`,
    source: `${answers.source}; ${current.source}`,
    fix: `state the TLS versions of ${name} (tls)`,
  });
}

function versionsOf(client: Party): SpokenTls {
  const [old, current, newest] = [ClientFact.TLS_1_0, ClientFact.TLS_1_2, ClientFact.TLS_1_3].map((fact) =>
    factOf(client, fact),
  );
  return {
    versions: {
      [TlsVersion.TLS_1_0]: old.value,
      // No source speaks of TLS 1.1 alone: what has no TLS 1.2 has none of it either, and what ended TLS 1.0 ended both.
      [TlsVersion.TLS_1_1]: current.value === false || old.value === false ? false : undefined,
      [TlsVersion.TLS_1_2]: current.value,
      [TlsVersion.TLS_1_3]: newest.value,
    },
    source: current.source,
  };
}
