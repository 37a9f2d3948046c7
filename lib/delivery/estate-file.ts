import { createHash, Hash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { Estate, mergeSlices, MODEL_SCHEMA_VERSION, restoreLists, shortenLists } from '../model';

/** The estate of a stack beside its configuration, from the stack's folder: judged at apply, and read by a review. */
export const ESTATE_FILE = 'client-access/estate.json';

const BODY = ',"estate":';

/**
 * What the file holds: the estate, its digest, and the digest of the configuration that it lies beside.
 *
 * @param configuration path of the stack's cdk.tf.json
 */
export function encodeEstateFile(estate: Estate, configuration: string): string {
  const body = JSON.stringify(shortenLists(mergeSlices([estate])));
  const head = { configuration: digestOfFile(configuration), digest: digestOf(Buffer.from(body)) };
  return `${JSON.stringify(head).slice(0, -1)}${BODY}${body}}`;
}

/**
 * The estate that a file's bytes hold; undefined where they were changed after synth wrote them, or are of a newer version of this
 * package.
 */
export function decodeEstateFile(bytes: Buffer): Estate | undefined {
  const head = bytes.subarray(0, bytes.indexOf(BODY)).toString('latin1');
  const body = bytes.subarray(head.length + BODY.length, bytes.length - 1);
  if (!head.endsWith(`"digest":"${digestOf(body)}"`)) return undefined;
  const estate = JSON.parse(body.toString('utf8')) as Estate;
  return estate.schemaVersion <= MODEL_SCHEMA_VERSION ? restoreLists(estate) : undefined;
}

/**
 * Reads the file that stands at a path.
 *
 * @throws Error when it was changed after synth wrote it
 */
export function readEstateFile(path: string): Estate {
  const estate = decodeEstateFile(readFileSync(path));
  if (!estate)
    throw new Error(`${path} was changed after synth wrote it; synthesize again, and do not edit what it wrote`);
  return estate;
}

function digestOfFile(path: string): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    // Piece by piece: a large file is not held for this.
    const piece = Buffer.allocUnsafe(1 << 18);
    for (let length = -1; length !== 0;) {
      length = readSync(file, piece);
      hash.update(piece.subarray(0, length));
    }
  } finally {
    closeSync(file);
  }
  return written(hash);
}

function digestOf(bytes: Buffer): string {
  return written(createHash('sha256').update(bytes));
}

function written(hash: Hash): string {
  return `sha256:${hash.digest('hex')}`;
}
