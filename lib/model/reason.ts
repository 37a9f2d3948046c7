/** What is wrong with a connection, why, by which sources, and what to do. */
export interface Reason {
  /** Stable code, kebab case, such as `name-not-covered`. */
  readonly code: string;
  /** What is wrong, with what was got and what is allowed; no final period. */
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string;
  /** Keys of the sources that say so; describeSource() of lib/exchange expands them. */
  readonly sources: string[];
  /** Section of the standard that is broken, such as `RFC 5280 4.2.1.9`. */
  readonly section?: string;
}

/** A reason of which the fix is always known: of a declaration, of a certificate's bytes, of a path. Its section is its source. */
export interface Fault {
  /** Stable code, kebab case, such as `host-name-invalid`. */
  readonly code: string;
  /** What is wrong, with what was got and what is allowed; no final period. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** Document and section that demand it, such as `RFC 5280 4.2.1.9`. */
  readonly section?: string;
}

/** Where something was declared: a construct and, where the call stack has it, the TypeScript line. */
export interface SourceLocation {
  /** File, relative to the directory that synth ran in; with forward slashes. */
  readonly file: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1; left out where unknown. */
  readonly column?: number;
}

/**
 * Something declared that cannot be: an empty host name, an unknown port, a protocol that the version lacks. Collected instead of
 * thrown, so that one run shows every fault, and so that a refused app is refused in one way.
 */
export interface DeclarationFault extends Fault {
  /** Construct path. */
  readonly path: string;
  readonly location?: SourceLocation;
}

/** Codes of what can be wrong with a declaration. What a reader of lib/pki says of a file has the code of the reader. */
export type DeclarationCode =
  | 'application-misspelled'
  | 'argument-invalid'
  | 'authentication-without-servers'
  | 'baseline-unreadable'
  | 'ca-certificate-missing'
  | 'ca-certificate-not-ca'
  | 'ca-chain-incomplete'
  | 'ca-key-missing'
  | 'ca-key-not-sensitive'
  | 'ca-name-invalid'
  | 'certificate-for-name-missing'
  | 'certificates-too-many'
  | 'clock-invalid'
  | 'connector-without-servers'
  | 'count-invalid'
  | 'csr-signature-invalid'
  | 'edge-without-servers'
  | 'emitted-differs'
  | 'encryption-unavailable'
  | 'exception-without-server'
  | 'federation-without-servers'
  | 'file-beside-configuration'
  | 'file-unreadable'
  | 'fingerprint-invalid'
  | 'hcl-output'
  | 'host-name-invalid'
  | 'hybrid-without-servers'
  | 'inspector-without-root'
  | 'install-date-invalid'
  | 'issuer-differs'
  | 'key-mismatch'
  | 'level-of-nothing'
  | 'mail-domain-declared-twice'
  | 'mail-domain-invalid'
  | 'netbios-name-invalid'
  | 'organization-declared-twice'
  | 'organization-invalid'
  | 'organization-without-servers'
  | 'pass-through-with-certificate'
  | 'pass-through-with-sign-in'
  | 'pfx-password-missing'
  | 'pfx-without-key'
  | 'platform-misspelled'
  | 'population-without-protocols'
  | 'population-without-servers'
  | 'port-invalid'
  | 'port-missing'
  | 'port-twice'
  | 'principal-name-invalid'
  | 'prop-invalid'
  | 'prop-missing'
  | 'prop-undefined'
  | 'prop-unknown'
  | 'props-invalid'
  | 'protocol-declared-twice'
  | 'protocol-missing'
  | 'protocol-not-listed'
  | 'protocol-not-there'
  | 'protocols-empty'
  | 'publishing-point-twice'
  | 'publishing-point-without-names'
  | 'certificate-for-name-twice'
  | 'publishing-points-overlap'
  | 'release-unknown'
  | 'role-assigned-twice'
  | 'role-not-for-clients'
  | 'role-not-replaceable'
  | 'root-file-without-root'
  | 'root-state-ambiguous'
  | 'server-below-server'
  | 'shared-certificate-elsewhere'
  | 'stack-id-unusable'
  | 'stack-without-backend'
  | 'stacks-file-invalid'
  | 'state-folder-unusable'
  | 'stated-fact-day-invalid'
  | 'stated-fact-invalid'
  | 'stated-fact-twice'
  | 'stated-fact-unknown'
  | 'stated-fact-without-ground'
  | 'target-without-redirect'
  | 'tls-certificate-name-invalid'
  | 'token-in-id'
  | 'validity-invalid'
  | 'verification-of-parts'
  | 'verification-twice'
  | `pki-${string}`;
