export { issueConditionOf } from './issue-condition';
export type { IssueCondition } from './issue-condition';
export * from './listed-root';
export * from './store-answer';
export { chromeDropsOn } from './store-holdings';
