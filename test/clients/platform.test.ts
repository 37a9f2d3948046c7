import { adminCanPush, ClientPlatform, PlatformFacts, platformFacts } from '../../lib/clients';
import { ClientManagement } from '../../lib/model';

const C = ClientPlatform;

function facts(platform: ClientPlatform): PlatformFacts {
  const found = platformFacts(platform.id);
  if (!found) throw new Error(`no row ${platform.id}`);
  return found;
}

test('a platform that the tables do not hold has no row', () => {
  expect(platformFacts('os-2')).toBeUndefined();
  expect(platformFacts('toString')).toBeUndefined();
  expect(ClientPlatform.of('os-2').id).toBe('os-2');
});

describe('Windows', () => {
  test('Outlook Anywhere with a wildcard name: XP and Vista without a service pack refuse, later ones tolerate', () => {
    expect(facts(C.WINDOWS_XP).toleratesWildcardPrincipal.value).toBe(false);
    expect(facts(C.WINDOWS_VISTA).toleratesWildcardPrincipal.value).toBe(false);
    expect(facts(C.WINDOWS_VISTA_SP1).toleratesWildcardPrincipal.value).toBe(true);
    expect(facts(C.WINDOWS_11).toleratesWildcardPrincipal.value).toBe(true);
  });

  test('SHA-2 begins with XP SP3', () => {
    expect(facts(C.WINDOWS_XP).sha2.value).toBeUndefined();
    expect(facts(C.WINDOWS_XP_SP3).sha2.value).toBe(true);
    expect(facts(C.WINDOWS_7).sha2.value).toBe(true);
  });

  test('the directory pushes roots, and a self-signed certificate itself can be put among them', () => {
    expect(adminCanPush(facts(C.WINDOWS_7), ClientManagement.DOMAIN_JOINED).value).toBe(true);
    expect(adminCanPush(facts(C.WINDOWS_7), ClientManagement.NONE).value).toBe(false);
    expect(adminCanPush(facts(C.WINDOWS_7), ClientManagement.MDM).value).toBeUndefined();
    expect(facts(C.WINDOWS_7).handInstalledRootNeedsCa.value).toBe(false);
  });
});

describe('Windows Mobile', () => {
  test('version 5 ships with a short list and refuses wildcards', () => {
    const { rootStore, wildcard, userCanInstallRoot } = facts(C.WINDOWS_MOBILE_5);
    expect(rootStore.kind).toBe('named');
    expect(rootStore.names).toContain('GTE CyberTrust Global Root');
    expect(rootStore.names?.some((name) => /ISRG|DigiCert/.test(name))).toBe(false);
    expect(wildcard.value).toBe(false);
    expect(userCanInstallRoot.value).toBeUndefined();
  });

  test('version 6 can be given a root, fails on SHA-512 chains in 6.1 and 6.5, and knows client certificates', () => {
    for (const platform of [C.WINDOWS_MOBILE_6, C.WINDOWS_MOBILE_6_1, C.WINDOWS_MOBILE_6_5]) {
      expect(facts(platform).userCanInstallRoot.value).toBe(true);
      expect(facts(platform).certificateBasedAuthentication.value).toBe(true);
      expect(facts(platform).wildcard.value).toBe(true);
      expect(facts(platform).sha2.value).toBeUndefined();
    }
    expect(facts(C.WINDOWS_MOBILE_6).sha512Chain.value).toBeUndefined();
    expect(facts(C.WINDOWS_MOBILE_6_1).sha512Chain.value).toBe(false);
    expect(facts(C.WINDOWS_MOBILE_6_5).sha512Chain.value).toBe(false);
    expect(facts(C.WINDOWS_MOBILE_5).certificateBasedAuthentication.value).toBe(true);
  });
});

describe('Windows Phone', () => {
  test('7 takes roots by hand alone, 8 from device management too', () => {
    expect(facts(C.WINDOWS_PHONE_7)).toMatchObject({ userCanInstallRoot: { value: true }, mdmPush: { value: false } });
    expect(facts(C.WINDOWS_PHONE_8).mdmPush.value).toBe(true);
    expect(facts(C.WINDOWS_PHONE_7).certificateBasedAuthentication.value).toBeUndefined();
    expect(facts(C.WINDOWS_PHONE_8).certificateBasedAuthentication.value).toBe(true);
  });
});

describe('Apple', () => {
  test.each([C.IOS, C.MACOS])('%s holds to the rules of 2019', (platform) => {
    expect(facts(platform)).toMatchObject({
      maximumLifetimeDays: 825,
      maximumLifetimeFrom: '2019-07-01',
      minimumRsaBits: 2048,
      sha1: { value: false },
      sha2: { value: true },
      commonNameAccepted: { value: false },
      requiresServerAuth: { value: true },
    });
  });

  test('from iOS 10.3 on a root that a person installs must be a CA certificate', () => {
    expect(facts(C.IOS_BEFORE_10_3).handInstalledRootNeedsCa.value).toBe(false);
    expect(facts(C.IOS_10_3).handInstalledRootNeedsCa.value).toBe(true);
    expect(facts(C.IOS).handInstalledRootNeedsCa.value).toBe(true);
  });

  test('the rules of 2019 do not bind what came before', () => {
    expect(facts(C.IOS_10_3).maximumLifetimeDays).toBeUndefined();
    expect(facts(C.MACOS_BEFORE_10_15).requiresServerAuth.value).toBeUndefined();
  });
});

describe('Android', () => {
  test('from 7 on applications must opt in to installed roots', () => {
    expect(facts(C.ANDROID_BEFORE_7).applicationsUseInstalledRoots.value).toBe(true);
    expect(facts(C.ANDROID_7).applicationsUseInstalledRoots.value).toBe(false);
    expect(facts(C.ANDROID).applicationsUseInstalledRoots.value).toBe(false);
  });

  test('what the facts do not confirm stays unknown', () => {
    expect(facts(C.ANDROID_BEFORE_7).ecdsa.value).toBeUndefined();
    expect(facts(C.IOS_BEFORE_10_3).ecdsa.value).toBeUndefined();
    expect(facts(C.ANDROID_BEFORE_7).certificateBasedAuthentication.value).toBeUndefined();
  });
});

describe('other phones', () => {
  test('Symbian fails on the Certificate Policies extension, and nothing else does', () => {
    expect(facts(C.SYMBIAN).failsOnCertificatePolicies.value).toBe(true);
    expect(facts(C.IOS).failsOnCertificatePolicies.value).toBe(false);
    expect(facts(C.BLACKBERRY).failsOnCertificatePolicies.value).toBeUndefined();
  });

  test('nobody can install a root on a feature phone', () => {
    const phone = facts(C.FEATURE_PHONE);
    expect(phone).toMatchObject({
      userCanInstallRoot: { value: false },
      mdmPush: { value: false },
      domainPush: { value: false },
    });
  });

  test('of BlackBerry nothing is known', () => {
    expect(facts(C.BLACKBERRY).userCanInstallRoot.value).toBeUndefined();
    expect(facts(C.BLACKBERRY).rootStore.kind).toBe('unknown');
  });
});

describe('hash and key', () => {
  test.each([
    C.ANDROID_BEFORE_7,
    C.ANDROID_7,
    C.ANDROID,
    C.IOS_BEFORE_10_3,
    C.IOS,
    C.MACOS_BEFORE_10_15,
    C.WINDOWS_PHONE_7,
  ])('%s takes SHA-256', (platform) => {
    expect(facts(platform).sha2.value).toBe(true);
  });

  test('ECDSA: not on XP, from Vista on, and on current phones and Macs', () => {
    expect(facts(C.WINDOWS_XP_SP3).ecdsa.value).toBe(false);
    for (const platform of [
      C.WINDOWS_VISTA,
      C.WINDOWS_11,
      C.MACOS,
      C.IOS,
      C.IOS_10_3,
      C.ANDROID_7,
      C.ANDROID,
      C.WINDOWS_PHONE_8,
    ]) {
      expect(facts(platform).ecdsa.value).toBe(true);
    }
  });

  test('the common name alone: old clients take it, Apple since 2019 does not', () => {
    expect(facts(C.WINDOWS_XP).commonNameAccepted.value).toBe(true);
    expect(facts(C.WINDOWS_MOBILE_5).commonNameAccepted.value).toBe(true);
    expect(facts(C.IOS_10_3).commonNameAccepted.value).toBe(true);
    expect(facts(C.WINDOWS_11).commonNameAccepted.value).toBe(true);
    expect(facts(C.ANDROID).commonNameAccepted.value).toBe(false);
  });
});
