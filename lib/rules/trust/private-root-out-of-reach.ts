import { TrustAnchorKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

/** Codes of the matrix that mean: this root never comes into the client's store. */
const UNREACHABLE = ['root-blocked', 'root-out-of-reach', 'application-ignores-roots', 'root-not-ca'];

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
    const refused = reach.withCode(UNREACHABLE);
    if (!refused) return;
    report.finding({
      message: `${reach.label} cannot reach ${reach.population.population.name}: ${refused.outcome.reason}`,
      fix: refused.outcome.remedy,
      bindings: refused.bindings,
    });
  },
});
