export * from './estate-builder';
export * from './rule-tester';
