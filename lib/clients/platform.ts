import { PlatformFacts } from './platform-facts';
import { ANDROID_PLATFORMS } from './platforms/android';
import { APPLE_PLATFORMS } from './platforms/apple';
import { BLACKBERRY_PLATFORMS } from './platforms/blackberry';
import { FEATURE_PHONE_PLATFORMS } from './platforms/feature-phone';
import { LINUX_PLATFORMS } from './platforms/linux';
import { SYMBIAN_PLATFORMS } from './platforms/symbian';
import { WINDOWS_PLATFORMS } from './platforms/windows';
import { WINDOWS_MOBILE_PLATFORMS } from './platforms/windows-mobile';
import { WINDOWS_PHONE_PLATFORMS } from './platforms/windows-phone';

export type { CertificateChecks, CheckedKey } from './certificate-checks';
export { ClientPlatform } from './client-platform';
export { adminCanPush } from './platform-facts';
export type { PlatformFacts, PlatformFamily, RootStoreFacts } from './platform-facts';

/** Every platform, sorted by id. */
export const PLATFORMS: readonly PlatformFacts[] = Object.freeze(
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

const BY_ID: ReadonlyMap<string, PlatformFacts> = new Map(PLATFORMS.map((platform) => [platform.id, platform]));

/** What is known of a platform; undefined where the tables do not hold the id. */
export function platformFacts(id: string): PlatformFacts | undefined {
  return BY_ID.get(id);
}
