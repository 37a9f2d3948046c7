import { readFileSync } from 'node:fs';
import { Report } from '../../../lib/policy';
import { issueChain } from '../../support/issue';
import { LoopbackServer } from '../../support/probing';
import { at, declaredAt, ExchangingServer, VerifyFolder } from '../../support/verifying';

jest.setTimeout(120_000);

const first = issueChain(['mail.contoso.com'], { key: 'p256' });
const second = issueChain(['mail.contoso.com'], { key: 'p256' });
const folder = new VerifyFolder();
let server: ExchangingServer;

beforeEach(async () => (server = await ExchangingServer.start(first)));
afterEach(() => server.stop());
afterAll(() => folder.remove());

const options = (...more: string[]): string[] => [
  folder.declare(declaredAt(server.port)),
  ...at(server.port),
  '--sni-only',
  ...more,
];

/** Lines of changes: they begin with a moment, and two lines follow. */
function changesIn(out: string): { readonly subject: string; readonly before: string; readonly now: string }[] {
  const changes = [...out.matchAll(/^\d{4}-\S+Z {2}(.*)\n {2}before: (.*)\n {2}now: {4}(.*)$/gm)];
  return changes.map(([, subject, before, now]) => ({ subject, before, now }));
}

test('the first round in full, then what an endpoint met before and meets now', async () => {
  let isFirst = true;
  const { code, out } = await folder.run(options('--watch', '1', '--rounds', '3'), {
    out: () => {
      if (isFirst) server.present(second);
      isFirst = false;
    },
  });
  expect(code).toBe(1);
  expect(out.match(/Client Access policy:/g)).toHaveLength(1);
  // The third round meets what the second met.
  const endpoints = changesIn(out).filter(({ subject }) => subject !== 'finding');
  expect(endpoints).toHaveLength(1);
  expect(endpoints[0].subject).toBe(`mail.contoso.com:${server.port} at 127.0.0.1`);
  expect(endpoints[0].before).toContain(first.leaf.certificate.sha1);
  expect(endpoints[0].now).toContain(second.leaf.certificate.sha1);
});

test('nothing changes: nothing is written after the first round, and files hold the last', async () => {
  const file = folder.file('watched.json');
  let moment = Date.parse('2026-06-01T00:00:00Z');
  const { out } = await folder.run(options('--watch', '1', '--rounds', '2', '--output', `json=${file}`), {
    now: () => new Date((moment += 60_000)),
  });
  expect(changesIn(out)).toEqual([]);
  const { judgedAt, observations } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  expect(observations).toHaveLength(1);
  // Of the second round: it was judged after the endpoint had been asked in the first.
  expect(Date.parse(judgedAt)).toBeGreaterThan(Date.parse('2026-06-01T00:02:00Z'));
});

test('rounds do not overlap, however long one takes', async () => {
  const begun: number[] = [];
  const slow = await LoopbackServer.plain(() => void begun.push(performance.now()));
  const argv = [folder.declare(declaredAt(slow.port)), ...at(slow.port), '--sni-only', '--timeout', '2'];
  expect(await folder.run([...argv, '--watch', '1', '--rounds', '2'])).toMatchObject({ code: 4 });
  await slow.stop();
  // A silent server is asked on a second connection what else it may wait for.
  expect(begun).toHaveLength(4);
  // The first connection is given up after two seconds, and a round is due after one.
  expect(begun[2] - begun[0]).toBeGreaterThan(1_900);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends a watch with the code of its last round', async (signal) => {
  const argv = options('--watch', '3600', '--fail-on', 'never');
  const listeners = process.listenerCount(signal);
  const { code, out } = await folder.run(argv, { out: () => void setTimeout(() => process.emit(signal), 50) });
  expect(code).toBe(0);
  expect(out).toContain('Client Access policy:');
  expect(process.listenerCount(signal)).toBe(listeners);
});

test('ended in the first round, it reports what is known until then', async () => {
  const silent = await LoopbackServer.plain(() => void setTimeout(() => process.emit('SIGTERM'), 50));
  const argv = [folder.declare(declaredAt(silent.port)), ...at(silent.port), '--sni-only'];
  const { code, out } = await folder.run([...argv, '--watch', '--timeout', '60']);
  await silent.stop();
  expect(code).toBe(130);
  expect(out).toContain('partial');
});

test('ended in a later round, that round does not count', async () => {
  let isReported = false;
  const silent = await LoopbackServer.plain((socket) => {
    if (isReported) setTimeout(() => process.emit('SIGINT'), 50);
    else socket.end();
  });
  const argv = [folder.declare(declaredAt(silent.port)), ...at(silent.port), '--sni-only', '--timeout', '60'];
  const { code, out } = await folder.run([...argv, '--watch', '1'], { out: () => void (isReported = true) });
  await silent.stop();
  expect(code).toBe(4);
  expect(changesIn(out)).toEqual([]);
});

test.each([
  [['--rounds', '2'], /no --watch/],
  [['--watch', '0'], /--watch takes/],
  [['--watch', 'x'], /whole number of seconds/],
  [['--watch', '1', '--rounds', '0'], /--rounds takes/],
  [['--watch', '1', '--format', 'json'], /--watch writes text/],
  [['--watch', '1', '--output', 'json=-'], /--watch writes text/],
])('%j is refused', async (more, message) => {
  const { code, err, out } = await folder.run(options(...more));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(message);
});
