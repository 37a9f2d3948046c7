import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

jest.setTimeout(60_000);

const ROOT = join(__dirname, '../..');
const SCRIPT = `
const { probe } = require('./lib/verify/probe');
const { probeTools } = require('./test/support/probing');
const since = performance.now();
const endpoint = { address: process.argv[1], port: 443, speech: 'tls' };
probe(endpoint, probeTools({ deadlineMs: 20000 })).then(({ outcome, phase, detail }) => {
  console.log(JSON.stringify({ outcome, phase, detail, quick: performance.now() - since < 2000 }));
});
`;

/** Whether this machine lets a process have a network of its own. */
const canIsolate = spawnSync('unshare', ['-rn', 'true']).status === 0;

(canIsolate ? describe : describe.skip)('in a network without a way out', () => {
  test.each(['192.0.2.1', '2001:db8::1'])('%s can not be reached, which shows at once', (address) => {
    const node = [process.execPath, '--import', 'tsx', '-e', SCRIPT, address];
    const { stdout, stderr } = spawnSync('unshare', ['-rn', ...node], { cwd: ROOT, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'unreachable', phase: 'connect', quick: true });
  });
});
