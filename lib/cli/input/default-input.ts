import { existsSync } from 'node:fs';
import { InputError } from '../exit';

/**
 * What is read where nothing is named: where cdktf writes by default.
 *
 * @throws InputError when there is none
 */
export function defaultInput(): string {
  if (existsSync('cdktf.out')) return 'cdktf.out';
  throw new InputError(
    'there is no cdktf.out here',
    'run `cdktf synth` first, or name what to read; - is standard input',
  );
}
