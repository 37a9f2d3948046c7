import { rootReach } from '../../clients';
import { endOfValidity, TrustAnchorKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { dayOf } from '../words';

/** A root that leaves later than this matters at a later renewal. */
const AHEAD_DAYS = 365;

export const rootLeavesStores = defineRule({
  id: 'root-leaves-stores',
  ref: 'ECA115',
  title: 'The root of a purchased certificate leaves a store that these clients use',
  level: Level.WARNING,
  source: 'CRP18',
  section: '1.3.1.2 Root CA Term-Limit',
  effectiveFrom: '2024-01-16',
  rationale:
    'Chrome drops roots by the age of their keys, on a day that is known in advance. From that day on the certificate is refused there, however long it is still valid.',
  remediation:
    'have the certificate issued below a younger root of the CA before that day, or send the cross-certificate that leads to one',
  subject: SubjectKind.REACH,
  applies: ({ anchor }) => anchor.kind === TrustAnchorKind.COMMERCIAL,
  check: (reach, report, { now }) => {
    const { population } = reach.population;
    const { leavesOn } = rootReach(population, reach.anchor, now.toISOString().slice(0, 10));
    if (leavesOn === undefined) return;
    const leaves = Date.parse(`${leavesOn}T00:00:00Z`);
    const met = reach.groups.flatMap(({ bindings }) => bindings.flatMap(({ certificate }) => certificate ?? []));
    const mine = met.filter(({ anchors }) => anchors.some(({ id }) => id === reach.anchor.id));
    // Another root that stays is enough.
    const alone = mine.filter(({ anchors }) =>
      anchors.every((root) => {
        const other = rootReach(population, root, now.toISOString().slice(0, 10)).leavesOn;
        return other !== undefined && other <= leavesOn;
      }),
    );
    const ends = alone.flatMap(({ certificate: { facts } }) => facts.notAfter ?? []).sort();
    const last = ends.at(-1);
    const isSoon = leaves - now.getTime() <= AHEAD_DAYS * 86_400_000;
    if (alone.length === 0 || !(isSoon || (last !== undefined && endOfValidity(last) > leaves))) return;
    report.finding({
      message: `${reach.anchor.name} leaves the root store of ${population.name} on ${leavesOn}${last === undefined ? '' : `; the certificate below it ends on ${dayOf(last)}`}`,
      bindings: reach.groups.flatMap(({ bindings }) => bindings.map(({ id }) => id)),
    });
  },
});
