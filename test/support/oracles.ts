import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certificate509 } from '../../lib/pki';
import { parseIp } from '../../lib/names';

/** A path as other verifiers get it. */
export interface OracleCase {
  readonly leaf: Certificate509;
  readonly intermediates: readonly Certificate509[];
  readonly roots: readonly Certificate509[];
  readonly name: string;
  readonly time: Date;
}

export interface OracleVerdict {
  readonly ok: boolean;
  readonly error: string;
  readonly nanoseconds?: number;
}

export const hasGo = spawnSync('go', ['version']).status === 0;

/** Verdicts of Go's crypto/x509, in the cases' order. */
export function goVerdicts(cases: readonly OracleCase[], repeat = 1): OracleVerdict[] {
  const directory = mkdtempSync(join(tmpdir(), 'go-verify-'));
  try {
    const program = join(directory, 'go-verify');
    const build = spawnSync('go', ['build', '-o', program, '.'], {
      cwd: join(__dirname, 'go-verify'),
      env: { ...process.env, GOFLAGS: '-mod=mod', CGO_ENABLED: '0' },
    });
    if (build.status !== 0) throw new Error(`go build: ${build.stderr.toString()}`);
    const base64 = (c: Certificate509): string => c.der.toString('base64');
    const input = cases
      .map((c) =>
        JSON.stringify({
          leaf: base64(c.leaf),
          intermediates: c.intermediates.map(base64),
          roots: c.roots.map(base64),
          name: c.name,
          time: c.time.toISOString(),
        }),
      )
      .join('\n');
    const run = spawnSync(program, ['-repeat', String(repeat)], { input, maxBuffer: 1 << 28 });
    return run.stdout
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as OracleVerdict);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Verdict of `openssl verify` in its strict mode, for a TLS server. */
export function opensslVerdict(c: OracleCase): OracleVerdict {
  const directory = mkdtempSync(join(tmpdir(), 'openssl-verify-'));
  try {
    const pems = (certificates: readonly Certificate509[]): string => certificates.map((x) => x.pem).join('');
    writeFileSync(join(directory, 'leaf.pem'), c.leaf.pem);
    writeFileSync(join(directory, 'roots.pem'), pems(c.roots));
    writeFileSync(join(directory, 'others.pem'), pems(c.intermediates));
    const untrusted = c.intermediates.length > 0 ? ['-untrusted', 'others.pem'] : [];
    const name = parseIp(c.name) === undefined ? ['-verify_hostname', c.name] : ['-verify_ip', c.name];
    const args = [
      'verify',
      '-x509_strict',
      '-auth_level',
      '2',
      '-purpose',
      'sslserver',
      '-no-CAfile',
      '-no-CApath',
      '-CAfile',
      'roots.pem',
    ];
    const at = ['-attime', String(Math.floor(c.time.getTime() / 1000))];
    const run = spawnSync('openssl', [...args, ...untrusted, ...at, ...name, 'leaf.pem'], {
      cwd: directory,
      timeout: 20_000,
    });
    return { ok: run.status === 0, error: run.stderr.toString().split('\n').slice(0, 3).join(' ') };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
