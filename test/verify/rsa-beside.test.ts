import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import { OutcomeKind, type Report } from '../../lib/policy';
import { issueChain } from '../support/issue';
import { LoopbackServer } from '../support/probing';
import { at, NAME, VerifyFolder } from '../support/verifying';

jest.setTimeout(60_000);

const [ec, rsa] = (['p256', 'rsa2048'] as const).map((key) => issueChain([NAME], { key }));
const pemOf = ({ intermediate, leaf }: typeof ec): string => leaf.pem + intermediate.pem;

describe('verify --rsa', () => {
  const folder = new VerifyFolder();
  afterAll(() => folder.remove());

  async function verified(options: TlsOptions, ...argv: string[]): Promise<Report> {
    const server = await LoopbackServer.tls(options);
    const target = [`${NAME}:${server.port}`, ...at(server.port), '--sample', '1'];
    const { err } = await folder.run([...target, ...argv, '--output', `json=${join(folder.path, 'report.json')}`]);
    await server.stop();
    expect(err).toBe('');
    return JSON.parse(readFileSync(join(folder.path, 'report.json'), 'utf8')) as Report;
  }

  const both: TlsOptions = { cert: [ec, rsa].map(pemOf), key: [ec, rsa].map(({ leaf }) => leaf.keyPem) };

  /** How a client without ECDSA fares. */
  const outcome = ({ matrix: { columns, outcomes, rows } }: Report): OutcomeKind =>
    outcomes[rows[0].cells[columns.findIndex(({ population }) => population === 'windows-xp-sp3')]].kind;

  // A server of Node prefers RSA in TLS 1.2 unless it is configured otherwise.
  const preferring = { ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' };

  test.each<[string, object]>([
    ['TLS 1.2', preferring],
    ['TLS 1.3', { minVersion: 'TLSv1.3' }],
  ])('finds the RSA certificate beside, %s', async (_, more) => {
    const report = await verified({ ...both, ...more }, '--rsa');
    const [row] = report.observations ?? [];
    expect(row.chains[0].sha256[0]).toBe(ec.leaf.certificate.sha256);
    expect(row.rsa?.sha256).toEqual([rsa.leaf, rsa.intermediate].map(({ certificate }) => certificate.sha256));
    expect(outcome(report)).toBe(OutcomeKind.UNKNOWN);
  });

  test('is not asked where nobody wants it, nor found where there is none', async () => {
    expect((await verified(both)).observations?.[0]).not.toHaveProperty('rsa');
    const alone = await verified({ cert: pemOf(ec), key: ec.leaf.keyPem }, '--rsa');
    expect(alone.observations?.[0]).not.toHaveProperty('rsa');
    expect(outcome(alone)).toBe(OutcomeKind.FAILS);
  });
});
