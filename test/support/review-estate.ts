import {
  Acknowledgement,
  Binding,
  Certificate,
  CertificateRole,
  CertificateSourceKind,
  CertificateState,
  ClientAuthentication,
  ClientCertificateMode,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  Encryption,
  Estate,
  ExchangeProduct,
  KeyCustody,
  KeyType,
  EMPTY_ESTATE,
  Population,
  RevocationStatus,
  RootState,
  Server,
  TrustAnchorKind,
} from '../../lib/model';

/** Text that breaks what is built by joining strings: markup, tables, terminals, CDATA, lines, direction of writing. */
export const NASTY =
  '<script>alert(1)</script> | `code` **bold** [x](javascript:1) \u001b[31mred\u001b]0;t\u0007 ]]> "q" \'s\' & line\r\nnext \u202egnp.exe \u0000 @everyone #1 --> ::error::x %0A ${var.x}';

/** The moment at which the tests judge. */
export const NOW = new Date('2026-04-01T12:00:00.000Z');

const SERVED = [
  ClientProtocol.OWA,
  ClientProtocol.ACTIVE_SYNC,
  ClientProtocol.OUTLOOK_ANYWHERE,
  ClientProtocol.EWS,
  ClientProtocol.OAB,
  ClientProtocol.AUTODISCOVER,
  ClientProtocol.POP3,
  ClientProtocol.IMAP4,
];

export interface EstateOptions {
  readonly servers?: number;
  /** Every `selfSignedEvery`th server presents a self-signed certificate; 0: none. @default 10 */
  readonly selfSignedEvery?: number;
  /** Put into every name that people see. @default - nothing */
  readonly nasty?: string;
  readonly acknowledgements?: Acknowledgement[];
}

/** An estate of like servers behind one private CA, with clients that differ. Deterministic. */
export function reviewEstate(options: EstateOptions = {}): Estate {
  const count = options.servers ?? 3;
  const every = options.selfSignedEvery ?? 10;
  const mark = options.nasty === undefined ? '' : ` ${options.nasty}`;
  const servers: Server[] = [];
  const bindings: Binding[] = [];
  const certificates: Certificate[] = [];
  for (let i = 0; i < count; i++) {
    const id = `contoso-mail/cas${String(i + 1).padStart(4, '0')}${mark}`;
    const certificate = `${id}/certificate`;
    const host = `cas${i + 1}.corp.contoso.com`;
    const location = { file: `stacks/contoso${mark}.ts`, line: 10 + i, column: 3 };
    servers.push({
      id,
      name: `cas${i + 1}${mark}`,
      stack: 'contoso-mail',
      release: { product: ExchangeProduct.EXCHANGE_2007, servicePack: 3 },
      fqdn: { value: host },
      internalHost: { value: host },
      externalHost: { value: 'mail.contoso.com' },
      mailDomains: ['contoso.com'],
      publicDeployment: true,
      roles: [{ role: CertificateRole.IIS, certificate }],
      location,
    });
    const selfSigned = every > 0 && i % every === 0;
    certificates.push({
      id: certificate,
      source: selfSigned ? CertificateSourceKind.SELF_SIGNED : CertificateSourceKind.INTERNAL_CA,
      state: CertificateState.DECLARED,
      exchangeDefault: false,
      facts: {
        commonName: host,
        lifetimeSeconds: 365 * 86_400,
        keyType: KeyType.RSA,
        keyBits: 2048,
        dnsNames: [{ value: host }, { value: 'mail.contoso.com' }],
        selfSigned,
      },
      uses: [],
      custody: KeyCustody.TERRAFORM,
      anchor: selfSigned ? certificate : `contoso-mail/ca${mark}`,
      chainPem: [],
      revocation: RevocationStatus.UNKNOWN,
      crlPem: [],
      faults: [],
      notes: [],
      location,
    });
    for (const protocol of SERVED) {
      bindings.push({
        id: `${id}/${protocol}`,
        server: id,
        protocol,
        listeners: [{ port: 443, encryption: Encryption.TLS }],
        encryptionRequired: true,
        internalHosts: [{ value: host }],
        externalHosts: [{ value: 'mail.contoso.com' }],
        authentication: [ClientAuthentication.BASIC],
        clientCertificates: ClientCertificateMode.IGNORE,
        role: CertificateRole.IIS,
        certificate,
        byDefault: true,
      });
    }
  }
  const population = (name: string, place: ClientPlace, rootState: RootState, uses: ClientProtocol[]): Population => ({
    id: `contoso-mail/${name}${mark}`,
    name: `${name}${mark}`,
    platform: 'windows-mobile-6',
    place,
    management: ClientManagement.NONE,
    roots: [{ state: rootState }],
    uses,
    servers: servers.map(({ id }) => id),
    count: 240,
    clientCertificates: false,
    location: { file: 'stacks/clients.ts', line: 4 },
  });
  return {
    ...EMPTY_ESTATE,
    servers,
    bindings,
    certificates,
    anchors: [
      {
        id: `contoso-mail/ca${mark}`,
        name: `Contoso Root CA${mark}`,
        kind: TrustAnchorKind.PRIVATE,
        madeHere: true,
      },
    ],
    publishingPoints: [],
    populations: [
      population('field-phones', ClientPlace.OUTSIDE, RootState.BLOCKED, [ClientProtocol.ACTIVE_SYNC]),
      population('office', ClientPlace.INSIDE, RootState.PUSHED, [ClientProtocol.OUTLOOK_ANYWHERE, ClientProtocol.EWS]),
      population('kiosks', ClientPlace.OUTSIDE, RootState.INSTALLABLE, [ClientProtocol.OWA]),
    ],
    mailDomains: [],
    acknowledgements: options.acknowledgements ?? [],
    faults: [],
  };
}
