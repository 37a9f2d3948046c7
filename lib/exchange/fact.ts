export type { BooleanFact } from '../model/fact';
export { no, unknown, yes } from '../model/fact';
