import { createHash } from 'node:crypto';
import { decodeEstateFile, encodeEstate, encodeEstateFile } from '../../lib/delivery/estate-file';
import { Estate, MODEL_SCHEMA_VERSION } from '../../lib/model';
import { TestEstate } from '../../lib/testing';

const estate = TestEstate.of({
  servers: [{ publishingPoint: 'app/point1' }],
  publishingPoints: [{ certificate: 'web' }],
});

/** The file as another version of the package would have written it. */
function rewritten(change: (lists: Record<string, unknown>) => void): Buffer {
  const body = JSON.parse(JSON.stringify(estate)) as Record<string, unknown>;
  for (const [list, items] of Object.entries(body)) if (Array.isArray(items)) body[list] = items.slice(0, 1);
  change(body);
  const text = JSON.stringify(body);
  const digest = createHash('sha256').update(text).digest('hex');
  return Buffer.from(`{"configuration":"sha256:0","digest":"sha256:${digest}","estate":${text}}`);
}

test('is read as it was written, with every list there', () => {
  const encoded = encodeEstate(estate);
  const bytes = Buffer.from(encodeEstateFile(encoded));
  const read = decodeEstateFile(bytes, 'estate.json', encoded.digest);
  expect(read).toEqual(JSON.parse(JSON.stringify(estate)));
  expect(encoded.text).not.toContain('"hybrids"');
});

test('one of version 1 gets the lists and members of this version', () => {
  const old = rewritten((lists) => {
    lists.schemaVersion = 1;
    for (const list of ['connectors', 'serverAuthentications', 'hybrids', 'inspectors', 'organizations', 'policies'])
      delete lists[list];
  });
  const read = decodeEstateFile(old, 'estate.json');
  expect(read.schemaVersion).toBe(MODEL_SCHEMA_VERSION);
  expect(read.servers[0].publishingPoints).toEqual(['app/point1']);
  expect(read).toMatchObject({ connectors: [], organizations: [], policies: [] } satisfies Partial<Estate>);
});

test('one of a newer version is refused, with what to do', () => {
  const newer = rewritten((lists) => (lists.schemaVersion = MODEL_SCHEMA_VERSION + 1));
  expect(() => decodeEstateFile(newer, 'estate.json')).toThrow(
    `estate.json has schema version ${MODEL_SCHEMA_VERSION + 1}; this version of the package reads up to ${MODEL_SCHEMA_VERSION}`,
  );
});

test('another estate than the one that is expected is refused, though its own digest fits', () => {
  const { digest } = encodeEstate({ ...estate, populations: [] });
  expect(() =>
    decodeEstateFile(
      rewritten(() => undefined),
      'estate.json',
      digest,
    ),
  ).toThrow('was changed after synth');
});
