import { TrustAnchorKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { ROOT_UNREACHABLE, unknownOf } from './root-codes';

export const privateRootOutOfReach = defineRule({
  id: 'private-root-out-of-reach',
  ref: 'ECA104',
  title: 'A private root cannot reach clients that need it',
  level: Level.ERROR,
  source: 'SEED',
  section: 'Choosing a Certificate Type',
  rationale:
    'Where manufacturer, operator or place keep the root store closed, neither a self-signed certificate nor one of an internal CA can be installed: these clients never connect.',
  remediation:
    'buy a certificate whose root these clients ship with, or choose clients whose root store can be reached',
  subject: SubjectKind.REACH,
  applies: (reach) => reach.anchor.kind !== TrustAnchorKind.COMMERCIAL,
  check: (reach, report) => {
    const { name } = reach.population.population;
    const refused = reach.withCode(ROOT_UNREACHABLE);
    if (refused) {
      report.finding({
        message: `${name} needs a root that cannot reach it: ${refused.outcome.message}`,
        fix: refused.outcome.fix,
        bindings: refused.bindings,
      });
      return;
    }
    const unknown = unknownOf(reach);
    if (unknown) report.unknown(`${name}: ${unknown.message}`);
  },
});
