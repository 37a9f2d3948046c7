import { ClientApplication, ClientPlatform, PLATFORMS, rootReach, RootReach } from '../../../lib/clients';
import { listedAs, listedRoots } from '../../../lib/clients/root-stores';
import { ISSUE_CONDITIONS, issueConditionOf } from '../../../lib/clients/root-stores/issue-condition';
import { describeSource } from '../../../lib/exchange';
import { ClientManagement, ClientPlace, RootState, TrustAnchor, TrustAnchorKind } from '../../../lib/model';

const TODAY = '2026-11-30';
const C = ClientPlatform;

function anchor(name: string): TrustAnchor {
  const [root] = listedRoots().filter(({ subject }) => subject.startsWith(name));
  const { sha256, keyId, subject } = root;
  return { id: `root:${sha256}`, name, kind: TrustAnchorKind.COMMERCIAL, madeHere: false, sha256, keyId, subject };
}

const X1 = anchor('CN=ISRG Root X1');
const X2 = anchor('CN=ISRG Root X2');
const DIGICERT = anchor('CN=DigiCert Global Root CA');
const DIGICERT_G2 = anchor('CN=DigiCert Global Root G2');
const GLOBALSIGN_R3 = anchor('CN=GlobalSign,O=GlobalSign,OU=GlobalSign Root CA - R3');
const ENTRUST_G2 = anchor('CN=Entrust Root Certification Authority - G2');
const VERISIGN = anchor('CN=VeriSign Class 3 Public Primary Certification Authority - G5');
const CODE_SIGNING = anchor('CN=Entrust Code Signing Root');

interface Asking {
  readonly on?: string;
  readonly with?: ClientApplication;
  readonly management?: ClientManagement;
}

function reach(root: TrustAnchor, platform: ClientPlatform, asking: Asking = {}): RootReach {
  const { id, release } = platform;
  return rootReach(
    {
      platform: id,
      ...(release === undefined ? {} : { release }),
      ...(asking.with ? { application: asking.with.id } : {}),
      place: ClientPlace.OUTSIDE,
      management: asking.management ?? ClientManagement.NONE,
      roots: [],
    },
    root,
    asking.on ?? TODAY,
  );
}

/** `there`, `not there` or `unknown`. */
function word({ state, notShipped }: RootReach): string {
  if (notShipped !== undefined) return 'not there';
  return state === RootState.PREINSTALLED ? 'there' : String(state ?? 'unknown');
}

describe('Android', () => {
  test.each([
    ['4.4', X1, 'not there'],
    ['7.0', X1, 'not there'],
    ['7.1', X1, 'unknown'],
    ['7.1.1', X1, 'there'],
    ['10', X1, 'there'],
    ['17', X1, 'there'],
    ['13', X2, 'not there'],
    ['14', X2, 'there'],
    ['4.4.2', DIGICERT_G2, 'not there'],
    ['5.0', DIGICERT_G2, 'there'],
    ['2.2', DIGICERT_G2, 'unknown'],
    ['2.3', ENTRUST_G2, 'unknown'],
    ['4.0.4', ENTRUST_G2, 'there'],
    ['16', ENTRUST_G2, 'there'],
    ['17', ENTRUST_G2, 'not there'],
  ])('%s', (release, root, expected) => {
    expect(word(reach(root, C.android(release)))).toBe(expected);
  });

  test('a range whose releases disagree is unknown, and says from which release on it works', () => {
    expect(reach(X1, C.ANDROID_7)).toMatchObject({ reason: expect.stringContaining('there from 7.1.1 on') });
    expect(word(reach(X1, C.ANDROID_7))).toBe('unknown');
    expect(word(reach(X1, C.ANDROID))).toBe('there');
    expect(word(reach(X1, C.ANDROID_BEFORE_7))).toBe('not there');
    expect(reach(ENTRUST_G2, C.ANDROID).reason).toContain('not there from 17 on');
  });

  test('what an update brought or took is unknown for the release', () => {
    expect(word(reach(anchor('CN=GlobalSign Root CA,'), C.android('16')))).toBe('unknown');
    expect(word(reach(anchor('CN=D-TRUST BR Root CA 2 2023'), C.android('16')))).toBe('unknown');
  });
});

describe('Apple', () => {
  test.each([
    [C.ios('9'), X1, 'not there'],
    [C.ios('10.3'), X1, 'there'],
    [C.ios('12'), X1, 'there'],
    [C.macos('10.11'), X1, 'not there'],
    [C.macos('10.12'), X1, 'unknown'],
    [C.macos('10.13'), X1, 'there'],
    [C.ios('15'), X2, 'not there'],
    [C.ios('16'), X2, 'there'],
    [C.macos('12'), X2, 'not there'],
    [C.macos('13'), X2, 'there'],
    [C.ios('15'), anchor('CN=Entrust Root Certification Authority - G4'), 'unknown'],
    [C.IOS_10_3, DIGICERT_G2, 'there'],
    [C.ios('9.3'), DIGICERT_G2, 'unknown'],
    [C.IOS, DIGICERT, 'there'],
    [C.IOS, X2, 'unknown'],
  ])('%s', (platform, root, expected) => {
    expect(word(reach(root, platform))).toBe(expected);
  });
});

describe('stores that are kept up by themselves', () => {
  test.each([
    ['Windows before its first list', C.WINDOWS_7, {}, VERISIGN, '2009-06-01', 'there'],
    ['a root of the day in the seed’s time', C.WINDOWS_XP_SP3, {}, DIGICERT, '2008-06-01', 'there'],
    ['a root that is not made yet', C.WINDOWS_XP_SP3, {}, DIGICERT_G2, '2008-06-01', 'unknown'],
    ['a root that came later', C.WINDOWS_7, {}, X1, '2016-05-01', 'not there'],
    ['a root on Windows today', C.WINDOWS_11, {}, X1, TODAY, 'there'],
    ['a root that Windows alone lists', C.WINDOWS_11, {}, CODE_SIGNING, TODAY, 'unknown'],
    [
      'Firefox, before Mozilla dropped it',
      C.WINDOWS_11,
      { with: ClientApplication.FIREFOX },
      DIGICERT,
      '2026-04-01',
      'there',
    ],
    ['Firefox, after it', C.WINDOWS_11, { with: ClientApplication.FIREFOX }, DIGICERT, TODAY, 'not there'],
    ['Thunderbird, after it', C.WINDOWS_11, { with: ClientApplication.THUNDERBIRD }, DIGICERT, TODAY, 'not there'],
    ['distributions after it', C.LINUX_OPENSSL, {}, DIGICERT, TODAY, 'unknown'],
    ['the service of mobile Outlook', C.ios('9'), { with: ClientApplication.OUTLOOK_MOBILE }, X1, TODAY, 'there'],
  ])('%s', (_, platform, asking, root, on, expected) => {
    expect(word(reach(root, platform, { ...asking, on }))).toBe(expected);
  });
});

describe('Chrome', () => {
  const CHROME = { with: ClientApplication.CHROME };

  test('drops roots by the age of their keys, on the day that its policy names', () => {
    expect(word(reach(DIGICERT, C.WINDOWS_11, { ...CHROME, on: '2026-04-14' }))).toBe('there');
    expect(reach(DIGICERT, C.WINDOWS_11, { ...CHROME, on: '2026-04-14' }).leavesOn).toBe('2026-04-15');
    expect(word(reach(DIGICERT, C.WINDOWS_11, { ...CHROME, on: '2026-04-15' }))).toBe('not there');
    expect(reach(anchor('CN=AAA Certificate Services'), C.WINDOWS_11, { ...CHROME, on: '2025-01-01' }).leavesOn).toBe(
      '2025-04-15',
    );
    expect(reach(GLOBALSIGN_R3, C.WINDOWS_11, CHROME).leavesOn).toBe('2027-04-15');
    expect(reach(DIGICERT_G2, C.LINUX_CHROMIUM).leavesOn).toBe('2029-04-15');
    expect(reach(X1, C.android('13'), CHROME).leavesOn).toBe('2030-06-04');
  });

  test('asks the system before version 105, and always on iOS', () => {
    expect(reach(DIGICERT, C.WINDOWS_11, { ...CHROME, on: '2021-01-01' }).reason).toContain('Windows 11');
    expect(word(reach(DIGICERT, C.ios('17'), CHROME))).toBe('there');
  });

  test('what came to the other stores after its last list is unknown', () => {
    const later = listedRoots().filter(
      ({ stores }) =>
        !stores.chrome &&
        (stores.mozilla?.intervals[0].from ?? '') > '2025' &&
        (stores.windows?.intervals.length ?? 0) > 0,
    );
    expect(later.length).toBeGreaterThan(0);
    for (const { subject } of later) expect(word(reach(anchor(subject), C.WINDOWS_11, CHROME))).toBe('unknown');
  });
});

describe('distrust by date of issue', () => {
  test.each([
    [C.WINDOWS_11, { with: ClientApplication.CHROME }, '2024-11-11', true],
    [C.WINDOWS_11, { with: ClientApplication.FIREFOX, on: '2025-01-01' }, '2024-11-30', true],
    [C.LINUX_JAVA, {}, '2024-11-11', true],
    [C.ios('18.2'), {}, '2024-11-15', true],
    [C.macos('15'), {}, '2024-11-15', false],
    [C.ios('17'), {}, '2024-11-15', false],
    [C.macos('26'), {}, '2024-11-15', true],
  ])('%s', (platform, asking, lastDay, certain) => {
    expect(reach(ENTRUST_G2, platform, asking).condition).toMatchObject({ lastDay, certain });
  });

  test('binds the roots that the stores name, and no other', () => {
    expect(reach(ENTRUST_G2, C.WINDOWS_11).condition).toBeUndefined();
    expect(reach(DIGICERT_G2, C.WINDOWS_11, { with: ClientApplication.CHROME }).condition).toBeUndefined();
    const bound = listedRoots().filter(
      ({ stores, subject }) =>
        stores.chrome?.intervals.some(({ until }) => until === undefined) &&
        issueConditionOf('chrome' as never, subject),
    );
    expect(bound).toHaveLength(13);
  });

  test('every condition has a source that the table knows', () => {
    const sources = ISSUE_CONDITIONS.flatMap(({ source }) => source.split('; '));
    expect(sources.filter((source) => describeSource(source) === undefined)).toEqual([]);
  });
});

test('nobody pushes a public root that the store has not, unless it is declared', () => {
  const dropped = anchor('CN=Autoridade Certificadora Raiz Brasileira v2');
  const asking = { management: ClientManagement.DOMAIN_JOINED };
  expect(reach(dropped, C.WINDOWS_11, asking)).toMatchObject({ state: RootState.INSTALLABLE });
  expect(word(reach(dropped, C.WINDOWS_11, asking))).toBe('not there');
});

test('a root that no list has is what the declaration says it is', () => {
  const made: TrustAnchor = { ...X1, sha256: '00'.repeat(32), keyId: '11'.repeat(32), subject: 'CN=Contoso Vendor' };
  expect(word(reach(made, C.WINDOWS_11))).toBe('there');
  expect(word(reach({ ...made, keyId: undefined, subject: X1.subject }, C.WINDOWS_11))).toBe('unknown');
});

test('every answer about every root, on every platform, has a source that the table knows', () => {
  const unknownSources = new Set<string>();
  for (const root of listedRoots().filter((_, i) => i % 7 === 0)) {
    const asked: TrustAnchor = { ...X1, sha256: root.sha256, keyId: root.keyId, subject: root.subject };
    expect(listedAs(asked)).toContainEqual(root);
    for (const { id } of PLATFORMS) {
      const { source } = reach(asked, C.of(id));
      for (const key of source.split('; ')) if (describeSource(key) === undefined) unknownSources.add(key);
    }
  }
  expect([...unknownSources]).toEqual([]);
});
