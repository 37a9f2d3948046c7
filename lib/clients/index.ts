export * from './answer';
export * from './application';
export * from './client-facts';
export * from './client-label';
export * from './platform';
export { compareReleases, platformsWith, releaseFault, releasesOf } from './releases';
export type { ReleaseFamily } from './releases';
export * from './root-reach';
