import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Report } from '../../../lib/policy';
import { makeCrl } from '../../../lib/pki';
import { issueCertificate, type Issued, issueChain } from '../../support/issue';
import { LoopbackServer } from '../../support/probing';
import { at, declaredAt, NAME, VerifyFolder } from '../../support/verifying';

jest.setTimeout(60_000);

const DAY = 86_400_000;
const NOW = Date.parse('2026-06-01T00:00:00Z');
const { root } = issueChain([NAME]);

/** What is revoked, by the name of the list. */
type Revoked = Readonly<Record<string, Issued | undefined>>;

describe('client-access verify --revocation', () => {
  let folder: VerifyFolder;
  let ca: Server;
  let lists: Record<string, Buffer>;
  let between: Issued;
  let leaf: Issued;
  let server: LoopbackServer;

  beforeAll(async () => {
    ca = createServer(({ url = '' }, response) => void response.end(lists[url] ?? ''));
    await new Promise<void>((resolve) => ca.listen(0, '127.0.0.1', resolve));
    const at = `http://crl.contoso.com:${(ca.address() as AddressInfo).port}`;
    between = issueCertificate({ subject: 'Issuing', isCa: true, issuer: root, crlUrls: [`${at}/root`] });
    leaf = issueCertificate({ subject: NAME, dnsNames: [NAME], issuer: between, crlUrls: [`${at}/issuing`] });
    server = await LoopbackServer.tls({ cert: leaf.pem + between.pem, key: leaf.keyPem });
  });
  afterAll(async () => {
    await server.stop();
    ca.closeAllConnections();
    ca.close();
  });
  beforeEach(() => (folder = new VerifyFolder()));
  afterEach(() => folder.remove());

  async function verified(revoked: Revoked, ...options: string[]) {
    const listOf = (issuer: Issued, one: Issued | undefined): Buffer =>
      makeCrl({
        issuer: issuer.certificate,
        issuerKey: issuer.key,
        number: 1,
        thisUpdate: new Date(NOW - DAY),
        nextUpdate: new Date(NOW + DAY),
        revoked: one ? [{ serial: one.certificate.serial, date: new Date(NOW - DAY) }] : [],
      }).der;
    lists = { '/root': listOf(root, revoked.root), '/issuing': listOf(between, revoked.issuing) };
    const { port } = ca.address() as AddressInfo;
    const places = [...at(server.port), '--resolve', `crl.contoso.com:${port}:127.0.0.1`];
    const argv = [`${NAME}:${server.port}`, '--sample', '1', '--format', 'json', ...places, ...options];
    const { out, err } = await folder.run(argv);
    expect(err).toBe('');
    const report = JSON.parse(out) as Report;
    const rules = (id: string) => report.findings.filter(({ rule }) => rule === id).map(({ message }) => message);
    const [row] = report.observations ?? [];
    return { rules, statuses: (row.revocation ?? []).map(({ name, status }) => `${name}: ${status}`) };
  }

  // The root is not one that clients ship with, so that nothing can be said of the CA between.
  const CA_UNKNOWN = 'Issuing: unknown';

  test('is not asked for where nobody wants it', async () => {
    lists = {};
    const { out } = await folder.run([`${NAME}:${server.port}`, ...at(server.port), '--format', 'json']);
    expect((JSON.parse(out) as Report).observations?.[0]).not.toHaveProperty('revocation');
  });

  test('good, and a CA whose issuer is not known', async () => {
    const { rules, statuses } = await verified({}, '--revocation');
    expect(statuses).toEqual([`${NAME}: good`, CA_UNKNOWN]);
    expect(rules('certificate-revoked')).toEqual([]);
    expect(rules('revocation-not-known')).toEqual([expect.stringContaining('who issued it is not known here')]);
  });

  test('revoked', async () => {
    const { rules, statuses } = await verified({ issuing: leaf }, '--revocation');
    expect(statuses).toEqual([`${NAME}: revoked`, CA_UNKNOWN]);
    expect(rules('certificate-revoked')).toEqual([expect.stringContaining(NAME)]);
  });

  test('a CA that is revoked breaks the path, where its issuer is declared', async () => {
    lists = {};
    const estate = declaredAt(server.port);
    const own = { ...estate, anchors: estate.anchors.map((anchor) => ({ ...anchor, pem: root.pem })) };
    const declared = folder.declare(own);
    const list = makeCrl({
      issuer: root.certificate,
      issuerKey: root.key,
      number: 1,
      thisUpdate: new Date(NOW - DAY),
      nextUpdate: new Date(NOW + DAY),
      revoked: [{ serial: between.certificate.serial, date: new Date(NOW - DAY), reason: 'cACompromise' }],
    });
    lists = { '/root': list.der };
    const { port } = ca.address() as AddressInfo;
    const places = [...at(server.port), '--resolve', `crl.contoso.com:${port}:127.0.0.1`];
    const { out } = await folder.run([declared, ...places, '--revocation', '--sample', '1', '--format', 'json']);
    const { findings } = JSON.parse(out) as Report;
    expect(findings.find(({ rule }) => rule === 'certificate-path-broken')?.message).toMatch(/Issuing.*revoked on/);
  });
});
