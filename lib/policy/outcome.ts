import { Reason } from '../model';

/** What happens when one population connects to one binding. */
export enum OutcomeKind {
  /** The client connects and nobody is asked anything. */
  WORKS = 'works',
  /** A person is asked to trust the certificate, and the client connects if they do. */
  PROMPTS = 'prompts',
  /** The client does not connect. */
  FAILS = 'fails',
  /** Something that decides it is not known. */
  UNKNOWN = 'unknown',
}

/** The outcome of one cell of the compatibility matrix, always with its reason and the reason's sources. */
export interface Outcome extends Reason {
  readonly kind: OutcomeKind;
  /** What else speaks against the connection; each would remain when the rest is fixed. */
  readonly others?: Outcome[];
}

/** Everything that speaks against the connection, the gravest first. */
export function reasonsOf(outcome: Outcome): Outcome[] {
  return outcome.others ? [outcome, ...outcome.others] : [outcome];
}

/** Every kind, the least grave first. What certainly goes wrong comes before what is unknown, which may work. */
export const KINDS_BY_GRAVITY: readonly OutcomeKind[] = Object.freeze([
  OutcomeKind.WORKS,
  OutcomeKind.UNKNOWN,
  OutcomeKind.PROMPTS,
  OutcomeKind.FAILS,
]);

/** Position of a kind among works, unknown, prompts and fails. */
export function gravityOf(kind: OutcomeKind): number {
  return KINDS_BY_GRAVITY.indexOf(kind);
}

/** Codes of the reasons that the steps of the matrix give. What the validator of a client says of a path has the codes of lib/pki. */
export const OUTCOME_CODES = [
  'anchor-unknown',
  'any-use-refused',
  'application-ignores-roots',
  'application-roots-unknown',
  'autodiscover-asks-once',
  'autodiscover-not-followed',
  'autodiscover-way-unknown',
  'bridge-distrusts-server',
  'bridge-name-mismatch',
  'bridge-name-unknown',
  'bridge-refuses-server',
  'bridge-sees-expired',
  'bridge-trust-unknown',
  'certificate-choice-unknown',
  'certificate-not-found',
  'certificate-ordered',
  'channel-binding-broken',
  'channel-binding-inspected',
  'channel-binding-not-sent',
  'channel-binding-offload',
  'channel-binding-unknown',
  'client-certificate-lost',
  'client-certificate-not-presentable',
  'client-certificate-renegotiation',
  'client-certificate-renegotiation-unknown',
  'client-certificate-wanted',
  'client-ecdsa-unknown',
  'client-without-ecdsa',
  'common-name-ignored',
  'common-name-unknown',
  'exception-unknown',
  'expired',
  'inspector-refuses-server',
  'inspector-trust-unknown',
  'key-size-unknown',
  'key-too-short',
  'key-type-refused',
  'key-type-unknown',
  'key-usage-not-tls',
  'lifetime-limit-unknown',
  'lifetime-refused',
  'name-not-covered',
  'name-unknown',
  'no-certificate',
  'not-published',
  'not-yet-valid',
  'policies-refused',
  'principal-name-refused',
  'principal-name-unknown',
  'protocol-missing',
  'protocol-unknown',
  'pss-refused',
  'pss-unknown',
  'publishing-certificate-unknown',
  'revoked',
  'root-blocked',
  'root-distrusted-by-date',
  'root-enrolment-unknown',
  'root-expired',
  'root-not-ca',
  'root-not-in-release',
  'root-not-installed',
  'root-out-of-reach',
  'root-site-asks',
  'root-site-unknown',
  'root-state-unknown',
  'route-unknown',
  'self-signed-ca-with-use',
  'self-signed-never-trusted',
  'self-signed-refused',
  'self-signed-unknown',
  'server-auth-missing',
  'server-ecdsa-unknown',
  'server-without-ecdsa',
  'sha2-refused',
  'sha2-unknown',
  'sha512-refused',
  'sha512-unknown',
  'sni-required',
  'sni-unknown',
  'staple-missing',
  'staple-unknown',
  'tls-version-refused',
  'tls-version-unknown',
  'underscore-refused',
  'use-not-server',
  'validity-unknown',
  'weak-hash-refused',
  'weak-hash-unknown',
  'wildcard-principal-refused',
  'wildcard-principal-unknown',
  'wildcard-refused',
  'wildcard-unknown',
] as const;

/** The closed list as a type: rules that list codes are checked against it. */
export type OutcomeCode = (typeof OUTCOME_CODES)[number];
