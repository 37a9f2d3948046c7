import { TrustAnchorKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { ROOT_UNREACHABLE, unknownOf } from './root-codes';

export const commercialRootMissing = defineRule({
  id: 'commercial-root-missing',
  ref: 'ECA107',
  title: 'Old clients do not ship with the root of a purchased certificate',
  level: Level.ERROR,
  source: 'KB915840; TN:cc182241',
  section: 'Root certificates of the device',
  rationale:
    'A purchased certificate needs no work on clients only where its root is in their store. Old devices ship with a short list of their own time, and the roots of today are not in it.',
  remediation:
    'buy from a CA whose root these clients ship with, or declare which roots the devices show (roots: fingerprint)',
  subject: SubjectKind.REACH,
  applies: (reach) => reach.anchor.kind === TrustAnchorKind.COMMERCIAL,
  check: (reach, report) => {
    const { name } = reach.population.population;
    const refused = reach.withCode(ROOT_UNREACHABLE);
    if (refused) {
      report.finding({
        message: `${name} does not ship with ${reach.anchor.name}, and it cannot be brought there: ${refused.outcome.message}`,
        bindings: refused.bindings,
      });
      return;
    }
    const unknown = unknownOf(reach);
    if (unknown) report.unknown(`${name}: ${unknown.message}`);
  },
});
