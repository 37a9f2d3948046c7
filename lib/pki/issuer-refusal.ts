import type { CertificateFault, HostName } from '../model';
import { Budget, BudgetExceeded } from './error';
import type { Certificate509 } from './certificate';
import type { PathFault } from './path-reason';
import { nameConstraintFault } from './names';
import { soundPath } from './profile';

/** A certificate that a known CA is to issue. */
export interface IssuanceRequest {
  /** The CA first, then up to the root; self-signed certificates count as roots. */
  readonly authorities: readonly Certificate509[];
  readonly dnsNames: readonly HostName[];
  readonly now: Date;
}

/**
 * Why clients will refuse whatever a CA issues for these names: its dates, its uses, its path length, its name constraints. All of it
 * stands in available certificates, so nobody needs to issue anything to know it.
 */
export function issuerRefusals({ authorities, dnsNames, now }: IssuanceRequest): CertificateFault[] {
  return authorities.flatMap((ca, index) => {
    // Self-issued certificates do not count (RFC 5280 4.2.1.9).
    const below = authorities.slice(0, index).filter(({ isSelfIssued }) => !isSelfIssued).length;
    return [...dateFaults(ca, now), ...useFaults(ca, below), ...nameFaults(ca, dnsNames)];
  });
}

/** @param what what is wrong, as a sentence of which the CA is the subject */
function fault(ca: Certificate509, { message, ...what }: PathFault): CertificateFault {
  return { ...what, message: `the CA ${ca.displayName} ${message}`, certificate: ca.displayName };
}

function dateFaults(ca: Certificate509, now: Date): CertificateFault[] {
  const moment = Math.floor(now.getTime() / 1000) * 1000;
  if (moment > ca.notAfter.getTime()) {
    const message = `expired on ${ca.notAfter.toISOString()}: clients refuse what it signs`;
    return [
      fault(ca, {
        code: 'issuer-expired',
        section: 'RFC 5280 6.1.3 (a)(2)',
        message,
        fix: 'renew the CA, and give its new certificate here',
      }),
    ];
  }
  if (moment >= ca.notBefore.getTime()) return [];
  const message = `is valid only from ${ca.notBefore.toISOString()}`;
  return [
    fault(ca, {
      code: 'issuer-not-yet-valid',
      section: 'RFC 5280 6.1.3 (a)(2)',
      message,
      fix: 'wait, or use the earlier certificate',
    }),
  ];
}

function useFaults(ca: Certificate509, below: number): CertificateFault[] {
  const faults: CertificateFault[] = [];
  if (ca.keyUsage !== undefined && !ca.keyUsage.includes('keyCertSign')) {
    const message = `may not sign certificates: its key usage is ${ca.keyUsage.join(', ')}`;
    faults.push(
      fault(ca, {
        code: 'issuer-cannot-sign',
        section: 'RFC 5280 4.2.1.3',
        message,
        fix: 'use a CA with the key usage keyCertSign',
      }),
    );
  }
  const use = ca.extendedKeyUsage;
  if (use !== undefined && !use.includes('serverAuth') && !use.includes('anyExtendedKeyUsage')) {
    const message = `is for ${use.join(', ')}, not for server authentication`;
    faults.push(
      fault(ca, {
        code: 'issuer-not-for-servers',
        section: 'CA/B BR 7.1.2.10.6',
        message,
        fix: 'use a CA whose certificate allows serverAuth',
      }),
    );
  }
  if (ca.pathLength !== undefined && below > ca.pathLength) {
    const message = `allows ${ca.pathLength} CA(s) below it, and the path has ${below}`;
    faults.push(
      fault(ca, {
        code: 'issuer-path-length',
        section: 'RFC 5280 4.2.1.9',
        message,
        fix: 'have a CA sign that may stand at this depth',
      }),
    );
  }
  return faults;
}

function nameFaults(ca: Certificate509, dnsNames: readonly HostName[]): CertificateFault[] {
  const constraints = ca.nameConstraints;
  if (constraints === undefined) return [];
  const broken = dnsNames.flatMap(({ value }) => (value !== undefined && isRefused(ca, value) ? [value] : []));
  if (broken.length === 0) return [];
  const message = `is constrained to other names and may not issue for ${broken.slice(0, 5).join(', ')}${broken.length > 5 ? ` and ${broken.length - 5} more` : ''}`;
  return [
    fault(ca, {
      code: 'constraint-violated',
      section: 'RFC 5280 4.2.1.10',
      message,
      fix: 'use names inside the constraints of the CA, or another CA',
    }),
  ];
}

function isRefused({ nameConstraints }: Certificate509, name: string): boolean {
  try {
    const names = [{ kind: 'dns' as const, value: name }];
    return nameConstraintFault(nameConstraints!, names, new Budget(), soundPath.nameConstraints) !== undefined;
  } catch (error) {
    // More constraints than anybody can hold names against: what is issued is judged when it is there.
    if (error instanceof BudgetExceeded) return false;
    throw error;
  }
}
