import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClientProtocol, Encryption, NetworkSide } from '../../../lib/model';
import { Report } from '../../../lib/policy';
import { TestEstate } from '../../../lib/testing';
import { parseShard, shardNumbers } from '../../../lib/cli/verify/survey-part';
import { Speech, Target } from '../../../lib/verify';
import { issueChain } from '../../support/issue';
import { LoopbackServer } from '../../support/probing';
import { VerifyFolder } from '../../support/verifying';

jest.setTimeout(120_000);

const NOW = ['--now', '2026-06-01'];

function target(at: string, host: string, port = 443): Target {
  const owner = { at, binding: `${at}/owa`, protocol: ClientProtocol.OWA, side: NetworkSide.OUTSIDE };
  return { host, port, encryption: Encryption.TLS, speech: Speech.TLS, owners: [owner] };
}

describe('parts', () => {
  const targets = Array.from({ length: 60 }, (_, index) =>
    target(`server-${(index * 7) % 13}`, `host-${index}.contoso.com`),
  );

  test('every target is in one part, those of a server in the same, and no part has much more than another', () => {
    for (const parts of [1, 2, 5, 8]) {
      const numbers = shardNumbers(targets, parts);
      expect(numbers.size).toBe(targets.length);
      for (const one of targets)
        for (const other of targets)
          if (one.owners[0].at === other.owners[0].at) expect(numbers.get(one)).toBe(numbers.get(other));
      const loads = Array.from(
        { length: parts },
        (_, index) => [...numbers.values()].filter((one) => one === index + 1).length,
      );
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(5);
    }
  });

  test('the same targets give the same parts', () => {
    const copy = targets.map((one) => ({ ...one }));
    expect([...shardNumbers(copy, 4).values()].sort()).toEqual([...shardNumbers(targets, 4).values()].sort());
    expect(copy.map((one) => shardNumbers(copy, 4).get(one))).toEqual(
      targets.map((one) => shardNumbers(targets, 4).get(one)),
    );
  });

  test.each(['0/8', '9/8', '1', '1/0', 'a/b', '1/1001', '-1/2', ''])('%j is no part', (text) => {
    expect(() => parseShard(text)).toThrow(/--shard takes NUMBER\/COUNT/);
  });
});

describe('reports of parts', () => {
  const folder = new VerifyFolder();
  let good: LoopbackServer;
  let bad: LoopbackServer;
  let argv: string[];

  beforeAll(async () => {
    const serving = (...names: string[]) => {
      const { leaf, intermediate } = issueChain(names, { key: 'p256' });
      return LoopbackServer.tls({ cert: leaf.pem + intermediate.pem, key: leaf.keyPem });
    };
    [good, bad] = [await serving('mail.contoso.com', 'cas3.contoso.com'), await serving('other.contoso.com')];
    const ports = [good.port, bad.port];
    const names = ['cas1', 'cas2', 'cas3'];
    const estate = TestEstate.of({
      // One each: where one certificate is declared and several are met, a whole run asks once more.
      certificates: Object.fromEntries(names.map((name) => [name, {}])),
      servers: names.map((name, index) => ({
        name,
        certificate: name,
        externalHost: `${name}.contoso.com`,
        internalHost: `${name}.contoso.com`,
        protocols: [
          { protocol: ClientProtocol.OWA, listeners: [{ port: ports[index % 2], encryption: Encryption.TLS }] },
        ],
      })),
    });
    const resolve = names.flatMap((name) =>
      ports.flatMap((port) => ['--resolve', `${name}.contoso.com:${port}:127.0.0.1`]),
    );
    argv = [folder.declare(estate), ...resolve, '--timeout', '20'];
  });
  afterAll(async () => {
    await Promise.all([good.stop(), bad.stop()]);
    folder.remove();
  });

  /** Runs one part of several; the path of its report. */
  async function part(shard: string, ...more: string[]): Promise<string> {
    const file = folder.file(`${shard.replace('/', '-of-')}.json`);
    await folder.run([...argv, ...NOW, '--shard', shard, '--output', `json=${file}`, ...more]);
    return file;
  }

  const edited = (file: string, edit: (report: Record<string, unknown>) => void): string => {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    edit(report);
    const other = `${file}.edited.json`;
    writeFileSync(other, JSON.stringify(report));
    return other;
  };

  test.each([1, 2, 3, 5])('merged from %i, in any order, they are the report of one run', async (of) => {
    const whole = await folder.run([...argv, ...NOW, '--format', 'json']);
    const files: string[] = [];
    for (let number = 1; number <= of; number++) files.push(await part(`${number}/${of}`));
    for (const format of ['json', 'text', 'prometheus', 'sarif']) {
      const expected = format === 'json' ? whole : await folder.run([...argv, ...NOW, '--format', format]);
      expect(await folder.run(['--merge', ...[...files].reverse(), '--format', format])).toEqual(expected);
    }
    expect(whole.code).toBe(1);
    expect((JSON.parse(whole.out) as Report).observations?.length).toBeGreaterThan(5);
  });

  test('a part says which it is; one with nothing to ask is no failure', async () => {
    const { code, out } = await folder.run([
      ...argv,
      ...NOW,
      '--shard',
      '5/5',
      '--format',
      'json',
      '--fail-on',
      'never',
    ]);
    const { notices, observations } = JSON.parse(out) as Report & { notices: string[] };
    expect({ code, observations }).toEqual({ code: 0, observations: undefined });
    expect(notices).toContainEqual(expect.stringContaining('shard 5 of 5, 0 of'));
  });

  test('the report of a part is as its schema says', async () => {
    const schema = (name: string): object =>
      JSON.parse(readFileSync(join(__dirname, `../../../schemas/${name}.schema.json`), 'utf8')) as object;
    const ajv = addFormats(new Ajv({ allErrors: true, strictTypes: false, strictRequired: false }));
    ajv.addSchema(schema('report')).addSchema(schema('changes'));
    const valid = ajv.getSchema('report.schema.json')!;
    valid(JSON.parse(readFileSync(await part('1/2'), 'utf8')));
    expect(valid.errors).toBeNull();
  });

  test('a missing part is named, and the run is no success', async () => {
    const files = [await part('1/3'), await part('3/3')];
    const { code, out } = await folder.run(['--merge', ...files, '--fail-on', 'never']);
    expect(code).toBe(5);
    expect(out).toContain('missing of 3 shards: 2');
    // What certainly fails comes before what is missing.
    expect((await folder.run(['--merge', ...files, '--fail-on', 'note'])).code).toBe(1);
  });

  test('a part that was ended is named', async () => {
    const ended = edited(await part('2/2'), ({ survey }) => ((survey as { partial?: true }).partial = true));
    const { code, out } = await folder.run(['--merge', await part('1/2'), ended, '--fail-on', 'never']);
    expect(code).toBe(5);
    expect(out).toContain('ended by the user: of 2 shards 2');
  });

  test('hosts without a declaration', async () => {
    const hosts = ['cas1', 'cas2', 'cas3'].map((name) => `${name}.contoso.com:${good.port}`);
    const options = [...hosts, ...hosts.flatMap((host) => ['--resolve', `${host}:127.0.0.1`]), ...NOW];
    const files: string[] = [];
    for (const shard of ['1/2', '2/2']) {
      files.push(folder.file(`hosts-${shard[0]}.json`));
      await folder.run([...options, '--shard', shard, '--output', `json=${files.at(-1)!}`]);
    }
    const whole = await folder.run([...options, '--format', 'json']);
    expect(await folder.run(['--merge', ...files, '--format', 'json'])).toEqual(whole);
    expect(whole.code).not.toBe(4);
  });

  test('clocks that nobody stated: the last part counts, and parts of different days are no run', async () => {
    const file = async (shard: string, day: string): Promise<string> => {
      const path = folder.file(`${day}.json`);
      const now = (): Date => new Date(`${day}Z`);
      await folder.run([...argv, '--shard', shard, '--output', `json=${path}`], { now });
      return path;
    };
    const first = await file('1/2', '2026-06-01T00:00:00');
    const { out } = await folder.run(['--merge', first, await file('2/2', '2026-06-01T00:20:00'), '--format', 'json']);
    expect((JSON.parse(out) as Report).judgedAt).toBe('2026-06-01T00:20:00.000Z');
    const late = await folder.run(['--merge', first, await file('2/2', '2026-06-02T00:20:00')]);
    expect(late).toMatchObject({ code: 2, out: '' });
    expect(late.err).toContain('more than a day apart');
  });

  describe('is bad input', () => {
    const refused = async (message: RegExp, ...paths: readonly string[]): Promise<void> => {
      const { code, err, out } = await folder.run(['--merge', ...paths]);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(message);
    };

    test('one part twice, and parts of another number', async () => {
      const file = await part('1/2');
      await refused(/are both shard 1 of 2/, file, file);
      await refused(/are parts of 2 and of 3/, file, await part('2/3'));
    });

    test('another declaration, another side, another clock', async () => {
      const [one, two] = [await part('1/2'), await part('2/2')];
      const survey = (edit: (survey: Record<string, unknown>) => void): string =>
        edited(two, (report) => edit(report.survey as Record<string, unknown>));
      await refused(
        /different declarations/,
        one,
        survey((part) => (part.declaration += ' ')),
      );
      await refused(
        /different sides/,
        one,
        survey((part) => (part.sides = ['inside'])),
      );
      await refused(
        /\(stated\)/,
        one,
        edited(two, (report) => (report.judgedAt = '2026-06-02T00:00:00.000Z')),
      );
      await refused(
        /\(stated\)/,
        one,
        survey((part) => delete part.clockStated),
      );
    });

    test.each<[string, (survey: Record<string, unknown>, report: Record<string, unknown>) => void]>([
      ['no certificates', (survey) => (survey.certificates = [])],
      ['a changed declaration', (survey) => (survey.declaration = String(survey.declaration).replace('cas1', 'cas9'))],
      ['no part', (survey) => (survey.shard = 0)],
      ['no declaration', (survey) => delete survey.declaration],
      ['hosts that are none', (survey) => (survey.hosts = [1])],
      ['observations of another part', (_, report) => (report.observations = [])],
      ['observations that are none', (_, report) => (report.observations = [{ chains: [1] }])],
      ['no observations', (_, report) => (report.observations = [{}])],
      ['a survey that is none', (_, report) => (report.survey = 1)],
      ['no survey', (_, report) => delete report.survey],
      ['no moment', (_, report) => (report.judgedAt = 'today')],
    ])('%s', async (_, edit) => {
      const file = edited(await part('1/1'), (report) => edit(report.survey as Record<string, unknown>, report));
      await refused(/^client-access: /, file);
    });

    test('what is no report, nothing, and options that ask', async () => {
      await refused(/no report of verify/, argv[0]);
      await refused(/has no report to merge/);
      await refused(/--resolve is of a run that asks/, 'x.json', '--resolve', 'a.contoso.com:1:127.0.0.1');
      await refused(/--now is of a run/, 'x.json', ...NOW);
    });
  });
});
