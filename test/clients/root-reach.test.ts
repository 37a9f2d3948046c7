import { ClientApplication, ClientPlatform, PLATFORMS, RootReach, rootReach } from '../../lib/clients';
import { describeSource } from '../../lib/exchange';
import { ClientManagement, ClientPlace, Population, RootState, TrustAnchor, TrustAnchorKind } from '../../lib/model';

const C = ClientPlatform;
const DAY = '2026-11-30';
const SHA1 = 'AB'.repeat(20);
const SHA256 = 'CD'.repeat(32);

const PRIVATE: TrustAnchor = { id: 'app/ca', name: 'Contoso Root CA', kind: TrustAnchorKind.PRIVATE, madeHere: false };
const SELF_SIGNED: TrustAnchor = { id: 'app/self', name: 'CAS01', kind: TrustAnchorKind.SELF_SIGNED, madeHere: true };
const COMMERCIAL: TrustAnchor = {
  id: 'root:cd',
  name: 'ISRG Root X1',
  kind: TrustAnchorKind.COMMERCIAL,
  sha1: SHA1,
  sha256: SHA256.toLowerCase(),
  madeHere: false,
};

function population(platform: ClientPlatform, more: Partial<Population> = {}): Population {
  return {
    id: 'app/clients',
    name: 'clients',
    platform: platform.id,
    place: ClientPlace.OUTSIDE,
    management: ClientManagement.NONE,
    roots: [],
    uses: [],
    servers: [],
    clientCertificates: false,
    ...more,
  };
}

function domain(place: ClientPlace, platform = C.WINDOWS_7): Population {
  return population(platform, { management: ClientManagement.DOMAIN_JOINED, place });
}

function mdm(platform: ClientPlatform, more: Partial<Population> = {}): Population {
  return population(platform, { management: ClientManagement.MDM, ...more });
}

function state(clients: Population, anchor: TrustAnchor): RootState | undefined {
  return rootReach(clients, anchor, DAY).state;
}

describe('what the population declares', () => {
  test('for the anchor itself comes first, for a fingerprint next, for every root last', () => {
    const roots = [
      { state: RootState.BLOCKED },
      { fingerprint: SHA1.toLowerCase(), state: RootState.INSTALLED },
      { anchor: PRIVATE.id, state: RootState.PUSHED },
    ];
    const clients = population(C.WINDOWS_MOBILE_6, { roots });
    expect(rootReach(clients, PRIVATE, DAY)).toEqual({
      state: RootState.PUSHED,
      reason: 'the population declares it',
      source: 'DECLARED',
      declared: true,
    });
    expect(state(clients, { ...PRIVATE, id: 'app/other', sha1: SHA1 })).toBe(RootState.INSTALLED);
    expect(state(clients, { ...PRIVATE, id: 'app/other' })).toBe(RootState.BLOCKED);
    expect(state(clients, SELF_SIGNED)).toBe(RootState.BLOCKED);
  });

  test('for every root does not touch the roots that the platform ships with', () => {
    const roots = [{ state: RootState.BLOCKED }];
    expect(state(population(C.IOS, { roots }), COMMERCIAL)).toBe(RootState.PREINSTALLED);
    expect(state(population(C.WINDOWS_MOBILE_5, { roots }), COMMERCIAL)).toBe(RootState.BLOCKED);
    expect(state(population(C.WINDOWS_MOBILE_6, { roots }), COMMERCIAL)).toBeUndefined();
  });

  test('a commercial root that the clients are said to ship with is there', () => {
    const roots = [{ fingerprint: SHA256, state: RootState.PREINSTALLED }];
    expect(state(population(C.WINDOWS_MOBILE_6, { roots }), COMMERCIAL)).toBe(RootState.PREINSTALLED);
  });

  test('a platform that the tables do not hold is judged by what is declared alone', () => {
    const clients = population(C.of('os-2'));
    expect(rootReach(clients, PRIVATE, DAY)).toMatchObject({ source: 'NONE', declared: false });
    expect(state(clients, PRIVATE)).toBeUndefined();
    expect(state({ ...clients, roots: [{ state: RootState.INSTALLED }] }, PRIVATE)).toBe(RootState.INSTALLED);
  });
});

describe('commercial roots', () => {
  test.each([C.WINDOWS_XP, C.WINDOWS_11, C.MACOS, C.IOS, C.ANDROID])('%s ships with them', (platform) => {
    expect(state(population(platform), COMMERCIAL)).toBe(RootState.PREINSTALLED);
  });

  test('Windows Mobile 5.0 ships with its own list alone', () => {
    expect(state(population(C.WINDOWS_MOBILE_5), COMMERCIAL)).not.toBe(RootState.PREINSTALLED);
    const listed = { ...COMMERCIAL, name: 'GTE CyberTrust global root' };
    expect(state(population(C.WINDOWS_MOBILE_5), listed)).toBe(RootState.PREINSTALLED);
  });

  test('a platform whose list nobody wrote down is unknown', () => {
    for (const platform of [C.WINDOWS_MOBILE_6, C.BLACKBERRY, C.SYMBIAN, C.FEATURE_PHONE, C.ANDROID_BEFORE_7]) {
      expect(state(population(platform), COMMERCIAL)).toBeUndefined();
    }
  });

  test('an application that ignores installed roots still has those of the platform', () => {
    const clients = population(C.ANDROID, { application: ClientApplication.MAIL_APP_WITHOUT_USER_ROOTS.id });
    expect(state(clients, COMMERCIAL)).toBe(RootState.PREINSTALLED);
  });
});

describe('the directory', () => {
  test('pushes a private root inside and over VPN', () => {
    expect(state(domain(ClientPlace.INSIDE), PRIVATE)).toBe(RootState.PUSHED);
    expect(state(domain(ClientPlace.OUTSIDE_WITH_VPN), PRIVATE)).toBe(RootState.PUSHED);
  });

  test('does not reach computers outside', () => {
    expect(state(domain(ClientPlace.OUTSIDE), PRIVATE)).toBe(RootState.OUT_OF_REACH);
  });

  test('pushes nothing that is not published in it: the user installs', () => {
    const unpublished = { ...PRIVATE, publishedInDirectory: false };
    expect(state(domain(ClientPlace.INSIDE), unpublished)).toBe(RootState.INSTALLABLE);
    expect(state(domain(ClientPlace.OUTSIDE), unpublished)).toBe(RootState.INSTALLABLE);
  });

  test('pushes a self-signed certificate only where it is said to be published', () => {
    expect(state(domain(ClientPlace.INSIDE), SELF_SIGNED)).toBe(RootState.INSTALLABLE);
    expect(state(domain(ClientPlace.INSIDE), { ...SELF_SIGNED, publishedInDirectory: true })).toBe(RootState.PUSHED);
  });

  test('does not reach phones and Macs', () => {
    expect(state(domain(ClientPlace.INSIDE, C.WINDOWS_MOBILE_6), PRIVATE)).toBe(RootState.INSTALLABLE);
    expect(state(domain(ClientPlace.INSIDE, C.MACOS), PRIVATE)).toBe(RootState.INSTALLABLE);
  });
});

describe('device management', () => {
  test('pushes a private root wherever the phone is', () => {
    expect(state(mdm(C.IOS), PRIVATE)).toBe(RootState.PUSHED);
    expect(state(mdm(C.WINDOWS_PHONE_8, { place: ClientPlace.INSIDE }), PRIVATE)).toBe(RootState.PUSHED);
  });

  test('pushes no self-signed certificate by itself', () => {
    expect(state(mdm(C.MACOS), SELF_SIGNED)).toBe(RootState.INSTALLABLE);
  });

  test('a certificate that cannot be trusted by hand may still be pushed, and nobody says so', () => {
    const endEntity = { ...SELF_SIGNED, endEntity: true };
    expect(state(mdm(C.IOS), endEntity)).toBeUndefined();
    expect(state(population(C.IOS), endEntity)).toBe(RootState.BLOCKED);
  });

  test('does not exist on Windows Phone 7 and feature phones', () => {
    expect(state(mdm(C.WINDOWS_PHONE_7), PRIVATE)).toBe(RootState.INSTALLABLE);
    expect(state(mdm(C.FEATURE_PHONE), PRIVATE)).toBe(RootState.BLOCKED);
    expect(state(mdm(C.FEATURE_PHONE), SELF_SIGNED)).toBe(RootState.BLOCKED);
  });
});

describe('by hand', () => {
  test.each([C.WINDOWS_XP, C.WINDOWS_MOBILE_6, C.MACOS, C.IOS_10_3, C.SYMBIAN])(
    'on %s the user can install a root',
    (platform) => {
      const reach = rootReach(population(platform), PRIVATE, DAY);
      expect(reach.state).toBe(RootState.INSTALLABLE);
      expect(reach.reason.length).toBeGreaterThan(10);
    },
  );

  test('on Windows Mobile 5.0 it depends on the operator, on BlackBerry nobody knows', () => {
    expect(state(population(C.WINDOWS_MOBILE_5), PRIVATE)).toBeUndefined();
    expect(rootReach(population(C.WINDOWS_MOBILE_5), PRIVATE, DAY).reason).toContain('operator');
    expect(state(population(C.BLACKBERRY), PRIVATE)).toBeUndefined();
  });

  test('on a feature phone nobody can', () => {
    expect(state(population(C.FEATURE_PHONE), PRIVATE)).toBe(RootState.BLOCKED);
    expect(state(population(C.FEATURE_PHONE), SELF_SIGNED)).toBe(RootState.BLOCKED);
  });

  test('from iOS 10.3 on only a CA certificate can be trusted', () => {
    expect(state(population(C.IOS), SELF_SIGNED)).toBeUndefined();
    expect(state(population(C.IOS), { ...SELF_SIGNED, endEntity: false })).toBe(RootState.INSTALLABLE);
    expect(state(population(C.IOS), { ...SELF_SIGNED, endEntity: true })).toBe(RootState.BLOCKED);
    expect(state(population(C.IOS_BEFORE_10_3), { ...SELF_SIGNED, endEntity: true })).toBe(RootState.INSTALLABLE);
  });
});

describe('applications', () => {
  test('on Android 7 and later a root reaches an application that opts in, no other', () => {
    const withRoots = ClientApplication.MAIL_APP_WITH_USER_ROOTS.id;
    const without = ClientApplication.MAIL_APP_WITHOUT_USER_ROOTS.id;
    expect(state(population(C.ANDROID, { application: withRoots }), PRIVATE)).toBe(RootState.INSTALLABLE);
    expect(state(mdm(C.ANDROID, { application: withRoots }), PRIVATE)).toBe(RootState.PUSHED);
    expect(state(population(C.ANDROID_7, { application: without }), PRIVATE)).toBe(RootState.BLOCKED);
    expect(state(mdm(C.ANDROID, { application: without }), PRIVATE)).toBe(RootState.BLOCKED);
  });

  test('an application that nobody names, or that nobody knows about, is unknown there', () => {
    expect(state(population(C.ANDROID), PRIVATE)).toBeUndefined();
    expect(state(population(C.ANDROID, { application: ClientApplication.NATIVE_MAIL.id }), PRIVATE)).toBeUndefined();
    expect(state(population(C.ANDROID_BEFORE_7), PRIVATE)).toBe(RootState.INSTALLABLE);
  });

  test('a declared root does not reach an application that ignores installed roots', () => {
    const application = ClientApplication.MAIL_APP_WITHOUT_USER_ROOTS.id;
    const clients = population(C.ANDROID, { application, roots: [{ state: RootState.INSTALLED }] });
    expect(rootReach(clients, PRIVATE, DAY)).toMatchObject({ state: RootState.BLOCKED, declared: false });
    const named = { ...clients, application: ClientApplication.MAIL_APP_WITH_USER_ROOTS.id };
    expect(rootReach(named, PRIVATE, DAY)).toMatchObject({ state: RootState.INSTALLED, declared: true });
    // Where nobody names the program, the statement counts.
    expect(state({ ...clients, application: undefined }, PRIVATE)).toBe(RootState.INSTALLED);
    expect(state({ ...clients, roots: [{ state: RootState.PREINSTALLED }] }, PRIVATE)).toBe(RootState.PREINSTALLED);
  });

  test('Firefox takes the roots of the system since version 120, Thunderbird by policy alone', () => {
    const firefox = { ...domain(ClientPlace.INSIDE), application: ClientApplication.FIREFOX.id };
    expect(state(firefox, PRIVATE)).toBe(RootState.PUSHED);
    const thunderbird = { ...firefox, application: ClientApplication.THUNDERBIRD.id };
    expect(state(thunderbird, PRIVATE)).toBe(RootState.INSTALLABLE);
    expect(state(firefox, COMMERCIAL)).toBe(RootState.PREINSTALLED);
  });

  test('an application that the tables do not hold is unknown', () => {
    expect(state(population(C.IOS, { application: 'eudora' }), PRIVATE)).toBeUndefined();
  });
});

function everyReach(): RootReach[] {
  const anchors = [PRIVATE, SELF_SIGNED, COMMERCIAL];
  return PLATFORMS.flatMap((platform) =>
    Object.values(ClientPlace).flatMap((place) =>
      Object.values(ClientManagement).flatMap((management) =>
        anchors.map((anchor) => rootReach(population(C.of(platform.id), { place, management }), anchor, DAY)),
      ),
    ),
  );
}

test('every answer has a reason and a source that the table knows', () => {
  const reaches = everyReach();
  expect(reaches).toHaveLength(PLATFORMS.length * 36);
  for (const reach of reaches) {
    expect(reach.reason).not.toBe('');
    expect(describeSource(reach.source)).toBeDefined();
  }
});
