import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClientProtocol, Encryption } from '../lib/model';
import { TestEstate } from '../lib/testing';
import { issueChain } from '../test/support/issue';
import { temporaryFolder, writeOutputFolder } from '../test/support/review-files';
import { canMeasureMemory, peakMemory } from './support/peak-memory';
import { Command, compareProcesses } from './support/processes';
import type { Row } from './support/row';

export const name = 'verify';

const ENDPOINTS = 1000;
const MANY = 10_000;
const WIDTH = 50;
const CLI = join(__dirname, '../dist/bin/client-access.js');

/** One connection to each of 1,000 names of a TLS server on loopback, P-256: the command against what people use instead. */
export async function run(): Promise<readonly Row[]> {
  const folder = temporaryFolder();
  const { leaf, intermediate } = issueChain(['*.contoso.com'], { key: 'p256' });
  const [chain, key] = [join(folder, 'chain.pem'), join(folder, 'key.pem')];
  writeFileSync(chain, leaf.pem + intermediate.pem);
  writeFileSync(key, leaf.keyPem, { mode: 0o600 });
  const server = start('tls-server.js', chain, key);
  const helpers = [server];
  try {
    const port = await portOf(server);
    const relay = start('slow-relay.js', `${port}`);
    helpers.push(relay);
    return [...measured(folder, port), ...waiting(folder, await portOf(relay)), ...memory(folder, port)];
  } finally {
    helpers.forEach((one) => one.kill());
    rmSync(folder, { recursive: true });
  }
}

function start(app: string, ...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(__dirname, 'apps', app), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function portOf({ stdout }: ChildProcess): Promise<number> {
  return Number(await new Promise((resolve) => stdout?.once('data', resolve)));
}

/** The command on endpoints of a port. */
function verifying(folder: string, port: number, count: number, width: number): Command {
  const hosts = Array.from({ length: count }, (_, index) => `n${index}.contoso.com`);
  const listeners = [{ port, encryption: Encryption.TLS }];
  const servers = hosts.map((host, index) => ({
    name: `cas${index}`,
    internalHost: host,
    externalHost: host,
    protocols: [{ protocol: ClientProtocol.OWA, listeners }],
  }));
  const estate = writeOutputFolder(TestEstate.of({ servers }), join(folder, `cdktf.out-${port}-${count}`));
  const resolve = hosts.flatMap((host) => ['--resolve', `${host}:${port}:127.0.0.1`]);
  const options = ['--sni-only', '--sample', '1', '--per-address', `${width}`, '--width', `${width}`];
  const quiet = ['--quiet', '--fail-on', 'never'];
  return { file: process.execPath, args: [CLI, 'verify', estate, ...options, ...quiet, ...resolve] };
}

function bareLoop(port: number, count: number, width: number): Command {
  return { file: process.execPath, args: [join(__dirname, 'apps/tls-loop.js'), port, count, width].map(String) };
}

/** A client of Go, built once; undefined: there is no Go here. */
function goClient(folder: string): string | undefined {
  const file = join(folder, 'tls-client');
  const { status } = spawnSync('go', ['build', '-o', file, '.'], { cwd: join(__dirname, 'support/peers/tls-client') });
  return status === 0 ? file : undefined;
}

/** A server that lets every flight wait: the width of the command is what counts. Two flights an endpoint: the connection is at once. */
function waiting(folder: string, port: number): Row[] {
  const width = 64;
  const ours = verifying(folder, port, ENDPOINTS, width);
  return [
    {
      name: `verify ${ENDPOINTS} endpoints that wait 50 ms a flight, width ${width}: ours / a bare loop of Node`,
      n: ENDPOINTS,
      goal: 1.25,
      ...compareProcesses(ours, bareLoop(port, ENDPOINTS, width), { rounds: 5, timeoutMs: 600_000 }),
    },
  ];
}

/** The most memory at once, by which a run of many endpoints must not grow. */
function memory(folder: string, port: number): Row[] {
  if (!canMeasureMemory) return [];
  const [ours, reference] = [verifying(folder, port, MANY, WIDTH), bareLoop(port, MANY, WIDTH)].map(peakMemory);
  const ratio = Math.round((ours / reference) * 1000) / 1000;
  const figures = { oursMiB: ours, referenceMiB: reference };
  return [{ name: `verify ${MANY} endpoints, memory: ours / a bare loop of Node`, n: MANY, goal: 1.3, ratio, figures }];
}

function measured(folder: string, port: number): Row[] {
  const ours = verifying(folder, port, ENDPOINTS, WIDTH);
  const client = `openssl s_client -connect 127.0.0.1:${port} -servername n{}.contoso.com`;
  const shell = (more: string): Command => ({
    file: 'bash',
    args: ['-c', `seq 0 ${ENDPOINTS - 1} | xargs -P 8 -I{} sh -c '${client}${more} </dev/null >/dev/null 2>&1'`],
  });
  const go = goClient(folder);
  const rows: readonly (readonly [string, Command, number])[] = [
    ['xargs -P 8 openssl s_client', shell(''), 0.1],
    ['the same without CA files', shell(' -no-CAfile -no-CApath -no-CAstore'), 1 / 3],
    ['a bare loop of Node', bareLoop(port, ENDPOINTS, WIDTH), 1.2],
    ...(go === undefined
      ? []
      : [['a client of Go', { file: go, args: [port, ENDPOINTS, WIDTH].map(String) }, 2.5] as const]),
  ];
  return rows.map(([other, reference, goal]) => ({
    name: `verify ${ENDPOINTS} endpoints: ours / ${other}`,
    n: ENDPOINTS,
    goal: Math.round(goal * 1000) / 1000,
    ...compareProcesses(ours, reference, { rounds: 5, timeoutMs: 600_000 }),
  }));
}
