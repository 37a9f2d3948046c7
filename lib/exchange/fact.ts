export { type BooleanFact, no, unknown, yes } from '../model/fact';
