import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Observation } from '../../lib/model';
import type { Report } from '../../lib/policy';
import { DnsServer } from '../support/dns-server';
import { issueChain } from '../support/issue';
import { LoopbackServer } from '../support/probing';
import { temporaryFolder } from '../support/review-files';

jest.setTimeout(300_000);

const BIN = join(__dirname, '../../dist/bin/client-access.js');
const FILES = 128;
const HOSTS = 1000;

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly out: string; readonly err: string; readonly code: number | null }>;
}

/** The command as it is shipped, in a shell where a process may open few files. */
describe(`verify of ${HOSTS} hosts where ${FILES} files may be open`, () => {
  const folder = temporaryFolder();
  const list = join(folder, 'hosts.txt');
  const report = join(folder, 'report.json');
  let server: LoopbackServer;
  let dns: DnsServer;
  let connections = 0;

  beforeAll(async () => {
    const { leaf, intermediate } = issueChain(['*.contoso.com'], { key: 'p256' });
    server = await LoopbackServer.tls({
      cert: leaf.pem + intermediate.pem,
      key: leaf.keyPem,
      SNICallback: (_, done) => (connections++, done(null)),
    });
    const names = Array.from({ length: HOSTS }, (_, index) => `n${index}.contoso.com`);
    dns = await DnsServer.start(Object.fromEntries(names.map((name) => [name, ['127.0.0.1']])));
    writeFileSync(list, names.map((name) => `${name}:${server.port}\n`).join(''));
  });
  afterAll(() => Promise.all([server.stop(), dns.stop()]));

  /** Starts the command where few files may be open; its first arguments are what the script is made of. */
  function start(script: string): Running {
    const args = [process.execPath, BIN, list, dns.address];
    const child = spawn('bash', ['-c', `ulimit -n ${FILES}; ${script}`, 'sh', ...args]);
    let [out, err] = ['', ''];
    child.stdout.on('data', (bytes) => (out += String(bytes)));
    child.stderr.on('data', (bytes) => (err += String(bytes)));
    return { child, ended: new Promise((done) => child.on('close', (code) => done({ out, err, code }))) };
  }
  const command = (more: string): string =>
    `"$1" "$2" verify --hosts "$3" --dns "$4" --sni-only --timeout 60 --fail-on never ${more}`;

  function outcomes(): Map<string, number> {
    const { observations = [] } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    const counts = new Map<string, number>();
    for (const { outcome } of observations as Observation[]) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    return counts;
  }

  test('every host has its row, however many connections are allowed', async () => {
    const { ended } = start(`exec ${command(`--width 1000 --per-address 1000 --output json=${report}`)}`);
    expect(await ended).toEqual({ out: '', err: '', code: 0 });
    expect(outcomes()).toEqual(new Map([['presented', HOSTS]]));
  });

  test('ended by the user: a whole report of what was found until then', async () => {
    rmSync(report);
    const before = connections;
    const { child, ended } = start(`exec ${command(`--per-address 1 --output json=${report}`)}`);
    while (connections < before + 50) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    expect(await ended).toEqual({ out: '', err: '', code: 130 });
    const counts = outcomes();
    expect(counts.get('presented')).toBeGreaterThan(0);
    expect(counts.get('interrupted')).toBeGreaterThan(0);
    expect([...counts.values()].reduce((a, b) => a + b)).toBe(HOSTS);
  });

  test('a reader that goes away ends the output alone', async () => {
    const { out, err } = await start(`${command('')} | head -1`).ended;
    expect(err).toBe('');
    expect(out).toMatch(/^Client Access policy: .*\n$/);
  });
});
