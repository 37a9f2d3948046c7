import {
  CertificateSource,
  ClientAccessServer,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  Encryption,
  ExchangeVersion,
  InternalCa,
  RootState,
} from '../../lib';
import { protocolFacts } from '../../lib/exchange';
import { Registry } from '../../lib/constructs/registry';
import { Declared } from '../support/declared';

const VERSIONS_OF_THE_DOCUMENT = [
  ExchangeVersion.EXCHANGE_2007_RTM,
  ExchangeVersion.EXCHANGE_2007_SP1,
  ExchangeVersion.EXCHANGE_2007_SP2,
  ExchangeVersion.EXCHANGE_2007_SP3,
];

function bare(version: ExchangeVersion): { declared: Declared; server: ClientAccessServer } {
  const declared = new Declared();
  const server = new ClientAccessServer(declared.stack, 'cas01', {
    version,
    internalHostName: 'cas01.corp.contoso.com',
    certificate: CertificateSource.installedByExchange({ installedOn: '2026-06-01' }),
  });
  return { declared, server };
}

describe('Applies to: Exchange Server 2007, SP1, SP2, SP3', () => {
  test.each(VERSIONS_OF_THE_DOCUMENT.map((version) => [version.label, version] as const))(
    '%s: a bare server is declared, judged and synthesized',
    (_, version) => {
      const { declared } = bare(version);
      expect(() => declared.synth()).not.toThrow();
      expect(declared.report.summary.refused).toBe(false);
    },
  );
});

describe('Clients include mobile devices, computers inside and outside, with and without VPN', () => {
  test.each([ClientPlace.INSIDE, ClientPlace.OUTSIDE, ClientPlace.OUTSIDE_WITH_VPN])(
    'a population can be %s',
    (place) => {
      const { declared, server } = bare(ExchangeVersion.EXCHANGE_2007_SP3);
      new ClientPopulation(declared.stack, 'clients', {
        platform: ClientPlatform.WINDOWS_7,
        place,
        uses: [ClientProtocol.OWA],
        servers: [server],
      });
      expect(declared.report.matrix.columns).toEqual([expect.objectContaining({ name: 'clients', place })]);
      expect(declared.outcome('clients', 'owa').message).not.toBe('');
    },
  );

  test('clients outside reach nothing that is not published, those with a VPN do', () => {
    const { declared, server } = bare(ExchangeVersion.EXCHANGE_2007_SP3);
    for (const [name, place] of [
      ['out', ClientPlace.OUTSIDE],
      ['vpn', ClientPlace.OUTSIDE_WITH_VPN],
    ] as const) {
      new ClientPopulation(declared.stack, name, {
        platform: ClientPlatform.WINDOWS_7,
        place,
        rootState: RootState.INSTALLED,
        uses: [ClientProtocol.OWA],
        servers: [server],
      });
    }
    expect(declared.outcome('out', 'owa')).toMatchObject({ kind: 'fails', code: 'not-published' });
    expect(declared.kind('vpn', 'owa')).toBe('works');
  });
});

describe('By default client communications are encrypted with SSL for OWA, Exchange ActiveSync and Outlook Anywhere', () => {
  test.each(VERSIONS_OF_THE_DOCUMENT.map((version) => [version.label, version] as const))('%s', (_, version) => {
    const { declared, server } = bare(version);
    server.addOutlookAnywhere();
    const bindings = Registry.of(declared.app).estate().bindings;
    for (const protocol of [ClientProtocol.OWA, ClientProtocol.ACTIVE_SYNC, ClientProtocol.OUTLOOK_ANYWHERE]) {
      const binding = bindings.find((candidate) => candidate.protocol === protocol);
      expect(binding).toMatchObject({
        encryptionRequired: true,
        listeners: [{ port: 443, encryption: Encryption.TLS }],
      });
    }
  });

  test('OWA and ActiveSync run from the start, Outlook Anywhere only when it is enabled', () => {
    const { server } = bare(ExchangeVersion.EXCHANGE_2007_SP3);
    expect(server.protocols).toEqual(expect.arrayContaining([ClientProtocol.OWA, ClientProtocol.ACTIVE_SYNC]));
    expect(server.protocols).not.toContain(ClientProtocol.OUTLOOK_ANYWHERE);
  });
});

describe('By default POP3 and IMAP4 are not configured to communicate over SSL', () => {
  test.each([
    ['POP3', 'addPop3', ClientProtocol.POP3, 110],
    ['IMAP4', 'addImap4', ClientProtocol.IMAP4, 143],
  ] as const)('%s in Exchange 2007 listens in clear, and the user gets a finding', (_, add, protocol, port) => {
    const { declared, server } = bare(ExchangeVersion.EXCHANGE_2007_SP1);
    server[add]();
    expect(
      Registry.of(declared.app)
        .estate()
        .bindings.find((binding) => binding.protocol === protocol)?.listeners,
    ).toEqual([{ port, encryption: Encryption.NONE }]);
    expect(declared.findings('mail-protocol-in-clear')).toEqual([
      expect.objectContaining({ binding: `contoso/cas01/${protocol}`, level: 'warning' }),
    ]);
  });

  test.each([
    ['addPop3', Encryption.TLS, 995],
    ['addPop3', Encryption.STARTTLS, 110],
    ['addImap4', Encryption.TLS, 993],
    ['addImap4', Encryption.STARTTLS, 143],
  ] as const)('%s with %s listens on %d, and nobody complains', (add, encryption, port) => {
    const { declared, server } = bare(ExchangeVersion.EXCHANGE_2007_SP1);
    server[add]({ encryption });
    const binding = Registry.of(declared.app)
      .estate()
      .bindings.find((candidate) => candidate.protocol === (add === 'addPop3' ? 'pop3' : 'imap4'));
    expect(binding?.listeners).toEqual([{ port, encryption }]);
    expect(declared.findings('mail-protocol-in-clear')).toEqual([]);
  });

  test('neither is running until somebody starts it', () => {
    const { server } = bare(ExchangeVersion.EXCHANGE_2007_RTM);
    expect(server.protocols).not.toEqual(expect.arrayContaining([ClientProtocol.POP3]));
    expect(protocolFacts(ClientProtocol.IMAP4).enabledByDefault(ExchangeVersion.EXCHANGE_2007_RTM.release).value).toBe(
      false,
    );
  });
});

describe('SSL requires that you use digital certificates', () => {
  test('every encrypted binding presents a certificate, and one in clear presents none', () => {
    const declared = new Declared();
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' });
    const server = new ClientAccessServer(declared.stack, 'cas01', {
      version: ExchangeVersion.EXCHANGE_2007_SP3,
      internalHostName: 'cas01.corp.contoso.com',
      certificate: CertificateSource.internalCa(ca),
    });
    server.addImap4();
    server.addPop3({ encryption: Encryption.TLS });
    const bindings = Registry.of(declared.app).estate().bindings;
    for (const binding of bindings) {
      const encrypted = binding.listeners.some((listener) => listener.encryption !== Encryption.NONE);
      expect([binding.protocol, binding.certificate !== undefined]).toEqual([binding.protocol, encrypted]);
    }
  });
});
