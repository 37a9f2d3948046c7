import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  Estate,
  EstateLists,
  mergeEstates,
  MODEL_SCHEMA_VERSION,
  restoreLists,
  shortenLists,
  upgradeEstate,
  wholeEstate,
  withoutEmptyLists,
} from '../model';

/** The estate of a stack beside its configuration, from the stack's folder: judged at apply. */
export const ESTATE_FILE = 'client-access/estate.json';

const BODY = ',"estate":';

/** An estate as text, with the digest of the text. */
export interface EncodedEstate {
  readonly text: string;
  readonly digest: string;
}

/** An estate as the file holds it. */
export function encodeEstate(estate: Estate): EncodedEstate {
  const text = JSON.stringify(shortenLists(withoutEmptyLists(mergeEstates([estate]))));
  return { text, digest: digestOf(Buffer.from(text)) };
}

/** What the file holds: the estate and its digest. */
export function encodeEstateFile({ text, digest }: EncodedEstate): string {
  return `${JSON.stringify({ digest }).slice(0, -1)}${BODY}${text}}`;
}

/**
 * The estate that a file's bytes hold, also where an older version wrote it.
 *
 * @param expected digest that the estate must have; left out: the one that stands in the file
 * @throws Error where the bytes were changed after synth wrote them, or are of a newer version of this package
 */
export function decodeEstateFile(bytes: Buffer, path: string, expected?: string): Estate {
  const head = bytes.subarray(0, bytes.indexOf(BODY)).toString('latin1');
  const body = bytes.subarray(head.length + BODY.length, bytes.length - 1);
  const digest = digestOf(body);
  if (!head.endsWith(`"digest":"${digest}"`) || (expected !== undefined && digest !== expected))
    throw new Error(`${path} was changed after synth wrote it; synthesize again, and do not edit what it wrote`);
  const { schemaVersion, ...lists } = JSON.parse(body.toString('utf8')) as EstateLists & {
    readonly schemaVersion: number;
  };
  if (!(schemaVersion <= MODEL_SCHEMA_VERSION))
    throw new Error(
      `${path} has schema version ${schemaVersion}; this version of the package reads up to ${MODEL_SCHEMA_VERSION}. Install the version that wrote it, or synthesize again`,
    );
  return wholeEstate(upgradeEstate(restoreLists(lists), schemaVersion), MODEL_SCHEMA_VERSION);
}

/**
 * Reads the file that stands at a path.
 *
 * @param digest digest that the estate must have; left out: the one that stands in the file
 * @throws Error when it was changed after synth wrote it, or is of a newer version of this package
 */
export function readEstateFile(path: string, digest?: string): Estate {
  return decodeEstateFile(readFileSync(path), path, digest);
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
