import { parseBaseline } from '../policy/acknowledge';
import { InputError } from './input-error';
import { readBytes, textOf } from './input/bytes';

/** @throws InputError when the file can't be read, is no baseline, or is of a newer version */
export function readBaseline(path: string): string[] {
  try {
    return parseBaseline(textOf(readBytes(path)));
  } catch (error) {
    const { message } = error as Error;
    const what = InputError.is(error) ? `the baseline ${message}` : `the baseline ${path} can't be used: ${message}`;
    throw new InputError(what, 'make one with `client-access baseline --output FILE`');
  }
}
