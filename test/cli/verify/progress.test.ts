import { issueChain } from '../../support/issue';
import { at, declaredAt, ExchangingServer, VerifyFolder } from '../../support/verifying';

jest.setTimeout(60_000);

const folder = new VerifyFolder();
let server: ExchangingServer;

beforeAll(async () => (server = await ExchangingServer.start(issueChain(['mail.contoso.com']))));
afterAll(async () => {
  await server.stop();
  folder.remove();
});

const run = (more: readonly string[], world: Parameters<VerifyFolder['run']>[1]) =>
  folder.run([folder.declare(declaredAt(server.port)), ...at(server.port), '--sni-only', ...more], world);

test('a terminal sees how far the run is, on one line that is gone in the end', async () => {
  const { err, out } = await run([], { errIsTerminal: true });
  expect(err).toContain('1 of 1 endpoints asked');
  expect(err).not.toContain('\n');
  expect(err.endsWith('\r\u001b[K')).toBe(true);
  expect(out).not.toContain('\u001b[K');
});

test.each<[string, readonly string[], Parameters<VerifyFolder['run']>[1]]>([
  ['no terminal', [], {}],
  ['a terminal of a CI system', [], { errIsTerminal: true, env: { CI: 'true' } }],
  ['a terminal without cursor movement', [], { errIsTerminal: true, env: { TERM: 'dumb' } }],
  ['--quiet', ['--quiet'], { errIsTerminal: true }],
])('%s sees nothing', async (_, more, world) => {
  expect((await run(more, world)).err).toBe('');
});
