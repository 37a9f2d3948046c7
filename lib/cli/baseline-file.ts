import { parseBaseline } from '../policy/baseline';
import { InputError } from './input-error';
import { readBytes } from './input/bytes';

/** @throws InputError when the file can't be read, is no baseline, or is of a newer version */
export function readBaseline(path: string): string[] {
  const bytes = readBytes(path);
  const text = bytes.toString('utf8', bytes[0] === 0xef ? 3 : 0); // without a byte order mark
  try {
    return parseBaseline(text);
  } catch (error) {
    throw new InputError(
      `the baseline ${path} can't be used: ${(error as Error).message}`,
      'make one with `client-access baseline --output FILE`',
    );
  }
}
