/** Unit tests mirror lib; test/e2e needs real Terraform and real servers (tools/test.mjs sets them up). */
const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
  ],
};
const moduleNameMapper = {
  '^cdktf-exchange-client-access$': '<rootDir>/lib/index.ts',
  '^cdktf-exchange-client-access/testing$': '<rootDir>/lib/testing/index.ts',
};
module.exports = {
  // Many tests start processes, and a runner may be busy. What is timed has limits of its own.
  testTimeout: 60_000,
  globalSetup: '<rootDir>/tools/jest-build.cjs',
  projects: [
    {
      displayName: 'unit',
      rootDir: __dirname,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
      transform,
      moduleNameMapper,
      modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.tools/'],
    },
    {
      displayName: 'e2e',
      rootDir: __dirname,
      testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
      transform,
      moduleNameMapper,
      modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.tools/'],
    },
  ],
};
