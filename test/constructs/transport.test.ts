import { App } from 'cdktf';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessStack,
  ConnectorKind,
  ExchangeVersion,
  EdgeTransportServer,
  FederationTrust,
  HybridDeployment,
  InternalCa,
  ServerAuthenticationCertificate,
  TransportConnector,
} from '../../lib';
import { Registry } from '../../lib/constructs/registry';
import { issueCertificate, keyOf } from '../support/issue';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'transport-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function declared() {
  const app = new App({ outdir: join(folder, 'out') });
  const stack = new ClientAccessStack(app, 'mail', { localState: false });
  const ca = new InternalCa(stack, 'ca', { commonName: 'Contoso Root CA' });
  const server = new ClientAccessServer(stack, 'ex01', {
    version: ExchangeVersion.EXCHANGE_2019.withCumulativeUpdate(15),
    internalHostName: 'mail.contoso.com',
    certificate: CertificateSource.internalCa(ca),
  });
  const policy = ClientAccessPolicy.of(app).useClock(new Date('2026-06-01T00:00:00Z'));
  const rules = () => policy.judge().findings.map(({ rule }) => rule);
  return { app, stack, server, policy, rules };
}

it('a connector presents the certificate of its server for SMTP', () => {
  const { stack, server, rules } = declared();
  new TransportConnector(stack, 'partner', {
    kind: ConnectorKind.SEND,
    servers: [server],
    fqdn: 'smtp.contoso.com',
    mutualTls: true,
  });
  expect(Registry.of(stack).estate().connectors).toMatchObject([
    { id: 'mail/partner', certificate: 'mail/ex01/Certificate', fqdn: { value: 'smtp.contoso.com' } },
  ]);
  expect(rules()).toEqual(expect.arrayContaining(['connector-name-not-covered', 'client-usage-missing']));
});

it('faults of a connector are reported together', () => {
  const { stack, policy } = declared();
  new TransportConnector(stack, 'broken', {
    kind: ConnectorKind.RECEIVE,
    servers: [],
    fqdn: 'not a name',
    tlsCertificateName: 'CN=x',
  });
  const messages = policy
    .judge()
    .findings.filter(({ rule }) => rule === 'declaration-invalid')
    .map(({ message }) => message);
  expect(messages).toEqual(
    expect.arrayContaining([
      expect.stringContaining('servers is empty'),
      expect.stringContaining('<I>issuer<S>subject'),
      expect.stringContaining('fqdn'),
    ]),
  );
});

it('a hybrid deployment on an internal CA is refused', () => {
  const { stack, server, rules } = declared();
  new HybridDeployment(stack, 'online', {
    primaryDomain: 'contoso.com',
    transportHostNames: ['smtp.contoso.com'],
    servers: [server],
  });
  expect(rules()).toEqual(expect.arrayContaining(['hybrid-on-private-ca', 'hybrid-name-missing']));
});

it('a hybrid deployment counts the certificates of its Edge servers', () => {
  const { stack, server, policy } = declared();
  const edge = new EdgeTransportServer(stack, 'edge01', { servers: [server] });
  new HybridDeployment(stack, 'online', {
    primaryDomain: 'contoso.com',
    transportHostNames: ['smtp.contoso.com'],
    servers: [server],
    edges: [edge],
  });
  const found = policy.judge().findings.filter(({ rule }) => rule === 'hybrid-on-private-ca');
  expect(found.map(({ message }) => message)).toEqual(
    expect.arrayContaining([expect.stringContaining('self-signed certificate')]),
  );
});

it('the certificate of server authentication is read, judged, and carried by the stack', () => {
  const { app, stack, server, rules } = declared();
  const pem = issueCertificate({
    subject: 'Microsoft Exchange Server Auth Certificate',
    key: keyOf('rsa2048', 'auth'),
    notBefore: new Date('2021-05-01T00:00:00Z'),
    notAfter: new Date('2026-05-01T00:00:00Z'),
  }).pem;
  writeFileSync(join(folder, 'auth.pem'), pem);
  new ServerAuthenticationCertificate(stack, 'oauth', { certificateFile: join(folder, 'auth.pem'), servers: [server] });
  expect(rules()).toContain('oauth-certificate-expired');
  expect(() => app.synth()).toThrow();
});

it('an Edge subscription is judged by the certificates then and now', () => {
  const { stack, server, policy } = declared();
  const write = (name: string, seed: bigint): string => {
    const path = join(folder, name);
    writeFileSync(path, issueCertificate({ subject: 'edge01', key: keyOf('rsa2048', 'edge'), serial: seed }).pem);
    return path;
  };
  const [then, now] = [write('then.pem', 1n), write('now.pem', 2n)];
  new EdgeTransportServer(stack, 'edge01', {
    certificateFile: now,
    subscribedCertificateFile: then,
    servers: [server],
  });
  new EdgeTransportServer(stack, 'edge02', { certificateFile: now, subscribedCertificateFile: now, servers: [server] });
  const paths = policy
    .judge()
    .findings.filter(({ ref }) => ref === 'ECA814')
    .map(({ path }) => path);
  expect(paths).toEqual(['mail/edge01']);
  expect(
    Registry.of(stack)
      .estate()
      .bindings.some((binding) => binding.server.includes('edge')),
  ).toBe(false);
});

it('a federation trust is judged by its certificate', () => {
  const { stack, server, rules } = declared();
  const pem = issueCertificate({
    subject: 'Federation',
    key: keyOf('rsa2048', 'federation'),
    notBefore: new Date('2021-05-01T00:00:00Z'),
    notAfter: new Date('2026-05-01T00:00:00Z'),
  }).pem;
  writeFileSync(join(folder, 'federation.pem'), pem);
  new FederationTrust(stack, 'federation', { certificateFile: join(folder, 'federation.pem'), servers: [server] });
  expect(rules()).toContain('federation-certificate-expiring');
});

it('neither is of no servers', () => {
  const { stack, policy } = declared();
  new FederationTrust(stack, 'federation', { servers: [] });
  new EdgeTransportServer(stack, 'edge01', { servers: [] });
  const faults = policy.judge().findings.filter(({ rule }) => rule === 'declaration-invalid');
  expect(faults.map(({ path }) => path)).toEqual(expect.arrayContaining(['mail/federation', 'mail/edge01']));
});

it('what is accepted rides in the configuration', () => {
  const { app, stack, server } = declared();
  new ServerAuthenticationCertificate(stack, 'oauth', { servers: [server] });
  new TransportConnector(stack, 'internet', { kind: ConnectorKind.SEND, servers: [server] });
  new FederationTrust(stack, 'federation', { servers: [server] });
  new EdgeTransportServer(stack, 'edge01', { servers: [server] });
  app.synth();
  const written = readFileSync(join(folder, 'out/stacks/mail/cdk.tf.json'), 'utf8');
  expect(written).toContain('mail/internet');
  for (const part of ['mail/oauth/Certificate', 'mail/federation/Certificate', 'mail/edge01/Certificate'])
    expect(written).toContain(part);
});

it('a certificate file that is none is a fault', () => {
  const { stack, server, policy } = declared();
  new ServerAuthenticationCertificate(stack, 'oauth', { certificateFile: join(folder, 'gone.pem'), servers: [server] });
  expect(
    policy
      .judge()
      .findings.map(({ message }) => message)
      .join(),
  ).toContain('does not exist');
});

it('Outlook is set to expect a wildcard, and only in the form that the cmdlet takes', () => {
  const { server, stack, policy } = declared();
  server.addOutlookAnywhere({ certificatePrincipalName: 'msstd:*.contoso.com' });
  expect(
    Registry.of(stack)
      .estate()
      .bindings.find(({ protocol }) => protocol === 'outlook-anywhere')?.certificatePrincipalName,
  ).toBe('msstd:*.contoso.com');
  const other = new ClientAccessServer(stack, 'ex02', {
    version: ExchangeVersion.EXCHANGE_SE,
    internalHostName: 'ex02.contoso.com',
  });
  other.addOutlookAnywhere({ certificatePrincipalName: '*.contoso.com' });
  expect(
    policy
      .judge()
      .findings.map(({ message }) => message)
      .join(),
  ).toContain('it is msstd: and a name, or none');
});
