export { issueConditionOf } from './issue-condition';
export type { IssueCondition } from './issue-condition';
export * from './listed-root';
export { askStore, chromeDropsOn, type StoreAnswer } from './store-answer';
