import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
  ICertificateSource,
  InternalCa,
  RootState,
} from '../../lib';
import { Declared } from '../support/declared';
import { issueCertificate, keyOf } from '../support/issue';
import { TestVendor } from '../support/purchased';

const vendor = new TestVendor();
const bought = vendor.issue(['mail.contoso.com', 'autodiscover.contoso.com']);
const certificateFile = vendor.write('mail.pem', bought.pem);
const chainFile = vendor.write('chain.pem', vendor.issuing.pem);
const adcs = issueCertificate({
  subject: 'Contoso Issuing CA',
  isCa: true,
  notBefore: new Date('2020-01-01T00:00:00Z'),
  notAfter: new Date('2027-01-01T00:00:00Z'),
});
const adcsFile = vendor.write('adcs.pem', adcs.pem);
const internal = issueCertificate({
  subject: 'mail.contoso.com',
  issuer: adcs,
  dnsNames: ['mail.contoso.com'],
  key: keyOf('rsa2048', 'server'),
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2028-01-01T00:00:00Z'),
});
const internalFile = vendor.write('internal.pem', internal.pem);

/** Roots that the vendor's is not among, and days on which more or less is valid. */
const OTHER_ROOTS = vendor.write('other-roots.pem', adcs.pem);
const DAYS = ['2026-10-01', '2027-02-01', '2029-01-01'];

const SOURCES: [string, (declared: Declared) => ICertificateSource][] = [
  ['purchased', () => CertificateSource.purchased({ certificateFile, chainFile })],
  ['ordered, and there by now', () => CertificateSource.purchaseOrder({ certificateFile, chainFile })],
  ['on the server', () => CertificateSource.existing({ certificateFile, chainFile })],
  [
    'issued by a CA that is known by its certificate',
    ({ stack }) =>
      CertificateSource.issued({
        issuer: InternalCa.fromCertificate(stack, 'adcs', { certificateFile: adcsFile }),
        certificateFile: internalFile,
      }),
  ],
];

function estate(declared: Declared, source: (declared: Declared) => ICertificateSource): void {
  const cas01 = new ClientAccessServer(declared.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2019,
    internalHostName: 'mail.contoso.com',
    externalHostName: 'mail.contoso.com',
    certificate: source(declared),
  });
  new ClientPopulation(declared.stack, 'laptops', {
    platform: ClientPlatform.WINDOWS_10,
    place: ClientPlace.INSIDE,
    rootState: RootState.INSTALLED,
    uses: [ClientProtocol.OWA],
    servers: [cas01],
  });
}

/** All that synth writes, and the report. */
function results(declared: Declared): unknown {
  const { report } = declared;
  const withoutLines = JSON.parse(
    JSON.stringify(report, (name, value: unknown) => (name === 'location' ? undefined : value)),
  ) as unknown;
  if (report.summary.refused) return withoutLines;
  declared.app.synth();
  const folder = join(declared.app.outdir, 'stacks', 'contoso');
  const files = readdirSync(folder).filter((name) => name === 'cdk.tf.json');
  return [withoutLines, files.map((name) => readFileSync(join(folder, name), 'utf8').replace(/:\d+"/g, '"'))];
}

describe('the clock and the commercial roots may be set after what they decide', () => {
  const cases = SOURCES.flatMap(([name, source]) =>
    DAYS.flatMap((day) =>
      [vendor.rootsFile, OTHER_ROOTS].map((roots) => [name, day, roots.replace(/.*\//, ''), source, roots] as const),
    ),
  );

  test.each(cases)('%s on %s with %s', (_, day, _roots, source, roots) => {
    const now = new Date(`${day}T00:00:00Z`);
    const set = ({ app }: Declared): void => {
      ClientAccessPolicy.of(app).useClock(now).useCommercialRoots(roots);
    };
    const before = new Declared();
    set(before);
    estate(before, source);
    const after = new Declared();
    estate(after, source);
    // What was asked before must not stay.
    void after.report;
    set(after);
    expect(results(after)).toEqual(results(before));
  });

  test('they decide', () => {
    const kinds = new Set(
      cases.map(([, day, , source, roots]) => {
        const declared = new Declared(new Date(`${day}T00:00:00Z`));
        estate(declared, source);
        ClientAccessPolicy.of(declared.app).useCommercialRoots(roots);
        const { kind, code } = declared.outcome('laptops', 'owa');
        return `${kind} ${code}`;
      }),
    );
    expect(kinds.size).toBeGreaterThan(2);
  });
});
