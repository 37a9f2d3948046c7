import { Observation, ObservedRevocation, ProbeOutcome, RevocationStatus } from '../model';

/** What a part of a run adds to its report, so that the parts can be merged: what was asked, and the certificates that were met. */
export interface SurveyPart {
  /** From 1. */
  readonly shard: number;
  readonly of: number;
  /** True where the user ended it. */
  readonly partial?: true;
  /** True where the moment of judgement was stated, and not the clock of the machine. */
  readonly clockStated?: true;
  /** Sides that were asked. */
  readonly sides: readonly string[];
  /** What is declared, as a slice of the model with its digest. Left out: hosts were named. */
  readonly declaration?: string;
  /** Hosts that were named instead, with a port each where one was. */
  readonly hosts?: readonly { readonly host: string; readonly port?: number }[];
  /** What reading the input had to say. */
  readonly inputNotices: readonly string[];
  /** File to name where a finding has no place of its own. */
  readonly fallbackFile?: string;
  /** Certificates that were presented, Base64 of the DER, each once. */
  readonly certificates: readonly string[];
}

/** What an endpoint is called: host name, port, address, and whether it was asked without the name. */
export function endpointLabel({ host, port, address, sni }: Observation): string {
  const name = host.value ?? host.expression ?? '';
  const at = address === undefined || address === name ? '' : ` at ${address}`;
  return `${name.includes(':') ? `[${name}]` : name}:${port}${at}${sni ? '' : ', no name sent'}`;
}

/** What an endpoint did, in a few words. */
export function observationWords(observation: Observation): string {
  const {
    outcome,
    phase,
    detail,
    chains,
    tls,
    sample,
    changed,
    asksForCertificate,
    goesOnWithout,
    revocation,
    rsa,
    staple,
    web,
  } = observation;
  const words: string[] = [outcome];
  if (detail !== undefined) words.push(`(${detail})`);
  if (outcome === ProbeOutcome.REDIRECTS) words.push(`to ${web?.hops.at(-1) ?? ''}`);
  else if (outcome !== ProbeOutcome.PRESENTED && chains.length === 0) words.push(`in phase ${phase}`);
  if (chains.length > 0) {
    const thumbprints = chains.map(({ sha1, count }) => (chains.length === 1 ? sha1 : `${sha1} ${count} times`));
    words.push(thumbprints.join(', '));
    if (tls !== undefined) words.push(`TLS ${tls}`);
    if (sample > 1) words.push(`${sample} connections`);
    if (changed === true) words.push('changed during the run');
    if (asksForCertificate === true)
      words.push(`${goesOnWithout === false ? 'requires' : 'asks for'} a client certificate`);
    if (rsa) words.push(`with RSA alone ${rsa.sha1}`);
    if (revocation) words.push(`revocation: ${worstOf(revocation)}`);
    if (staple) words.push(`stapled OCSP response: ${staple.status}`);
  }
  return words.join(', ').replace(', (', ' (');
}

function worstOf(revocation: readonly ObservedRevocation[]): string {
  const is = (wanted: RevocationStatus): boolean => revocation.some(({ status }) => status === wanted);
  if (is(RevocationStatus.REVOKED)) return 'revoked';
  return is(RevocationStatus.UNKNOWN) ? 'not known' : 'good';
}

const GOOD: readonly ProbeOutcome[] = [ProbeOutcome.PRESENTED, ProbeOutcome.REDIRECTS];

/** What is to be seen first: what presents nothing before what does, then by name. */
export function byOutcome(a: Observation, b: Observation): number {
  const [one, other] = [a, b].map(({ outcome }) => Number(GOOD.includes(outcome)));
  return one - other;
}
