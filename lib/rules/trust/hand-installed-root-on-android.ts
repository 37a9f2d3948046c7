import { APPLICATIONS, applicationFacts, platformFacts } from '../../clients';
import { RootState, TrustAnchorKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

/** States of a root that comes by a person's hand. */
const BY_HAND: readonly RootState[] = [RootState.INSTALLED, RootState.INSTALLABLE];

export const handInstalledRootOnAndroid = defineRule({
  id: 'hand-installed-root-on-android',
  ref: 'ECA114',
  title: 'A root installed by hand counts on Android only for programs that opt in to it',
  level: Level.WARNING,
  source: 'page:android-developers',
  section: 'Changes to Trusted Certificate Authorities in Android Nougat',
  rationale:
    'From Android 7 on a program that is built for it uses the roots that people install only where it says so itself. Whether the mail program of these clients does is not known, so the connection may fail although the root is there.',
  remediation:
    'name the program of these clients (application of the population), try it and state what you found (statedFacts), or buy a certificate',
  subject: SubjectKind.REACH,
  applies: ({ anchor, population: { population } }) =>
    anchor.kind !== TrustAnchorKind.COMMERCIAL &&
    platformFacts(population.platform)?.applicationsUseInstalledRoots.value === false,
  check: (reach, report) => {
    const { population } = reach.population;
    const stated = population.roots.find(({ anchor }) => anchor === undefined || anchor === reach.anchor.id);
    if (stated === undefined || !BY_HAND.includes(stated.state)) return;
    const application = population.application === undefined ? undefined : applicationFacts(population.application);
    // The matrix says what is known of a program.
    if (application && application.optsInToInstalledRoots.value !== undefined) return;
    const label = platformFacts(population.platform, population.release)!.label;
    const who = application
      ? `whether ${application.label} does is not known`
      : `no program is named; known to do so: ${OPT_IN.join(', ')}`;
    report.finding({
      message: `${population.name}: ${label} lets a program use ${reach.label} only where the program opts in to roots that people install; ${who}`,
      bindings: reach.groups.flatMap(({ bindings }) => bindings.map(({ id }) => id)),
    });
  },
});

const OPT_IN = APPLICATIONS.filter(({ optsInToInstalledRoots }) => optsInToInstalledRoots.value === true).map(
  ({ label }) => label,
);
