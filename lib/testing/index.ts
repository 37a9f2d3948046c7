export { TEST_NOW, TestEstate } from './estate-builder';
export type { TestBinding, TestCertificate, TestEstateProps, TestPopulation, TestServer } from './estate-builder';
export { RuleTester } from './rule-tester';
export type { FaultyCase, RuleCase, RuleCases, UnknownCase } from './rule-tester';
