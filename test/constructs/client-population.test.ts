import {
  CertificateRole,
  CertificateSource,
  ClientAccessServer,
  ClientApplication,
  ClientAuthentication,
  ClientFact,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientPopulationProps,
  ClientProtocol,
  ExchangeVersion,
  PublishingMode,
  PublishingPoint,
  RootState,
  StatedFact,
} from '../../lib';
import { Registry } from '../../lib/constructs/registry';
import { Estate, Population } from '../../lib/model';
import { keyIdOf } from '../../lib/pki';
import { Declared } from '../support/declared';
import { TestVendor } from '../support/purchased';

const tried = { holds: true, ground: 'tried on three devices', on: '2026-10-02' };

function server(declared: Declared): ClientAccessServer {
  return new ClientAccessServer(declared.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2019,
    internalHostName: 'mail.contoso.com',
    externalHostName: 'mail.contoso.com',
    certificate: CertificateSource.selfSigned(),
  });
}

function population(declared: Declared, more: object): void {
  new ClientPopulation(declared.stack, 'phones', {
    platform: ClientPlatform.IOS,
    place: ClientPlace.OUTSIDE,
    uses: [ClientProtocol.ACTIVE_SYNC],
    ...('servers' in more ? {} : { servers: [server(declared)] }),
    ...more,
  } as ClientPopulationProps);
}

const estateOf = (declared: Declared): Estate => Registry.of(declared.stack).estate();
const writtenOf = (declared: Declared): Population => estateOf(declared).populations[0];
const messagesOf = (declared: Declared): string[] =>
  declared.findings('declaration-invalid').map(({ message }) => message);

describe('what a population states rides in the model', () => {
  test('release, authentication, place and stated facts', () => {
    const declared = new Declared();
    population(declared, {
      platform: ClientPlatform.android('13'),
      place: ClientPlace.INSIDE_WITH_EXTERNAL_NAMES,
      authentication: ClientAuthentication.BASIC,
      statedFacts: [StatedFact.that(ClientFact.SHA256, tried)],
    });
    const written = writtenOf(declared);
    expect(written).toMatchObject({
      platform: 'android',
      release: '13',
      place: 'inside-with-external-names',
      authentication: 'basic',
      stated: [{ fact: 'sha256', ...tried }],
    });
  });

  test('nothing is written that is not declared', () => {
    const declared = new Declared();
    population(declared, {});
    const written = writtenOf(declared);
    expect(Object.keys(written)).not.toEqual(expect.arrayContaining(['release']));
    expect(Object.keys(written)).not.toEqual(expect.arrayContaining(['stated']));
    expect(Object.keys(written)).not.toEqual(expect.arrayContaining(['authentication']));
  });

  test('an exception names the certificate of the server', () => {
    const declared = new Declared();
    const cas = server(declared);
    population(declared, { servers: [cas], roots: [{ server: cas, state: RootState.EXCEPTION_KEPT }] });
    const { populations, certificates } = estateOf(declared);
    expect(populations[0].roots).toEqual([{ certificate: certificates[0].id, state: 'exception-kept' }]);
  });

  test('an exception names each certificate of a publishing point', () => {
    const declared = new Declared();
    const source = CertificateSource.selfSigned();
    const point = new PublishingPoint(declared.stack, 'nginx', {
      mode: PublishingMode.BRIDGING,
      hostNames: ['mail.contoso.com', 'imap.contoso.com'],
      certificate: source,
      sniCertificates: [{ hostNames: ['imap.contoso.com'], certificate: source }],
    });
    population(declared, { roots: [{ publishingPoint: point, state: RootState.EXCEPTION_KEPT }] });
    const { populations, publishingPoints } = estateOf(declared);
    const [{ certificate, sniCertificates = [] }] = publishingPoints;
    expect(populations[0].roots).toEqual(
      [certificate, sniCertificates[0].certificate].map((id) => ({ certificate: id, state: 'exception-kept' })),
    );
  });

  test('a publishing point that passes TLS through has no certificate to accept', () => {
    const declared = new Declared();
    const point = new PublishingPoint(declared.stack, 'f5', {
      mode: PublishingMode.PASS_THROUGH,
      hostNames: ['mail.contoso.com'],
    });
    population(declared, { roots: [{ publishingPoint: point, state: RootState.EXCEPTION_KEPT }] });
    expect(declared.findings('declaration-invalid')).toEqual([
      expect.objectContaining({ message: expect.stringContaining('presents no certificate of its own') }),
    ]);
  });

  test('an exception names what the server presents by these protocols, and the key that was accepted', () => {
    const declared = new Declared();
    const vendor = new TestVendor();
    const cas = server(declared);
    cas.addImap4();
    cas.assignCertificate(CertificateRole.IMAP, CertificateSource.selfSigned());
    const accepted = vendor.issue(['mail.contoso.com']);
    const certificateFile = vendor.write('accepted.pem', accepted.pem);
    const roots = [{ server: cas, certificateFile, state: RootState.EXCEPTION_KEPT }];
    population(declared, { servers: [cas], uses: [ClientProtocol.IMAP4], roots });
    const { populations, bindings } = estateOf(declared);
    const { certificate } = bindings.find(({ protocol }) => protocol === ClientProtocol.IMAP4)!;
    expect(populations[0].roots).toEqual([
      { certificate, keyId: keyIdOf(accepted.certificate), state: 'exception-kept' },
    ]);
  });

  test('a root by its file is the fingerprint of the certificate in it', () => {
    const declared = new Declared();
    const root = new TestVendor();
    population(declared, { roots: [{ certificateFile: root.rootsFile, state: RootState.PREINSTALLED }] });
    expect(writtenOf(declared).roots).toEqual([{ fingerprint: root.root.certificate.sha256, state: 'preinstalled' }]);
  });
});

describe('what is wrong is a fault', () => {
  test.each<[string, object, string, RegExp]>([
    [
      'a release that is not there',
      { platform: ClientPlatform.android('13.5') },
      'release-unknown',
      /no release 13\.5/,
    ],
    ['a release in two ranges', { platform: ClientPlatform.ios('10') }, 'release-unknown', /several ranges/],
    [
      'a misspelled platform',
      { platform: ClientPlatform.of('windows-mobil-6') },
      'platform-misspelled',
      /"windows-mobile-6" is near/,
    ],
    [
      'a platform in other letters',
      { platform: ClientPlatform.of('Windows 10') },
      'platform-misspelled',
      /"windows-10" is near/,
    ],
    [
      'a misspelled application',
      { application: ClientApplication.of('thunderbirt') },
      'application-misspelled',
      /"thunderbird" is near/,
    ],
    [
      'a fact that is none',
      { statedFacts: [StatedFact.that(undefined as unknown as ClientFact, tried)] },
      'stated-fact-unknown',
      /speaks of undefined/,
    ],
    [
      'a fact without a ground',
      { statedFacts: [StatedFact.that(ClientFact.SHA256, { ...tried, ground: 'tried' })] },
      'stated-fact-without-ground',
      /on the ground "tried"/,
    ],
    [
      'a day that no month has',
      { statedFacts: [StatedFact.that(ClientFact.SHA256, { ...tried, on: '2026-02-30' })] },
      'stated-fact-day-invalid',
      /stated on "2026-02-30"/,
    ],
    [
      'a fact that neither holds nor does not',
      { statedFacts: [StatedFact.that(ClientFact.SHA256, { ...tried, holds: 'yes' as unknown as boolean })] },
      'stated-fact-invalid',
      /holds of the fact sha256 is "yes"/,
    ],
    [
      'a fact that is stated twice',
      {
        statedFacts: [
          StatedFact.that(ClientFact.SHA256, tried),
          StatedFact.that(ClientFact.SHA256, { ...tried, holds: false }),
        ],
      },
      'stated-fact-twice',
      /sha256 is stated twice/,
    ],
    ['an exception for every root', { rootState: RootState.EXCEPTION_KEPT }, 'exception-without-server', /one server/],
    [
      'an exception for a root',
      { roots: [{ fingerprint: 'A'.repeat(40), state: RootState.EXCEPTION_KEPT }] },
      'exception-without-server',
      /names a root/,
    ],
    [
      'a root file that is not there',
      { roots: [{ certificateFile: '/nowhere/root.cer', state: RootState.INSTALLED }] },
      'file-unreadable',
      /"\/nowhere\/root\.cer" does not exist/,
    ],
  ])('%s', (_, more, code, message) => {
    const declared = new Declared();
    population(declared, more);
    const faults = declared.findings('declaration-invalid');
    expect(faults.map((fault) => fault.message)).toEqual([expect.stringMatching(message)]);
    expect(faults[0].fix).toBeTruthy();
    expect(estateOf(declared).faults.map((fault) => fault.code)).toEqual([code]);
  });

  test('a file with more than the root', () => {
    const declared = new Declared();
    const root = new TestVendor();
    const both = root.write('both.pem', root.issuing.pem + root.root.pem);
    population(declared, { roots: [{ certificateFile: both, state: RootState.INSTALLED }] });
    expect(messagesOf(declared)).toEqual([expect.stringContaining('holds 2 certificates')]);
  });

  test('a file with a CA that another one issued', () => {
    const declared = new Declared();
    const vendor = new TestVendor();
    const issuing = vendor.write('issuing.pem', vendor.issuing.pem);
    population(declared, { roots: [{ certificateFile: issuing, state: RootState.INSTALLED }] });
    expect(messagesOf(declared)).toEqual([expect.stringContaining('it is no root')]);
  });

  test.each(['copier', 'windows-12', 'plan-9', 'ios-99'])(
    'a platform that the tables do not hold is none: %s',
    (id) => {
      const declared = new Declared();
      population(declared, { platform: ClientPlatform.of(id) });
      expect(messagesOf(declared)).toEqual([]);
    },
  );
});
