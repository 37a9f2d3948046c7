import { Testing, TerraformVariable } from 'cdktf';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClientAccessPolicy, ClientAccessServer, ClientAccessStack, ExchangeVersion, Report } from '../../lib';
import { run, temporaryFolder } from '../support/review-files';

/** An app of one server; without a clock it takes the machine's. */
function app(context: Record<string, unknown>, mailDomains: string[] = []): ReturnType<typeof Testing.app> {
  const made = Testing.app({ outdir: temporaryFolder(), context: { clientAccessQuiet: true, ...context } });
  const stack = new ClientAccessStack(made, 'mail', { localState: false });
  new ClientAccessServer(stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2019,
    internalHostName: 'cas01.corp.contoso.com',
    mailDomains,
  });
  return made;
}

const judgedAt = (outdir: string): string =>
  (JSON.parse(readFileSync(join(outdir, 'client-access-report.json'), 'utf8')) as Report).judgedAt;

describe('the clock of the context', () => {
  test.each(['2026-11-23T00:00:00', '23.11.2026', 'tomorrow', '', 20261123, '2026-13-40'])(
    '%p is refused: a machine elsewhere would read another moment',
    (clientAccessNow) => {
      const made = app({ clientAccessNow });
      expect(() => made.synth()).toThrow(/the context clientAccessNow is [^]*with a zone such as/);
    },
  );

  test.each([
    ['2026-11-23', '2026-11-23T00:00:00.000Z'],
    ['2026-11-23T01:30:00+01:30', '2026-11-23T00:00:00.000Z'],
  ])('%s is the same moment on every machine', (clientAccessNow, moment) => {
    const made = app({ clientAccessNow });
    made.synth();
    expect(judgedAt(made.outdir)).toBe(moment);
  });

  test('and of useClock counts for a review of the folder, unless --now says otherwise', async () => {
    const made = app({});
    ClientAccessPolicy.of(made).useClock(new Date('2019-05-06T07:08:09Z'));
    made.synth();
    for (const verb of ['review', 'advise']) expect((await run(verb, made.outdir)).out).toContain('2019-05-06');
    const { out } = await run('review', made.outdir, '--now', '2026-11-23');
    expect(out).toContain('2026-11-23T00:00:00');
  });

  test('of the machine is not carried to a review', async () => {
    const made = app({});
    made.synth();
    const { out } = await run('review', made.outdir);
    expect(out).not.toContain(judgedAt(made.outdir));
  });
});

test('mail domains that only Terraform knows are refused in words, without the text of a token', () => {
  const made = app({ clientAccessNow: '2026-11-23' });
  const stack = made.node.findChild('mail') as ClientAccessStack;
  const domains = new TerraformVariable(stack, 'domains', { type: 'list(string)' });
  new ClientAccessServer(stack, 'cas02', {
    version: ExchangeVersion.EXCHANGE_2019,
    internalHostName: 'cas02.corp.contoso.com',
    mailDomains: domains.listValue,
  });
  let message = '';
  try {
    made.synth();
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain('must be known at synth');
  expect(message).not.toMatch(/TfToken|TOKEN\[/);
});

describe('an accepted report', () => {
  const printed = (stream: NodeJS.WriteStream): string[] => {
    const lines: string[] = [];
    jest.spyOn(stream, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
    return lines;
  };
  afterEach(() => {
    jest.restoreAllMocks();
    delete process.env.CDKTF_OUTDIR;
  });

  test.each([
    ['goes to standard error, since standard output is the app’s', undefined],
    ['goes to standard output under cdktf, which shows standard error as its own errors', 'cdktf.out'],
  ])('%s', (_, outdir) => {
    const made = app({ clientAccessNow: '2026-11-23', clientAccessQuiet: undefined });
    const [out, err] = [printed(process.stdout), printed(process.stderr)];
    if (outdir !== undefined) process.env.CDKTF_OUTDIR = outdir;
    made.synth();
    expect([out.join(''), err.join('')]).toEqual(
      outdir === undefined ? ['', expect.stringContaining('accepted')] : [expect.stringContaining('accepted'), ''],
    );
  });
});
