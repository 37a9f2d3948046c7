import {
  CertificateSource,
  ClientAccessServer,
  ClientAccessServerProps,
  ClientManagement,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientPopulationProps,
  ClientProtocol,
  ExchangeVersion,
  HybridDeployment,
  InternalCa,
  KeyAlgorithm,
  RootState,
  TransportConnector,
} from '../../lib';
import { Declared } from '../support/declared';

const P = ClientProtocol;

/** What tsx and plain JavaScript let through. */
const untyped = <T>(value: object): T => value as T;

function server(declared: Declared, more: object = {}): ClientAccessServer {
  return new ClientAccessServer(
    declared.stack,
    'cas01',
    untyped<ClientAccessServerProps>({
      version: ExchangeVersion.EXCHANGE_2019,
      internalHostName: 'mail.contoso.com',
      ...more,
    }),
  );
}

function population(declared: Declared, more: object): void {
  new ClientPopulation(
    declared.stack,
    'phones',
    untyped<ClientPopulationProps>({
      platform: ClientPlatform.IOS,
      place: ClientPlace.OUTSIDE,
      uses: [P.ACTIVE_SYNC],
      servers: [server(declared)],
      ...more,
    }),
  );
}

const misspelled = (of: object, name: string): unknown => (of as Record<string, unknown>)[name];

describe('what is misspelled is a fault, and never the default', () => {
  test.each<[string, (declared: Declared) => void, string, RegExp]>([
    [
      'a member of a server',
      (declared) => server(declared, { externalHostname: 'mail.contoso.com' }),
      'there is no property "externalHostname"',
      /^write externalHostName, or leave it out; there are version, internalHostName, /,
    ],
    [
      'a member that is near none',
      (declared) => server(declared, { colour: 'red' }),
      'there is no property "colour"',
      /^leave it out; there are /,
    ],
    [
      'a member of a protocol',
      (declared) => server(declared).addOutlookWebApp(untyped({ requiresSsl: true })),
      'owa: there is no property "requiresSsl"',
      /^write requireSsl, /,
    ],
    [
      'a member of a certificate source',
      (declared) => server(declared, { certificate: CertificateSource.selfSigned(untyped({ validityDay: 100 })) }),
      'CertificateSource.selfSigned: there is no property "validityDay"',
      /^write validityDays, /,
    ],
    [
      'a member of a stack’s other constructs',
      (declared) =>
        new HybridDeployment(
          declared.stack,
          'hybrid',
          untyped({
            primaryDomain: 'contoso.com',
            transportHostNames: ['smtp.contoso.com'],
            server: [],
            servers: [server(declared)],
          }),
        ),
      'there is no property "server"',
      /^write servers, /,
    ],
    [
      'a member of an enum',
      (declared) => population(declared, { rootState: misspelled(RootState, 'LOCKED') }),
      'rootState is undefined, as a misspelled member of an enum or class and a variable without value are',
      /^leave the key out for the default, or give a member of RootState \(.*blocked/,
    ],
    [
      'a value of a class',
      (declared) =>
        new InternalCa(
          declared.stack,
          'ca',
          untyped({ commonName: 'Contoso', keyAlgorithm: misspelled(KeyAlgorithm, 'RSA_1024') }),
        ),
      'keyAlgorithm is undefined, as a misspelled member of an enum or class and a variable without value are',
      /a KeyAlgorithm$/,
    ],
    [
      'a name without value',
      (declared) => server(declared, { externalHostName: undefined }),
      'externalHostName is undefined, as a misspelled member of an enum or class and a variable without value are',
      /^leave the key out for the default/,
    ],
    [
      'a member that must be there',
      (declared) => server(declared, { version: misspelled(ExchangeVersion, 'EXCHANGE_2022') }),
      'version is undefined, as a misspelled member of an enum or class and a variable without value are',
      /^give an ExchangeVersion/,
    ],
    [
      'a value as text',
      (declared) => population(declared, { management: 'domain_joined' }),
      'management is "domain_joined", which is not a member of ClientManagement',
      /^write ClientManagement\.DOMAIN_JOINED if that is meant; else correct it/,
    ],
    [
      'a member of a list',
      (declared) => server(declared, { protocols: [P.OWA, misspelled(P, 'IMAP')] }),
      'protocols is a list with "owa", which is not a list, each item a member of ClientProtocol',
      /^correct it/,
    ],
  ])('%s', (_, declare, message, fix) => {
    const declared = new Declared();
    declare(declared);
    const [finding, ...more] = declared.findings('declaration-invalid');
    expect(more).toEqual([]);
    expect(finding.message).toContain(message);
    expect(finding.fix).toMatch(fix);
    expect(finding.location?.file).toContain('declaring.test.ts');
  });

  test('the nearest member of an enum is named for each of its values', () => {
    for (const value of Object.values(ClientManagement)) {
      const declared = new Declared();
      population(declared, { management: value.toUpperCase() });
      expect(declared.findings('declaration-invalid')[0].fix).toMatch(/^write ClientManagement\./);
    }
  });

  test('constructs without servers that are none do not stop the report', () => {
    const declared = new Declared();
    new TransportConnector(declared.stack, 'out', untyped({ kind: 'send', servers: [undefined] }));
    expect(declared.findings('declaration-invalid').length).toBeGreaterThan(0);
  });
});

describe('exactly the protocols of a server', () => {
  test('it serves what is listed, in the order of the reports, each once', () => {
    const declared = new Declared();
    const cas = server(declared, { protocols: [P.IMAP4, P.ACTIVE_SYNC, P.IMAP4] });
    expect(cas.protocols).toEqual([P.ACTIVE_SYNC, P.IMAP4]);
    expect(declared.findings('declaration-invalid')).toEqual([]);
    expect(declared.report.matrix.rows.map(({ protocol }) => protocol)).toEqual([P.ACTIVE_SYNC, P.IMAP4]);
  });

  test('a listed protocol is set otherwise by its add method, and can be taken off', () => {
    const declared = new Declared();
    const cas = server(declared, { protocols: [P.IMAP4, P.ACTIVE_SYNC] })
      .addImap4({ internalHostName: 'imap.contoso.com' })
      .removeProtocol(P.ACTIVE_SYNC);
    expect(cas.requiredDnsNames).toEqual(['imap.contoso.com']);
    expect(declared.findings('declaration-invalid')).toEqual([]);
  });

  test.each<[string, (declared: Declared) => void, RegExp]>([
    ['none', (declared) => server(declared, { protocols: [] }), /^protocols is empty/],
    [
      'one that the version does not have',
      (declared) => server(declared, { version: ExchangeVersion.EXCHANGE_2010, protocols: [P.OWA, P.MAPI_OVER_HTTP] }),
      /has no MAPI over HTTP/,
    ],
    [
      'one is added that is not listed',
      (declared) => server(declared, { protocols: [P.OWA] }).addPop3(),
      /^POP3 is added, but protocols lists exactly what this server serves: owa$/,
    ],
    [
      'one is set twice',
      (declared) =>
        server(declared, { protocols: [P.POP3] })
          .addPop3()
          .addPop3(),
      /^POP3 is declared twice/,
    ],
  ])('%s: a fault', (_, declare, message) => {
    const declared = new Declared();
    declare(declared);
    expect(declared.findings('declaration-invalid').map((finding) => finding.message)).toEqual([
      expect.stringMatching(message),
    ]);
  });
});

describe('download domain of Outlook Web App', () => {
  test('its names come last in the order of the certificate, after those of clients', () => {
    const declared = new Declared();
    const cas = server(declared, {
      externalHostName: 'mail.fabrikam.com',
      certificate: CertificateSource.purchaseOrder({}),
    }).addOutlookWebApp({ downloadHostNames: ['Download.fabrikam.com.'] });
    expect(cas.certificateFor().description.certificate.facts.dnsNames?.map(({ value }) => value)).toEqual([
      'mail.fabrikam.com',
      'mail.contoso.com',
      'download.fabrikam.com',
    ]);
    expect(cas.requiredDnsNames).toContain('download.fabrikam.com');
  });

  test('what is no name is a fault', () => {
    const declared = new Declared();
    server(declared).addOutlookWebApp({ downloadHostNames: ['https://download.contoso.com'] });
    expect(declared.findings('declaration-invalid')[0].message).toContain('owa: downloadHostNames: ');
  });
});
