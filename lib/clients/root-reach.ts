import {
  ClientFact,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  Population,
  RootState,
  RootStateDeclaration,
  TrustAnchorKind,
} from '../model';
import { ApplicationFacts, applicationFacts } from './application';
import { ClientFacts, clientFactsOf } from './client-facts';
import { PlatformFacts, platformFacts } from './platform';
import {
  certificateWith,
  derived,
  hasFingerprint,
  KnownRoot,
  RootReach,
  shippedRoot,
  unknownReach,
} from './shipped-root';

const SEED_DEVICES = 'SEED, Choosing a Certificate Type';
const MUST_BE_PUSHED = 'a self-signed certificate is pushed only where an administrator does it: declare it then';

/** What decides which roots clients hold. */
export type RootHolder = Pick<Population, 'platform' | 'release' | 'application' | 'place' | 'management' | 'roots'>;

/**
 * The state of a root in a population: what the population declares, else what the platform ships with, else what follows
 * from platform, management and place.
 * @param day of the judgement, `YYYY-MM-DD`: some stores are kept up by themselves
 * @param facts of the program that connects. Default: as it is known on the day
 */
export function rootReach(
  population: RootHolder,
  anchor: KnownRoot,
  day: string,
  facts: ClientFacts = factsOn(day, population),
): RootReach {
  const application = population.application === undefined ? undefined : applicationFacts(population.application);
  const platform = platformFacts(population.platform, population.release);
  const stated = declarationFor(population.roots, anchor);
  if (stated) return fromDeclaration(stated, anchor, platform, application);
  if (!platform) return unknownReach(`nothing is known of the platform ${population.platform}`, 'NONE');
  if (population.application !== undefined && !application) {
    return unknownReach(`nothing is known of the application ${population.application}`, 'NONE');
  }
  const shipped =
    anchor.kind === TrustAnchorKind.COMMERCIAL
      ? shippedRoot(anchor, { platform, release: population.release, application, day })
      : undefined;
  if (shipped && 'reach' in shipped) return shipped.reach;
  const everyRoot = declarationForEveryRoot(population.roots);
  if (everyRoot) return fromDeclaration(everyRoot, anchor, platform, application);
  const bringing = { population, anchor, platform, application, facts };
  return shipped?.notShipped === undefined ? brought(bringing) : missing(bringing, shipped.notShipped);
}

/** A commercial root that the clients do not ship with: nobody pushes it unless it is declared, so at best it is installed by hand. */
function missing(bringing: Bringing, notShipped: string): RootReach {
  const { management: _management, ...population } = bringing.population;
  const reach = brought({ ...bringing, population: { ...population, management: ClientManagement.NONE } });
  // Whether an installed root would count does not matter yet: it is not there.
  return { ...reach, state: reach.state ?? RootState.INSTALLABLE, notShipped };
}

function factsOn(day: string, { platform, release, application }: RootHolder): ClientFacts {
  const protocol = (application === undefined ? undefined : applicationFacts(application))?.protocols[0];
  return clientFactsOf({ platform, release, application, protocol: protocol ?? ClientProtocol.ACTIVE_SYNC, day });
}

/** Everything that decides how a root is brought in. */
interface Bringing {
  readonly population: RootHolder;
  readonly anchor: KnownRoot;
  readonly platform: PlatformFacts;
  readonly application: ApplicationFacts | undefined;
  readonly facts: ClientFacts;
}

function declarationFor(roots: readonly RootStateDeclaration[], anchor: KnownRoot): RootStateDeclaration | undefined {
  for (const root of roots) {
    if (root.anchor !== undefined && root.anchor === anchor.id) return root;
  }
  for (const root of roots) {
    if (root.fingerprint !== undefined && hasFingerprint(anchor, root.fingerprint)) return root;
  }
  return anchor.kind === TrustAnchorKind.COMMERCIAL ? undefined : declarationForEveryRoot(roots);
}

/** Speaks of every root that the platform does not ship with. */
function declarationForEveryRoot(roots: readonly RootStateDeclaration[]): RootStateDeclaration | undefined {
  for (const root of roots) {
    if (root.anchor === undefined && root.fingerprint === undefined && root.certificate === undefined) return root;
  }
  return undefined;
}

function fromDeclaration(
  root: RootStateDeclaration,
  anchor: KnownRoot,
  platform: PlatformFacts | undefined,
  application: ApplicationFacts | undefined,
): RootReach {
  const ignored = platform && ignoredByApplication(platform, application);
  const installed = root.state !== RootState.PREINSTALLED && root.state !== RootState.BLOCKED;
  // A statement of the user counts, but for what is known of the program: one that ignores installed roots does not use this one either.
  if (installed && ignored?.state === RootState.BLOCKED) return ignored;
  const held = root.fingerprint === undefined ? undefined : certificateWith(anchor, root.fingerprint);
  return {
    state: root.state,
    reason: 'the population declares it',
    source: 'DECLARED',
    declared: true,
    ...(held && held.sha256 !== anchor.sha256?.toLowerCase() ? { heldUntil: held.notAfter } : {}),
  };
}

/** Roots that the platform does not ship with: who can bring them. */
function brought({ population, anchor, platform, application, facts }: Bringing): RootReach {
  const enterprise = facts[ClientFact.ENTERPRISE_ROOTS];
  if (application?.connectsThrough !== undefined) {
    return derived(
      RootState.BLOCKED,
      enterprise.note ?? `${application.label} does not look at the device`,
      enterprise.source,
    );
  }
  // A program that is known to take the roots of the system needs no word on opting in.
  const ignored = enterprise.value === true ? undefined : ignoredByApplication(platform, application);
  if (ignored) return ignored;
  if (application?.ownRootStore && enterprise.value !== true) {
    return derived(
      RootState.INSTALLABLE,
      'the application keeps its own roots: import it there',
      application.ownRootStore.source,
    );
  }
  return pushed(population, anchor, platform) ?? byHand(population, anchor, platform);
}

/** Where applications must opt in to installed roots and this one does not, or nobody knows. */
function ignoredByApplication(
  platform: PlatformFacts,
  application: ApplicationFacts | undefined,
): RootReach | undefined {
  if (platform.applicationsUseInstalledRoots.value !== false) return undefined;
  const source = platform.applicationsUseInstalledRoots.source;
  const uses = application?.optsInToInstalledRoots.value;
  if (uses === true) return undefined;
  if (uses === false) {
    return derived(RootState.BLOCKED, `${application?.label} ignores installed roots`, source);
  }
  const who = application ? application.label : 'the application, which nobody names,';
  return unknownReach(`${who} uses an installed root only if it opts in: name one that does`, source);
}

function pushed(population: RootHolder, anchor: KnownRoot, platform: PlatformFacts): RootReach | undefined {
  if (population.management === ClientManagement.DOMAIN_JOINED) return pushedByDirectory(population, anchor, platform);
  if (population.management !== ClientManagement.MDM || anchor.kind === TrustAnchorKind.SELF_SIGNED) return undefined;
  return platform.mdmPush.value === true
    ? derived(RootState.PUSHED, 'device management pushes it', platform.mdmPush.source)
    : undefined;
}

function pushedByDirectory(population: RootHolder, anchor: KnownRoot, platform: PlatformFacts): RootReach | undefined {
  const published = anchor.publishedInDirectory ?? (anchor.kind === TrustAnchorKind.SELF_SIGNED ? false : undefined);
  if (!platform.domainJoinable || platform.domainPush.value !== true || published === false) return undefined;
  return population.place === ClientPlace.OUTSIDE
    ? derived(RootState.OUT_OF_REACH, 'no domain controller in reach: they hold what was pushed before', 'DERIVED')
    : derived(RootState.PUSHED, 'the directory pushes it', platform.domainPush.source);
}

function byHand(population: RootHolder, anchor: KnownRoot, platform: PlatformFacts): RootReach {
  const { value, source, note } = platform.userCanInstallRoot;
  if (value === undefined) return unknownReach(note ?? 'whether the user can install it is not known', source);
  if (!value) return blockedByHand(population, anchor, platform, 'nobody can install a root on it', source);
  if (platform.handInstalledRootNeedsCa.value !== true) {
    return derived(RootState.INSTALLABLE, platform.installByUser, source);
  }
  return byHandAsCa(population, anchor, platform);
}

function byHandAsCa(population: RootHolder, anchor: KnownRoot, platform: PlatformFacts): RootReach {
  const source = platform.handInstalledRootNeedsCa.source;
  // The root of a CA is a CA certificate, whatever else is unknown of it.
  const endEntity = anchor.endEntity ?? (anchor.kind === TrustAnchorKind.SELF_SIGNED ? undefined : false);
  if (endEntity === undefined) {
    return unknownReach('by hand it must be marked as a CA, and nobody says whether it is', source);
  }
  return endEntity
    ? blockedByHand(
        population,
        anchor,
        platform,
        'it is not marked as a CA: nobody can switch trust on by hand',
        source,
      )
    : derived(RootState.INSTALLABLE, platform.installByUser, platform.userCanInstallRoot.source);
}

/** Blocked, unless an administrator could still push the self-signed certificate and does not say whether he does. */
function blockedByHand(
  population: RootHolder,
  anchor: KnownRoot,
  platform: PlatformFacts,
  reason: string,
  source: string,
): RootReach {
  const pushable = population.management === ClientManagement.MDM && platform.mdmPush.value !== false;
  if (pushable && anchor.kind === TrustAnchorKind.SELF_SIGNED) return unknownReach(MUST_BE_PUSHED, SEED_DEVICES);
  return derived(RootState.BLOCKED, reason, source);
}
