import type { Certificate509 } from './certificate';

/** Why a path was refused. */
export interface PathReason {
  /** Stable name of the fault, for example 'expired' or 'name-mismatch'. */
  readonly code: string;
  /** The document and section that demand it, for example 'RFC 5280 4.2.1.9'. */
  readonly section: string;
  readonly message: string;
  /** What to do, in words. */
  readonly fix: string;
  /** The certificate that is at fault, by its display name. */
  readonly certificate?: string;
}

export function reason(
  code: string,
  section: string,
  certificate: Certificate509 | undefined,
  message: string,
  fix: string,
): PathReason {
  return { code, section, message, fix, certificate: certificate?.displayName };
}
