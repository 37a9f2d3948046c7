import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { RuleCases, RuleTester } from '../../lib/testing';

/** The cases of every rule's own test, by the rule's id. The tests are loaded, not run: whatever they do besides is left out. */
export function testCases(root: string): ReadonlyMap<string, RuleCases> {
  const found = new Map<string, RuleCases>();
  const tester = RuleTester as { run: typeof RuleTester.run };
  const { run } = tester;
  const world = globalThis as Record<string, unknown>;
  const before = TEST_FUNCTIONS.map((name) => [name, world[name]] as const);
  tester.run = (rule, cases): void => void found.set(rule.metadata.id, cases);
  for (const name of TEST_FUNCTIONS) world[name] = idle();
  try {
    const load = createRequire(__filename);
    for (const file of testFiles(join(root, 'test/rules'))) load(file);
  } finally {
    tester.run = run;
    for (const [name, value] of before) world[name] = value;
  }
  return found;
}

const TEST_FUNCTIONS = ['describe', 'it', 'test', 'beforeAll', 'afterAll', 'beforeEach', 'afterEach'];

/** A function that does nothing, and so do its members: `test.each(...)(...)`. */
function idle(): unknown {
  const nothing = (): unknown => idle();
  return new Proxy(nothing, { get: () => idle() });
}

/** Tests that bear the name of a rule, which lie in a folder of its subject. */
function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => join(folder, name, file)))
    .filter((file) => file.endsWith('.test.ts'));
}
