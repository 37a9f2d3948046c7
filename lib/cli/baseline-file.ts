import { readFileSync } from 'node:fs';
import { InputError } from './input-error';

const VERSION = 1;

/** The keys of the findings that were there when the policy was adopted, as a file: one key a line, in order. */
export function formatBaseline(keys: readonly string[]): string {
  const lines = [...new Set(keys)].sort().map((key) => `    ${JSON.stringify(key)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "schemaVersion": ${VERSION},\n  "keys": ${list}\n}\n`;
}

/** @throws InputError when the file can't be read, or is of a newer version */
export function readBaseline(path: string): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'it is not JSON' : (error as Error).message;
    throw new InputError(`the baseline ${path} can't be read: ${reason}`, MAKE);
  }
  const { schemaVersion, keys } = (parsed ?? {}) as { schemaVersion?: unknown; keys?: unknown };
  if (typeof schemaVersion !== 'number' || !Array.isArray(keys) || keys.some((key) => typeof key !== 'string'))
    throw new InputError(`${path} is no baseline: it needs schemaVersion and a list of keys`, MAKE);
  if (schemaVersion > VERSION)
    throw new InputError(
      `${path} has schema version ${schemaVersion}; this command reads up to ${VERSION}`,
      'install a newer version',
    );
  return keys as string[];
}

const MAKE = 'make one with `client-access baseline --output FILE`';
