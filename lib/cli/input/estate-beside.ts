import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TerraformInput } from './terraform-input';

/** From here on a digest of a configuration costs less than reading it does, in bytes. */
const LARGE = 1 << 20;

/**
 * The estate that synth left beside a large configuration, where the configuration is byte for byte as synth wrote it: both say the
 * same then, and the configuration is many times as long.
 */
export function estateBeside(path: string): TerraformInput | undefined {
  try {
    if (statSync(path).size < LARGE) return undefined;
    // Loads the digests of Node, which a small configuration does not need.
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is used
    const estateFile = require('../../delivery/estate-file') as typeof import('../../delivery/estate-file');
    const file = join(dirname(path), estateFile.ESTATE_FILE);
    const bytes = readFileSync(file);
    if (!estateFile.belongsTo(bytes, path)) return undefined;
    const estate = estateFile.decodeEstateFile(bytes);
    const nothing = { slices: [], tlsResources: [], variables: {}, replacements: [], notices: [] };
    return estate && { name: path, kind: 'configuration', estate, ...nothing };
  } catch {
    // What is not there or can't be read is told when the configuration itself is read.
    return undefined;
  }
}
