import { PlatformFacts } from '../clients';
import { Reason } from '../model';
import { CertificateView } from '../policy';
import { pathReason } from './path-reason';

const verdicts = new WeakMap<CertificateView, Map<PlatformFacts, Reason | undefined>>();

/** What the validator of a platform finds in the path of an available certificate. A view belongs to one moment. */
export function pathFault(view: CertificateView, platform: PlatformFacts, now: Date): Reason | undefined {
  let known = verdicts.get(view);
  if (!known) verdicts.set(view, (known = new Map()));
  if (!known.has(platform)) known.set(platform, findFault(view, platform, now));
  return known.get(platform);
}

/** Causes that name an issuer which did not sign: it is not sent along, so that a validator only misses it. */
const CAUSES: ReadonlySet<string> = new Set(['signature', 'signature-unchecked']);

function findFault(view: CertificateView, platform: PlatformFacts, now: Date): Reason | undefined {
  const found = pathReason(view, platform, now);
  if (found?.code === 'issuer-missing') {
    const cause = view.certificate.faults.find(({ code }) => CAUSES.has(code));
    if (cause) {
      const { code, message, fix, section } = cause;
      return { code, message, fix, sources: [section ?? found.section] };
    }
  }
  return found && { code: found.code, message: found.message, fix: found.fix, sources: [found.section] };
}
