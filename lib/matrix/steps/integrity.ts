import { Outcome, OutcomeKind } from '../../policy';
import type { LegStep } from './step';

/** Faults of what can be known here; which clients know more, or overlook it, was not measured. */
const NOT_KNOWN: ReadonlySet<string> = new Set(['encoding', 'signature-unchecked']);

/** Faults of the certificate's bytes and path: tampered, incomplete, broken. Their codes are those of lib/pki. */
export const integrityStep: LegStep = (_, { by, certificate }) => {
  if (!certificate) return undefined;
  // Where the client's own validator was asked, its answer counts.
  const verdict = certificate.path.find(({ platform }) => platform === by.platform?.id);
  if (verdict) return verdict.reason && { kind: kindOf(verdict.reason.code), ...verdict.reason };
  const [fault] = certificate.faults;
  if (fault === undefined) return undefined;
  const { code, message, fix, section } = fault;
  const sources = [section ?? 'SEED, Overview of Digital Certificates'];
  return { kind: kindOf(code), code, message, sources, fix } satisfies Outcome;
};

function kindOf(code: string): OutcomeKind {
  return NOT_KNOWN.has(code) ? OutcomeKind.UNKNOWN : OutcomeKind.FAILS;
}
