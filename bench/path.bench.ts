import { webcrypto } from 'node:crypto';
import { Certificate509, verifyPath, webClient } from '../lib/pki';
import { issueChain, type KeyKind } from '../test/support/issue';
import { goVerdicts, hasGo, opensslVerdict, type OracleCase } from '../test/support/oracles';
import { hasOpenssl } from '../test/support/openssl';
import type { Row } from './support/row';

export const name = 'path';

const TIME = new Date('2026-06-01T00:00:00Z');
const ROUNDS = 7;

/** Median over rounds of the mean time of one call, in microseconds. */
async function microseconds(calls: number, call: () => unknown): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    for (let i = 0; i < calls; i++) await call();
    rounds.push(((performance.now() - started) * 1000) / calls);
  }
  return Math.round(rounds.sort((a, b) => a - b)[ROUNDS >> 1]! * 10) / 10;
}

function must(ok: boolean, who: string): void {
  if (!ok) throw new Error(`${who} refuses the path that is measured`);
}

/** One path of leaf, intermediate and root, read from DER each time and judged; against other verifiers in the same run. */
export async function run(): Promise<readonly Row[]> {
  // pkijs is an ECMAScript module, so it can't be imported statically from here.
  const pkijs = await import('pkijs');
  pkijs.setEngine('node', new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto as never }));
  const rows: Row[] = [];
  for (const kind of ['rsa2048', 'p256'] as const) rows.push(...(await compare(kind, pkijs)));
  return rows;
}

async function compare(
  kind: KeyKind,
  pkijs: typeof import('pkijs', { with: { 'resolution-mode': 'import' } }),
): Promise<Row[]> {
  const { root, intermediate, leaf } = issueChain(['mail.contoso.com'], { key: kind });
  const [leafDer, intermediateDer, rootDer] = [leaf, intermediate, root].map((i) => Buffer.from(i.certificate.der)) as [
    Buffer,
    Buffer,
    Buffer,
  ];
  const read = (der: Buffer): Certificate509 => Certificate509.fromDer(der, 'bench');
  const ours = await microseconds(300, () => {
    const request = { leaf: read(leafDer), intermediates: [read(intermediateDer)], roots: [read(rootDer)] };
    must(verifyPath({ ...request, names: ['mail.contoso.com'], time: TIME, profile: webClient }).ok, 'this library');
  });
  const rows: Row[] = [];
  const row = (other: string, theirs: number, goal: number): void => {
    const figures = { oursMicroseconds: ours, [`${other}Microseconds`]: theirs };
    rows.push({
      name: `path with ${kind} keys: ours / ${other}`,
      n: 3,
      ratio: Math.round((ours / theirs) * 1000) / 1000,
      goal,
      figures,
    });
  };

  const pkijsTime = await microseconds(40, async () => {
    const [l, i, r] = [leafDer, intermediateDer, rootDer].map((der) =>
      pkijs.Certificate.fromBER(new Uint8Array(der).buffer),
    );
    const engine = new pkijs.CertificateChainValidationEngine({ trustedCerts: [r!], certs: [i!, l!], checkDate: TIME });
    must((await engine.verify()).result, 'pkijs');
  });
  row('pkijs', pkijsTime, 0.5);

  const oracle: OracleCase = {
    leaf: leaf.certificate,
    intermediates: [intermediate.certificate],
    roots: [root.certificate],
    name: 'mail.contoso.com',
    time: TIME,
  };
  if (hasGo) {
    const [verdict] = goVerdicts([oracle], 2000);
    must(verdict!.ok, 'Go');
    row('go', Math.round(verdict!.nanoseconds! / 100) / 10, 5);
  }
  if (hasOpenssl) {
    // A process for each path: what a script that calls the command pays.
    row('opensslCommand', await microseconds(10, () => must(opensslVerdict(oracle).ok, 'openssl')), 0.2);
  }
  return rows;
}
