import { Reason } from '../../model';
import { Outcome, OutcomeKind } from '../../policy';
import type { OpenedLeg, PresentedCertificate } from '../connection/connection';
import type { LegStep } from './step';

/** Faults of what can be known here; which clients know more, or overlook it, was not measured. */
const NOT_KNOWN: ReadonlySet<string> = new Set(['encoding', 'signature-unchecked']);

/** Faults of the certificate's bytes and path: tampered, incomplete, broken. Their codes are those of lib/pki. */
export const integrityStep: LegStep = (_, leg) => {
  const { by, certificate } = leg;
  if (!certificate) return undefined;
  // Where the client's own validator was asked, its answer counts.
  const verdict = certificate.path.find(({ platform }) => platform === by.platform?.id);
  if (verdict) return verdict.reason && reasonOf(leg, certificate, verdict.reason);
  const [fault] = certificate.faults;
  if (fault === undefined) return undefined;
  const { code, message, fix, section } = fault;
  const sources = [section ?? 'SEED, Overview of Digital Certificates'];
  return reasonOf(leg, certificate, { code, message, sources, fix });
};

function reasonOf(leg: OpenedLeg, certificate: PresentedCertificate, reason: Reason): Outcome {
  return reason.code === 'issuer-missing'
    ? withoutIssuer(leg, certificate, reason)
    : { ...reason, kind: NOT_KNOWN.has(reason.code) ? OutcomeKind.UNKNOWN : OutcomeKind.FAILS };
}

/**
 * What is given of a certificate lacks a CA on its path. Windows sends what it finds in its own stores or fetches, whatever file was given;
 * anything else sends the file. Some clients hold or fetch what is not sent.
 */
function withoutIssuer({ by, name, to }: OpenedLeg, { chainSeen }: PresentedCertificate, reason: Reason): Outcome {
  if (to === 'server' && chainSeen !== true)
    return {
      ...reason,
      kind: OutcomeKind.UNKNOWN,
      message: `${reason.message}; Windows sends the CAs that it has in its stores or can fetch, and whether ${name} has this one is not known`,
      sources: ['page:docs.servertastic.com', ...reason.sources],
      fix: `${reason.fix ?? 'give all intermediate certificates'}; install them in the Intermediate Certification Authorities of the server`,
    };
  const finds = by.platform?.findsIntermediates;
  // Those whose validators were measured refused it.
  if (by.platform?.checks || finds?.value === false) return { ...reason, kind: OutcomeKind.FAILS };
  return {
    ...reason,
    kind: OutcomeKind.UNKNOWN,
    message: `${reason.message}; whether ${by.label} holds it all the same, or fetches it, is not known`,
    sources: [...(finds?.source ?? 'RFC5280, 4.2.2.1').split('; '), ...reason.sources],
  };
}
