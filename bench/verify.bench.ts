import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClientProtocol, Encryption } from '../lib/model';
import { TestEstate } from '../lib/testing';
import { issueChain } from '../test/support/issue';
import { temporaryFolder, writeOutputFolder } from '../test/support/review-files';
import { Command, compareProcesses } from './support/processes';
import type { Row } from './support/row';

export const name = 'verify';

const ENDPOINTS = 1000;
const WIDTH = 50;
const CLI = join(__dirname, '../dist/bin/client-access.js');

/** One connection to each of 1,000 names of a TLS server on loopback, P-256: the command against what people use instead. */
export async function run(): Promise<readonly Row[]> {
  const folder = temporaryFolder();
  const { leaf, intermediate } = issueChain(['*.contoso.com'], { key: 'p256' });
  const [chain, key] = [join(folder, 'chain.pem'), join(folder, 'key.pem')];
  writeFileSync(chain, leaf.pem + intermediate.pem);
  writeFileSync(key, leaf.keyPem, { mode: 0o600 });
  const server = spawn(process.execPath, [join(__dirname, 'apps/tls-server.js'), chain, key], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const port = Number(await new Promise((resolve) => server.stdout.once('data', resolve)));
    return measured(folder, port);
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
}

function measured(folder: string, port: number): Row[] {
  const hosts = Array.from({ length: ENDPOINTS }, (_, index) => `n${index}.contoso.com`);
  const listeners = [{ port, encryption: Encryption.TLS }];
  const servers = hosts.map((host, index) => ({
    name: `cas${index}`,
    internalHost: host,
    externalHost: host,
    protocols: [{ protocol: ClientProtocol.OWA, listeners }],
  }));
  const estate = writeOutputFolder(TestEstate.of({ servers }), join(folder, 'cdktf.out'));
  const resolve = hosts.flatMap((host) => ['--resolve', `${host}:${port}:127.0.0.1`]);
  const options = ['--sni-only', '--sample', '1', '--per-address', `${WIDTH}`, '--width', `${WIDTH}`];
  const quiet = ['--quiet', '--fail-on', 'never'];
  const ours = { file: process.execPath, args: [CLI, 'verify', estate, ...options, ...quiet, ...resolve] };
  const client = `openssl s_client -connect 127.0.0.1:${port} -servername n{}.contoso.com`;
  const shell = (more: string): Command => ({
    file: 'bash',
    args: ['-c', `seq 0 ${ENDPOINTS - 1} | xargs -P 8 -I{} sh -c '${client}${more} </dev/null >/dev/null 2>&1'`],
  });
  const loop = {
    file: process.execPath,
    args: [join(__dirname, 'apps/tls-loop.js'), port, ENDPOINTS, WIDTH].map(String),
  };
  const rows: readonly (readonly [string, Command, number])[] = [
    ['xargs -P 8 openssl s_client', shell(''), 0.1],
    ['the same without CA files', shell(' -no-CAfile -no-CApath -no-CAstore'), 1 / 3],
    ['a bare loop of Node', loop, 1.2],
  ];
  return rows.map(([other, reference, goal]) => ({
    name: `verify ${ENDPOINTS} endpoints: ours / ${other}`,
    n: ENDPOINTS,
    goal: Math.round(goal * 1000) / 1000,
    ...compareProcesses(ours, reference, { rounds: 5, timeoutMs: 600_000 }),
  }));
}
