import {
  CertificateRole,
  CertificateState,
  ClientAuthentication,
  ClientPlace,
  ClientProtocol,
  Encryption,
  ExchangeProduct,
  ExchangeRelease,
  PublishingMode,
} from '../../../lib/model';
import { judgeEstate } from '../../../lib/rules';
import { TEST_NOW, TestBinding, TestEstate, TestEstateProps, TestServer } from '../../../lib/testing';
import { codesOf, outcomeOf } from '../../support/cells';
import { ANCHORS, ofSetup } from '../../support/rule-estates';

const { IMAP4, MAPI_OVER_HTTP, OWA, POP3, SMTP_SUBMISSION } = ClientProtocol;
const OWN = 'cas01.corp.contoso.com';
const PROGRAMS = ['windows-10', 'linux-openssl', 'ios'];

/** Mail programs on one server with a purchased certificate for mail.contoso.com. */
const mail = (binding: Omit<TestBinding, 'protocol'> = {}, protocol = SMTP_SUBMISSION, server: TestServer = {}) =>
  TestEstate.of({
    servers: [{ protocols: [{ protocol, ...binding }], ...server }],
    populations: PROGRAMS.map((platform) => ({ platform })),
  });
const kindsOf = (estate: ReturnType<typeof mail>): string[] => {
  const { matrix } = judgeEstate(estate, { now: TEST_NOW });
  return matrix.rows[0].cells.map((cell) => matrix.outcomes[cell].kind);
};
const named = (...names: string[]): TestEstateProps => ({
  certificates: { web: { facts: { dnsNames: names.map((value) => ({ value })) } } },
});

describe('port 587', () => {
  test("presents the certificate of setup, since its connector has the server's own name", () => {
    expect(kindsOf(mail())).toEqual(['prompts', 'fails', 'fails']);
    expect(codesOf(mail(), SMTP_SUBMISSION)).toEqual(['root-not-installed', 'name-not-covered', 'validity-unknown']);
  });

  test.each([
    ['pinned', mail({ pinned: true })],
    ['with a name that the assigned certificate alone has', mail({ connectorFqdn: { value: 'mail.contoso.com' } })],
  ])('%s: nobody fails', (_, estate) => {
    expect(kindsOf(estate)).toEqual(['works', 'works', 'works']);
  });

  test('cannot be pinned before Exchange 2013', () => {
    const estate = mail({ pinned: true }, SMTP_SUBMISSION, {
      release: { product: ExchangeProduct.EXCHANGE_2010, servicePack: 3 },
    });
    expect(kindsOf(estate)).toEqual(['prompts', 'fails', 'prompts']);
  });

  test('is not known where both certificates have the name, unless neither works', () => {
    const estate = (population: object) =>
      TestEstate.of({
        ...named(OWN, 'mail.contoso.com'),
        servers: [{ protocols: [SMTP_SUBMISSION] }],
        populations: [population],
      });
    expect(codesOf(estate({}), SMTP_SUBMISSION)).toEqual(['certificate-choice-unknown']);
    const elsewhere = { ...named(OWN), servers: [{ protocols: [SMTP_SUBMISSION] }] };
    const neither = TestEstate.of({ ...elsewhere, populations: [{ platform: 'linux-openssl' }] });
    expect(codesOf(neither, SMTP_SUBMISSION)).toEqual(['name-not-covered']);
  });

  test('offers no TLS where no certificate has the name', () => {
    const outcome = outcomeOf(mail({ connectorFqdn: { value: 'smtp.contoso.com' } }), SMTP_SUBMISSION);
    expect([outcome.kind, outcome.code]).toEqual(['fails', 'certificate-not-found']);
    expect(outcome.message).toContain('smtp.contoso.com');
  });

  test('a name that Terraform alone knows may be that of any of them', () => {
    const outcome = outcomeOf(mail({ connectorFqdn: { expression: '${var.smtp}' } }), SMTP_SUBMISSION);
    expect([outcome.kind, outcome.code]).toEqual(['unknown', 'certificate-choice-unknown']);
  });

  test('presents the certificate of setup where that is assigned, whatever the name', () => {
    const estate = TestEstate.of({
      certificates: { web: ofSetup({ dnsNames: [{ value: 'cas01' }, { value: OWN }] }) },
      anchors: ANCHORS,
      servers: [{ protocols: [{ protocol: SMTP_SUBMISSION, connectorFqdn: { value: 'smtp.contoso.com' } }] }],
      populations: [{ place: ClientPlace.INSIDE }],
    });
    expect(codesOf(estate, SMTP_SUBMISSION)).toContain('root-not-installed');
  });

  test('takes the declared certificate of setup of another role for it', () => {
    const estate = TestEstate.of({
      certificates: { web: {}, setup: ofSetup({ dnsNames: [{ value: 'smtp.contoso.com' }] }) },
      anchors: ANCHORS,
      servers: [
        {
          roles: [{ role: CertificateRole.TRANSPORT_DEFAULT, certificate: 'setup' }],
          protocols: [{ protocol: SMTP_SUBMISSION, connectorFqdn: { value: 'smtp.contoso.com' } }],
        },
      ],
      populations: [{}],
    });
    expect(codesOf(estate, SMTP_SUBMISSION)).toEqual(['root-not-installed', 'name-not-covered', 'validity-unknown']);
  });

  test('other services of the server are not concerned', () => {
    expect(kindsOf(mail({}, IMAP4))).toEqual(['works', 'works', 'works']);
    expect(kindsOf(mail({}, OWA))).toEqual(['works', 'works', 'works']);
  });

  test('the roots of the assigned certificate are not blamed for what the one of setup does', () => {
    const { findings } = judgeEstate(mail(), { now: TEST_NOW });
    const about = findings.filter(({ bindings }) => bindings.some((id) => id.endsWith(SMTP_SUBMISSION)));
    expect(about.map(({ rule }) => rule)).toEqual(['submission-certificate-unexpected']);
  });
});

describe('POP3 and IMAP4 with a stated name', () => {
  const certificateName = (value: string) => ({ certificateName: { value } });

  test.each([
    ['the assigned certificate', certificateName('mail.contoso.com'), ['works', 'works', 'works']],
    ['the certificate of setup', certificateName(OWN), ['prompts', 'fails', 'fails']],
    ['none', certificateName('imap.contoso.com'), ['fails', 'fails', 'fails']],
  ])('that is a name of %s', (_, binding, expected) => {
    expect(kindsOf(mail(binding, POP3))).toEqual(expected);
    expect(kindsOf(mail(binding, IMAP4))).toEqual(expected);
  });

  test('a wildcard certificate of another role needs no assignment', () => {
    const estate = TestEstate.of({
      certificates: {
        web: {},
        wildcard: { facts: { dnsNames: [{ value: '*.contoso.org' }] } },
      },
      servers: [
        {
          roles: [{ role: CertificateRole.IIS, certificate: 'wildcard' }],
          externalHost: 'imap.contoso.org',
          protocols: [{ protocol: IMAP4, ...certificateName('imap.contoso.org') }],
        },
      ],
      populations: [{}],
    });
    expect(codesOf(estate, IMAP4)).toEqual(['works']);
  });
});

describe('POP3 and IMAP4 with a wildcard and no stated name', () => {
  const wildcard = named('*.contoso.com');
  const at = (
    release: Partial<ExchangeRelease> & Pick<ExchangeRelease, 'product'>,
    certificateName?: string,
    protocol = IMAP4,
  ) =>
    TestEstate.of({
      ...wildcard,
      servers: [
        {
          release,
          protocols: [
            {
              protocol,
              listeners: [{ port: 993, encryption: Encryption.TLS }],
              ...(certificateName === undefined ? {} : { certificateName: { value: certificateName } }),
            },
          ],
        },
      ],
      populations: [{ platform: 'windows-10' }],
    });
  const NEW = { product: ExchangeProduct.EXCHANGE_2016 };

  test.each([IMAP4, POP3])('%s: the cmdlet does not assign it, so what is presented is not known', (protocol) => {
    expect(codesOf(at(NEW, undefined, protocol), protocol)).toEqual(['certificate-choice-unknown']);
  });

  test('the stated name decides, and the note on the wildcard is silent', () => {
    const estate = at(NEW, 'mail.contoso.com');
    expect(codesOf(estate, IMAP4)).toEqual(['works']);
    const note = (one: typeof estate): boolean =>
      judgeEstate(one, { now: TEST_NOW }).findings.some(({ rule }) => rule === 'wildcard-not-assignable');
    expect([note(estate), note(at(NEW))]).toEqual([false, true]);
  });

  test('2007 SP1 before its rollup finds no certificate', () => {
    const old = { product: ExchangeProduct.EXCHANGE_2007, servicePack: 1 };
    expect(codesOf(at({ ...old, updateRollup: 3 }), IMAP4)).toEqual(['certificate-not-found']);
    expect(codesOf(at(old), IMAP4)).toEqual(['certificate-choice-unknown']);
  });

  test('other protocols are not concerned', () => {
    expect(kindsOf(mail({}, OWA))).toEqual(['works', 'works', 'works']);
  });
});

describe('a bridge and its server under Extended Protection', () => {
  const bridged = (server: TestEstateProps['certificates']) =>
    TestEstate.of({
      certificates: { web: {}, ...server },
      anchors: ANCHORS,
      servers: [
        {
          certificate: 'own',
          release: { product: ExchangeProduct.EXCHANGE_SE },
          publishingPoint: 'app/point1',
          protocols: [{ protocol: MAPI_OVER_HTTP, authentication: [ClientAuthentication.NTLM] }],
        },
      ],
      publishingPoints: [{ mode: PublishingMode.BRIDGING, certificate: 'web', verifiesServer: false }],
      populations: [{}],
    });

  test.each([
    ['whether a point that signs in sends a token is not known', OWA, 'bridging', ['channel-binding-unknown']],
    ['it needs none where tokens are only allowed', ClientProtocol.EWS, 'bridging', ['works']],
    ['none can be sent in clear', OWA, 'offload', ['channel-binding-offload']],
  ] as const)('Kerberos delegation: %s', (_, protocol, mode, expected) => {
    const estate = TestEstate.of({
      servers: [
        {
          release: { product: ExchangeProduct.EXCHANGE_SE },
          publishingPoint: 'app/point1',
          protocols: [{ protocol, authentication: [ClientAuthentication.FORMS] }],
        },
      ],
      publishingPoints: [
        { mode: mode as PublishingMode, certificate: 'web', verifiesServer: false, delegatesKerberos: true },
      ],
      populations: [{}],
    });
    expect(codesOf(estate, protocol)).toEqual(expected);
  });

  test.each([
    ['the certificate of setup is another', { own: ofSetup() }, 'channel-binding-broken'],
    [
      'one with another serial number is another',
      { web: { facts: { serialNumber: '01' } }, own: { facts: { serialNumber: '02' } } },
      'channel-binding-broken',
    ],
    [
      'one that is valid from another day is another',
      { own: { facts: { notBefore: '2026-04-01T00:00:00.000Z' } } },
      'channel-binding-broken',
    ],
    [
      'one that is yet to be ordered is another',
      { own: { state: CertificateState.ORDERED } },
      'channel-binding-broken',
    ],
    [
      'the same bytes under two names are one',
      { web: { facts: { sha256: 'AA' } }, own: { facts: { sha256: 'AA' } } },
      'works',
    ],
    ['nothing tells them apart', { own: {} }, 'channel-binding-unknown'],
  ])('%s', (_, certificates, expected) => {
    expect(codesOf(bridged(certificates as TestEstateProps['certificates']), MAPI_OVER_HTTP)).toContain(expected);
  });
});
