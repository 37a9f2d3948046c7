import { PlatformFacts } from './platform-facts';
import { ANDROID_PLATFORMS } from './platforms/android';
import { APPLE_PLATFORMS } from './platforms/apple';
import { BLACKBERRY_PLATFORMS } from './platforms/blackberry';
import { FEATURE_PHONE_PLATFORMS, SYMBIAN_PLATFORMS } from './platforms/feature-phone';
import { LINUX_PLATFORMS } from './platforms/linux';
import { WINDOWS_PLATFORMS } from './platforms/windows';
import { WINDOWS_MOBILE_PLATFORMS } from './platforms/windows-mobile';
import { WINDOWS_PHONE_PLATFORMS } from './platforms/windows-phone';
import { factsOfRelease } from './releases';

export {
  adminCanPush,
  type CertificateChecks,
  type CheckedKey,
  type PlatformFacts,
  type PlatformFamily,
  type RootStoreFacts,
} from './platform-facts';
export { ClientPlatform } from './client-platform';

const ROWS: readonly PlatformFacts[] = Object.freeze(
  [
    ...ANDROID_PLATFORMS,
    ...APPLE_PLATFORMS,
    ...BLACKBERRY_PLATFORMS,
    ...FEATURE_PHONE_PLATFORMS,
    ...LINUX_PLATFORMS,
    ...SYMBIAN_PLATFORMS,
    ...WINDOWS_PLATFORMS,
    ...WINDOWS_MOBILE_PLATFORMS,
    ...WINDOWS_PHONE_PLATFORMS,
  ].sort((a, b) => (a.id < b.id ? -1 : 1)),
);

const BY_ID: ReadonlyMap<string, PlatformFacts> = new Map(ROWS.map((platform) => [platform.id, platform]));

const BY_RELEASE = new Map<string, PlatformFacts>();

/**
 * What is known of a platform, or of one release of it; undefined where the tables do not hold the id. Without a release, what the
 * releases of the platform's range disagree about is unknown.
 */
export function platformFacts(id: string, release?: string): PlatformFacts | undefined {
  const row = BY_ID.get(id);
  if (row === undefined) return undefined;
  const key = `${id} ${release ?? ''}`;
  let known = BY_RELEASE.get(key);
  if (!known) BY_RELEASE.set(key, (known = Object.freeze(factsOfRelease(row, release))));
  return known;
}

/** Every platform, sorted by id; what the releases of a platform disagree about is unknown here. */
export const PLATFORMS: readonly PlatformFacts[] = Object.freeze(ROWS.map(({ id }) => platformFacts(id)!));

/** Ids of every platform, sorted. */
export function knownPlatforms(): readonly string[] {
  return [...BY_ID.keys()];
}
