// node --import tsx judge.ts <servers> <rules|no-rules> : judges an estate once, cold, and prints the processor time in milliseconds.
import { judge } from '../../lib/policy';
import { Assessor } from '../../lib/matrix';
import {
  CertificateSourceKind,
  ClientManagement,
  ClientPlace,
  ClientProtocol as P,
  TrustAnchorKind,
} from '../../lib/model';
import { RECOMMENDED } from '../../lib/rules';
import { TestEstate } from '../../lib/testing';

const SERVED = [P.OWA, P.ECP, P.ACTIVE_SYNC, P.OUTLOOK_ANYWHERE, P.MAPI_OVER_HTTP, P.EWS, P.OAB, P.AUTODISCOVER];
const PLATFORMS = [
  'windows-10',
  'windows-11',
  'ios',
  'android',
  'windows-7',
  'macos',
  'windows-mobile-6',
  'windows-vista-sp1',
  'ios-10-3',
  'android-7',
  'windows-xp-sp3',
  'windows-phone-8',
];

const count = Number(process.argv[2]);
const numbers = Array.from({ length: count }, (_, i) => i);
const estate = TestEstate.of({
  servers: numbers.map((i) => ({
    name: `cas${i}`,
    internalHost: `cas${i}.corp.contoso.com`,
    certificate: `certificate${i}`,
    protocols: SERVED,
  })),
  certificates: Object.fromEntries(
    numbers.map((i) => [
      `certificate${i}`,
      {
        source: CertificateSourceKind.INTERNAL_CA,
        anchor: 'ca',
        facts: {
          dnsNames: ['mail.contoso.com', 'autodiscover.contoso.com', `cas${i}.corp.contoso.com`].map((value) => ({
            value,
          })),
        },
      },
    ]),
  ),
  anchors: { ca: { kind: TrustAnchorKind.PRIVATE, publishedInDirectory: true } },
  mailDomains: [{}],
  populations: PLATFORMS.map((platform, i) => ({
    platform,
    name: `clients${i}`,
    place: i % 3 === 0 ? ClientPlace.INSIDE : ClientPlace.OUTSIDE,
    management: i % 2 === 0 ? ClientManagement.NONE : ClientManagement.DOMAIN_JOINED,
    uses: SERVED,
  })),
});
const now = new Date('2026-06-01T00:00:00Z');
const before = process.cpuUsage();
const packs = process.argv[3] === 'no-rules' ? [] : [{ pack: RECOMMENDED, scope: '' }];
judge(estate, { now, packs, assessor: new Assessor(estate, now) });
const { user, system } = process.cpuUsage(before);
process.stdout.write(`${(user + system) / 1000}\n`);
