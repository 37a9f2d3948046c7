import { performance } from 'node:perf_hooks';
import {
  PkiError,
  readCertificates,
  readCrl,
  rfc5280,
  verifyPath,
  webClient,
  webpki,
  type Certificate509,
  type PathProfile,
} from '../../lib/pki';

interface PeerName {
  readonly kind: 'DNS' | 'IP' | 'RFC822';
  readonly value: string;
}

export interface LimboCase {
  readonly id: string;
  readonly expected_result: 'SUCCESS' | 'FAILURE';
  readonly validation_kind: 'SERVER' | 'CLIENT';
  readonly validation_time: string | null;
  readonly trusted_certs: readonly string[];
  readonly untrusted_intermediates: readonly string[];
  readonly peer_certificate: string;
  readonly expected_peer_name: PeerName | null;
  readonly expected_peer_names: readonly PeerName[];
  readonly extended_key_usage: readonly string[];
  readonly max_chain_depth: number | null;
  readonly crls: readonly string[];
}

export interface LimboFile {
  readonly testcases: readonly LimboCase[];
}

export interface LimboScore {
  readonly profile: string;
  readonly core: Tally;
  readonly bettertls: Tally;
  readonly hangs: number;
  /** Processor time of one case, milliseconds: what the case costs, whatever else the machine does. */
  readonly maxMs: number;
  readonly meanMs: number;
  /** The same by the clock on the wall. */
  readonly maxWallMs: number;
  readonly meanWallMs: number;
}

/** Agreement and number of cases, by what the suite expects. */
export interface Tally {
  readonly success: [number, number];
  readonly failure: [number, number];
}

export interface Disagreement {
  readonly id: string;
  readonly expected: string;
  readonly got: string;
  readonly why: string;
}

/** Day on which the suite's certificates were made; cases without a time of their own mean it. */
const GENERATED = '2026-11-23T00:00:00Z';
/** A case that takes longer counts as a hang. */
const HANG_MS = 1000;

/** The profile that a case's namespace names: the suite's namespaces are the documents that they test. */
export function profileFor(id: string): PathProfile {
  const namespace = id.split('::')[0];
  if (namespace === 'webpki') return webpki;
  return namespace === 'bettertls' || namespace === 'online' ? webClient : rfc5280;
}

/** Runs all cases; certificates are read afresh for each, as a client would. */
export function runLimbo(suite: LimboFile, fixed?: PathProfile): { score: LimboScore; disagreements: Disagreement[] } {
  const tally = (): { success: [number, number]; failure: [number, number] } => ({ success: [0, 0], failure: [0, 0] });
  const [core, bettertls] = [tally(), tally()];
  const disagreements: Disagreement[] = [];
  let hangs = 0;
  const cpu = { max: 0, total: 0 };
  const wall = { max: 0, total: 0 };
  const count = (clock: { max: number; total: number }, elapsed: number): void => {
    clock.max = Math.max(clock.max, elapsed);
    clock.total += elapsed;
  };
  for (const testcase of suite.testcases) {
    const [started, startedCpu] = [performance.now(), process.cpuUsage()];
    const { ok, why } = decide(testcase, fixed ?? profileFor(testcase.id));
    const { user, system } = process.cpuUsage(startedCpu);
    const elapsed = performance.now() - started;
    count(cpu, (user + system) / 1000);
    count(wall, elapsed);
    if (elapsed > HANG_MS) hangs++;
    const agrees = ok === (testcase.expected_result === 'SUCCESS');
    const part = testcase.id.startsWith('bettertls::') ? bettertls : core;
    const counter = testcase.expected_result === 'SUCCESS' ? part.success : part.failure;
    counter[1]++;
    if (agrees) counter[0]++;
    else
      disagreements.push({ id: testcase.id, expected: testcase.expected_result, got: ok ? 'SUCCESS' : 'FAILURE', why });
  }
  const round = (n: number): number => Math.round(n * 1000) / 1000;
  const cases = Math.max(1, suite.testcases.length);
  const times = {
    maxMs: round(cpu.max),
    meanMs: round(cpu.total / cases),
    maxWallMs: round(wall.max),
    meanWallMs: round(wall.total / cases),
  };
  return { score: { profile: fixed?.name ?? 'by namespace', core, bettertls, hangs, ...times }, disagreements };
}

function decide(testcase: LimboCase, profile: PathProfile): { ok: boolean; why: string } {
  const read = (pems: readonly string[]): Certificate509[] =>
    pems.flatMap((pem) => readCertificates(pem, 'case').certificates);
  const isClient = testcase.validation_kind === 'CLIENT';
  const purpose = testcase.extended_key_usage.includes('clientAuth')
    ? 'clientAuth'
    : isClient
      ? 'any'
      : profile.purpose;
  try {
    const verdict = verifyPath({
      leaf: read([testcase.peer_certificate])[0]!,
      intermediates: read(testcase.untrusted_intermediates),
      roots: read(testcase.trusted_certs),
      names: [
        ...(testcase.expected_peer_name === null ? [] : [testcase.expected_peer_name]),
        ...testcase.expected_peer_names,
      ].map((n) => n.value),
      time: new Date(testcase.validation_time ?? GENERATED),
      profile: purpose === profile.purpose ? profile : { ...profile, purpose },
      crls: testcase.crls.map((crl) => readCrl(crl, 'case')),
      maximumIntermediates: testcase.max_chain_depth ?? undefined,
    });
    return { ok: verdict.ok, why: verdict.reasons.map((r) => `${r.code}: ${r.message}`).join('; ') };
  } catch (error) {
    if (error instanceof PkiError) return { ok: false, why: `${error.code}: ${error.message}` };
    throw error;
  }
}
