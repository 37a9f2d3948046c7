import type { Issued } from '../../../support/issue';
import type { HopKind, HopProgram, WaySpecification } from './specification';

export type TlsVersions = WaySpecification['hopTls'];

/** A certificate that a hop presents. */
export interface HopCertificate {
  readonly issued: Issued;
  /** Host names that it is presented for; left out: whatever nothing else is presented for. */
  readonly hostNames?: readonly string[];
  readonly staple?: Staple;
}

/** An OCSP response that goes with a certificate. */
export interface Staple {
  /** DER. */
  readonly response: Buffer;
  readonly issuerPem: string;
}

/** What the program of one hop is to do. */
export interface Hop {
  readonly id: string;
  readonly kind: HopKind;
  readonly program: HopProgram;
  /** Port of 127.0.0.1 on which it listens. */
  readonly port: number;
  /** Port of what comes next. */
  readonly next: number;
  /** Ports of its own that a program may need between its halves. */
  readonly between: number;
  /** What it presents. Empty: it passes TLS through. */
  readonly certificates: readonly HopCertificate[];
  readonly tls: TlsVersions;
  /** CAs whose certificates it requires of clients, PEM. */
  readonly requires?: string;
  /** How it opens the next connection. Left out: it passes TLS through, or speaks clear text. */
  readonly opens?: Opening;
}

/** How a hop opens the connection to the next one. */
export interface Opening {
  /** The name that it asks for. */
  readonly name: string;
  readonly tls: TlsVersions;
  /** Roots that it trusts, PEM. Left out: it verifies nothing. */
  readonly roots?: string;
  readonly checksName: boolean;
}

/** Lowest and highest version of a range. */
export function versionsOf(tls: TlsVersions): { lowest: '1.2' | '1.3'; highest: '1.2' | '1.3' } {
  return { lowest: tls === '1.3' ? '1.3' : '1.2', highest: tls === '1.2' ? '1.2' : '1.3' };
}
