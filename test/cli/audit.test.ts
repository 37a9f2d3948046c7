import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audit } from '../../lib/cli/audit';
import { writeClixml } from '../support/clixml-writer';
import { exchangeServer, writeExchangeExport } from '../support/exchange-export';

// The judgement loads its rooms at first use, which takes long on a busy machine.
jest.setTimeout(120_000);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
  writeExchangeExport(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Asked {
  readonly format?: string;
  readonly clients?: string;
  readonly organization?: string;
  readonly failOn?: string;
  readonly output?: string[];
}

async function run(path: string, asked: Asked = {}): Promise<{ code: number; out: string }> {
  let out = '';
  const io = {
    out: (text: string) => (out += text),
    err: () => undefined,
    outIsTerminal: false,
    env: {},
    now: () => new Date('2026-03-01'),
  };
  const code = await audit(path, { output: [], failOn: 'policy', ...asked }, io);
  return { code, out };
}

interface JsonAudit {
  readonly clients: { readonly assumed: boolean };
  readonly organizations: readonly {
    readonly work: readonly { readonly rank: number; readonly gravity: string }[];
    readonly statements: readonly { readonly kind: string; readonly at: readonly string[] }[];
    readonly facts: readonly {
      readonly of: string;
      readonly property: string;
      readonly value: unknown;
      readonly at: string;
    }[];
  }[];
}

test('folder and archive give the same answer', async () => {
  const [one, other] = [await run(join(folder, 'exchange-export')), await run(join(folder, 'exchange-export.zip'))];
  const body = (text: string): string => text.slice(text.indexOf('What to do first'));
  expect(body(other.out)).toBe(body(one.out));
  expect([one.code, other.code]).toEqual([1, 1]);
});

test('the text begins with the work, and shows that clients are assumed', async () => {
  const { out } = await run(join(folder, 'exchange-export'));
  expect(out).toMatch(/^Audit of contoso\.local \(Contoso\): EX01/);
  expect(out).toMatch(/What to do first\n-+\n {2}1\. /);
  expect(out).toMatch(/Nobody said who the clients are, so the likely ones are assumed/);
});

test('the same bytes every time, in every format', async () => {
  for (const format of ['text', 'markdown', 'json', 'html', 'sarif', 'junit', 'github', 'gitlab']) {
    const [one, other] = [
      await run(join(folder, 'exchange-export'), { format }),
      await run(join(folder, 'exchange-export'), { format }),
    ];
    expect(other.out).toBe(one.out);
    expect(one.out.length).toBeGreaterThan(20);
  }
});

test('each fact of the JSON stands in the XML where it says', async () => {
  const { out } = await run(join(folder, 'exchange-export'), { format: 'json' });
  const [organization] = (JSON.parse(out) as JsonAudit).organizations;
  const texts = organization!.facts.filter(
    ({ value, at }) =>
      typeof value === 'string' && /#Obj\[\d+\]\/(Props|MS)\/\w+$/.test(at) && !/SerializationData|RawData/.test(at),
  );
  expect(texts.length).toBeGreaterThan(15);
  for (const { value, at } of texts) {
    const [, file, property] = /^(.*)#Obj\[\d+\]\/(?:Props|MS)\/(\w+)$/.exec(at)!;
    const xml = readFileSync(join(folder, 'exchange-export', file!), 'utf8').replace(/&amp;/g, '&');
    const element = new RegExp(`N="${property}"[^]*?${String(value).replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')}`);
    expect(`${at} ${xml}`).toMatch(element);
  }
  for (const { kind, at } of organization!.statements)
    if (kind !== 'unknown') expect(at.every((place) => place.includes('.xml'))).toBe(true);
});

test('two organizations are shown apart; a format of one estate asks which', async () => {
  const mixed = join(folder, 'mixed');
  mkdirSync(mixed);
  writeFileSync(join(mixed, 'a.xml'), writeClixml([exchangeServer('EX01')]));
  const other = exchangeServer('EX09') as { props: object };
  writeFileSync(
    join(mixed, 'b.xml'),
    writeClixml([
      {
        ...other,
        props: { ...other.props, Fqdn: 'EX09.fabrikam.lab', DistinguishedName: 'CN=EX09,DC=fabrikam,DC=lab' },
      },
    ]),
  );
  const { out } = await run(mixed);
  expect(out.match(/^Audit of /gm)).toHaveLength(2);
  await expect(run(mixed, { format: 'sarif' })).rejects.toThrow(/shows one organization, and the export has 2/);
  expect((await run(mixed, { organization: 'fabrikam.lab' })).out).not.toMatch(/Audit of contoso/);
  await expect(run(mixed, { organization: 'none' })).rejects.toThrow(/has no organization "none"/);
});

test.each([
  ['{', /is no JSON/],
  ['{"clients": []}', /a list of 1 to 200 entries/],
  ['{"clients": [{"name": "a", "platform": "amiga"}]}', /there is no platform "amiga"/],
  ['{"clients": [{"name": "a", "platform": "ios", "place": "moon"}]}', /"place" must be inside/],
  ['{"clients": [{"name": "a", "platform": "ios", "size": 3}]}', /has "size"; allowed are/],
])('a questionnaire %s is refused in one message', async (json, message) => {
  const file = join(folder, 'asked.json');
  writeFileSync(file, json);
  await expect(run(join(folder, 'exchange-export'), { clients: file })).rejects.toThrow(message);
});

test('nothing to read is one clear error, and no output is written', async () => {
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  writeFileSync(join(empty, 'a.xml'), '<Objs><Obj>');
  const file = join(folder, 'never.json');
  await expect(run(empty, { output: [`json=${file}`] })).rejects.toThrow(/holds nothing that could be read: a\.xml/);
  await expect(run(join(folder, 'none'))).rejects.toThrow(/there is no/);
  expect(existsSync(file)).toBe(false);
});
