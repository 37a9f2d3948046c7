export { openExpressions } from './known-values';
export { evidenceOf, withEvidence } from './with-evidence';
