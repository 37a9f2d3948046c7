/** Version of the shape of a baseline file. */
const VERSION = 1;

/** The keys of the findings that were there when the policy was adopted, as a file: one key a line, in order. */
export function formatBaseline(keys: readonly string[]): string {
  const lines = [...new Set(keys)].sort().map((key) => `    ${JSON.stringify(key)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "schemaVersion": ${VERSION},\n  "keys": ${list}\n}\n`;
}

/**
 * The keys that a baseline file holds.
 *
 * @throws Error when the text is no baseline, or of a newer version; its message ends a sentence that names the file
 */
export function parseBaseline(text: string): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Error('it is not JSON');
  }
  const { schemaVersion, keys } = (parsed ?? {}) as { schemaVersion?: unknown; keys?: unknown };
  if (typeof schemaVersion !== 'number' || !Array.isArray(keys) || keys.some((key) => typeof key !== 'string'))
    throw new Error('it is no baseline: it needs schemaVersion and a list of keys');
  if (schemaVersion > VERSION)
    throw new Error(`it has schema version ${schemaVersion}; this package reads up to ${VERSION}`);
  return keys as string[];
}
