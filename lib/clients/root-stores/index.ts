export { chromeDropsOn } from './by-day';
export * from './held';
export { issueConditionOf } from './issue-condition';
export type { IssueCondition } from './issue-condition';
export * from './listed-root';
export * from './store-answer';
