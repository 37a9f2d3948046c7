export * from './application';
export * from './client-facts';
export * from './platform';
export { compareReleases, platformsWith, type ReleaseFamily, releaseFault, releasesOf } from './releases';
export * from './root-reach';
export { CONDITION_DAYS } from './root-stores/issue-condition';
export type { IssueCondition } from './root-stores/issue-condition';
export {
  type BindingCondition,
  certificateWith,
  derived,
  hasFingerprint,
  isListedName,
  isListedRoot,
  type KnownRoot,
  type RootReach,
  unknownReach,
} from './shipped-root';
