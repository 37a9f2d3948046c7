import { App } from 'cdktf';
import {
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessStack,
  ExchangeOrganization,
  ExchangeVersion,
  ExtendedProtection,
  TlsVersion,
  TokenChecking,
} from '../../lib';
import { Registry } from '../../lib/constructs/registry';

function declared() {
  const app = new App();
  const stacks = ['one', 'two'].map((id) => new ClientAccessStack(app, id, { localState: false }));
  const servers = stacks.map(
    (stack) =>
      new ClientAccessServer(stack, 'ex01', {
        version: ExchangeVersion.EXCHANGE_SE,
        internalHostName: 'mail.contoso.com',
        extendedProtection: ExtendedProtection.ON_EXCEPT_FRONT_END_EWS,
        tls: { lowest: TlsVersion.TLS_1_2 },
        windowsServer: '2022',
      }),
  );
  const policy = ClientAccessPolicy.of(app).useClock(new Date('2026-06-01T00:00:00Z'));
  const faults = () =>
    policy
      .judge()
      .findings.filter(({ rule }) => rule === 'declaration-invalid')
      .map(({ message }) => message);
  return { stacks, servers, faults, estate: () => Registry.of(stacks[0]).estate() };
}

it('an organization holds the settings of all servers of the app, whichever stack they are in', () => {
  const { stacks, estate, faults } = declared();
  new ExchangeOrganization(stacks[0], 'contoso', {
    outlookProviderPrincipalName: 'msstd:mail.contoso.com',
    zones: ['Contoso.com'],
    hybridAgent: true,
  });
  expect(estate().organizations).toMatchObject([
    {
      id: 'one/contoso',
      servers: ['one/ex01', 'two/ex01'],
      principalName: 'msstd:mail.contoso.com',
      zones: ['contoso.com'],
      hybridAgent: true,
    },
  ]);
  expect(faults()).toEqual([]);
});

it('a server is of one organization', () => {
  const { stacks, servers, faults } = declared();
  new ExchangeOrganization(stacks[0], 'contoso', { servers: [servers[0]] });
  new ExchangeOrganization(stacks[1], 'fabrikam', { servers: [servers[1]] });
  expect(faults()).toEqual([]);
  new ExchangeOrganization(stacks[1], 'third');
  expect(faults()).toEqual([
    'the servers of this organization are of one/contoso too; a server is of one organization',
  ]);
});

it('faults of an organization are reported together', () => {
  const { stacks, faults } = declared();
  new ExchangeOrganization(stacks[0], 'contoso', {
    servers: [],
    outlookProviderPrincipalName: 'mail.contoso.com',
    zones: ['not a zone'],
  });
  expect(faults()).toHaveLength(3);
});

it('settings of a server and of its protocols ride in the model, and only where they are declared', () => {
  const { servers, estate } = declared();
  servers[0]
    .addExchangeWebServices({ tokenChecking: TokenChecking.NONE, clientCertificateAtBinding: true })
    .addSmtpSubmission({ connectorFqdn: 'mail.contoso.com', pinsCertificate: true })
    .addImap4({ certificateName: 'imap.contoso.com' });
  const { servers: found, bindings } = estate();
  expect(found[0]).toMatchObject({
    extendedProtection: 'on-except-front-end-ews',
    tls: { lowest: '1.2' },
    windowsServer: '2022',
  });
  const of = (server: string, protocol: string) =>
    bindings.find((binding) => binding.id === `${server}/ex01/${protocol}`);
  expect(of('one', 'ews')).toMatchObject({ tokenChecking: 'none', clientCertificateAtBinding: true });
  expect(of('one', 'smtp-submission')).toMatchObject({ connectorFqdn: { value: 'mail.contoso.com' }, pinned: true });
  expect(of('one', 'imap4')).toMatchObject({ certificateName: { value: 'imap.contoso.com' } });
  for (const name of ['tokenChecking', 'clientCertificateAtBinding', 'connectorFqdn', 'pinned', 'certificateName'])
    for (const binding of bindings.filter(({ server }) => server === 'two/ex01'))
      expect(binding).not.toHaveProperty(name);
});

it('TLS versions in the wrong order are a fault', () => {
  const { stacks, faults } = declared();
  new ClientAccessServer(stacks[0], 'ex02', {
    version: ExchangeVersion.EXCHANGE_SE,
    internalHostName: 'ex02.contoso.com',
    tls: { lowest: TlsVersion.TLS_1_3, highest: TlsVersion.TLS_1_2 },
  });
  expect(faults()).toEqual([expect.stringContaining('the lowest not above the highest')]);
});
