import {
  ClientPlatform,
  compareReleases,
  platformFacts,
  PLATFORMS,
  platformsWith,
  releaseFault,
  releasesOf,
} from '../../lib/clients';

describe('one release of a platform', () => {
  test.each([
    [ClientPlatform.android('13'), 'android', '13'],
    [ClientPlatform.android('9'), 'android-7', '9'],
    [ClientPlatform.android('7'), 'android-7', '7'],
    [ClientPlatform.android('4.4.2'), 'android-before-7', '4.4.2'],
    [ClientPlatform.ios('17.4.1'), 'ios', '17.4.1'],
    [ClientPlatform.ios('12'), 'ios-10-3', '12'],
    [ClientPlatform.ios('9'), 'ios-before-10-3', '9'],
    [ClientPlatform.macos('10.13'), 'macos-before-10-15', '10.13'],
    [ClientPlatform.macos('14.2'), 'macos', '14.2'],
    [ClientPlatform.windows10('22H2'), 'windows-10', '22H2'],
    [ClientPlatform.windows11('24h2'), 'windows-11', '24h2'],
  ])('%s lies in the range %s', (platform, id, release) => {
    expect(platform.id).toBe(id);
    expect(platform.release).toBe(release);
    expect(releaseFault(platform.id, platform.release!)).toBeUndefined();
  });

  test.each([
    [ClientPlatform.android('13.5'), /Android has no release 13\.5 .*known are .*13/],
    [ClientPlatform.android('7.3'), /Android has no release 7\.3/],
    [ClientPlatform.android('oreo'), /Android has no release oreo/],
    [ClientPlatform.android(''), /Android has no release/],
    [ClientPlatform.ios('8.9'), /iOS has no release 8\.9/],
    [ClientPlatform.ios('10'), /iOS 10 lies in several ranges \(ios-before-10-3, ios-10-3\)/],
    [ClientPlatform.macos('10'), /several ranges/],
    [ClientPlatform.windows11('22H3'), /Windows 11 has no release 22H3/],
  ])('%s does not exist, or is not enough', (platform, words) => {
    expect(releaseFault(platform.id, platform.release!)).toMatch(words);
  });

  test('a release of another range of the family, and of a platform without releases', () => {
    expect(releaseFault('android', '9')).toBe('Android 9 belongs to the platform android-7, not to android');
    expect(releaseFault('symbian', '9.1')).toBe('releases of symbian are not distinguished');
    expect(releaseFault('copier', '1')).toBe('releases of copier are not distinguished');
  });

  test('a constant stands for its range, a name for the releases that it can be', () => {
    expect(releasesOf('android')).toEqual(['11', '12', '12.1', '13', '14', '15', '16', '17']);
    expect(releasesOf('android-7', '7')).toEqual(['7.0', '7.1', '7.1.1', '7.1.2']);
    expect(releasesOf('android-7', '7.1')).toEqual(['7.1', '7.1.1', '7.1.2']);
    expect(releasesOf('android', '12L')).toEqual(['12.1']);
    expect(releasesOf('android', '13.0')).toEqual(['13']);
    expect(releasesOf('ios', '17.4.1')).toEqual(['17.4.1']);
    expect(releasesOf('ios', '27')).toEqual([]);
    expect(releasesOf('windows-xp')).toEqual([]);
  });

  test('iOS 10 lies in two ranges, 10.2 and 10.3 in one each', () => {
    expect(platformsWith('ios', '10')).toEqual(['ios-before-10-3', 'ios-10-3']);
    expect(platformsWith('ios', '10.2')).toEqual(['ios-before-10-3']);
    expect(platformsWith('ios', '10.3.4')).toEqual(['ios-10-3']);
  });

  test('releases are compared by their numbers', () => {
    const sorted = ['9', '10', '8.1', '8.0', '12.1', '12'].sort(compareReleases);
    expect(sorted).toEqual(['8.0', '8.1', '9', '10', '12', '12.1']);
    expect(compareReleases('24H2', '23H2')).toBeGreaterThan(0);
    expect(compareReleases('13', '13.0')).toBe(0);
  });
});

describe('facts by release', () => {
  test('a range that disagrees is unknown, and says from which release on it is what', () => {
    const range = platformFacts('android-7')!;
    expect(range.commonNameAccepted).toEqual({
      source: 'DERIVED; AOSP81; CONSCRYPT',
      note: 'differs by release: yes, not known from 8.1 on, no from 9 on; name the release',
    });
    expect(platformFacts('android-7', '8.0')!.commonNameAccepted.value).toBe(true);
    expect(platformFacts('android-7', '9')!.commonNameAccepted.value).toBe(false);
    expect(platformFacts('android-7', '9')!.sha1.value).toBe(false);
    expect(platformFacts('android-7', '9')!.label).toBe('Android 9');
  });

  test('a fact that the whole range agrees on is known without a release', () => {
    expect(platformFacts('android-7')!.tls12.value).toBe(true);
    expect(platformFacts('android-before-7')!.tls13.value).toBe(false);
    expect(platformFacts('android-before-7')!.ecdsa.value).toBeUndefined();
    expect(platformFacts('android-before-7', '4.4')!.ecdsa.value).toBe(true);
  });

  test('a name that several releases share is unknown where they differ', () => {
    expect(platformFacts('android-7', '8')!.commonNameAccepted.value).toBeUndefined();
    expect(platformFacts('ios-10-3', '12')!.tls13.value).toBeUndefined();
    expect(platformFacts('ios-10-3', '12.1')!.tls13.value).toBe(false);
    expect(platformFacts('ios-10-3', '12.4')!.tls13.value).toBe(true);
  });

  test('a release that does not exist counts as any of the range', () => {
    expect(platformFacts('android-7', '7.9')!.commonNameAccepted.value).toBeUndefined();
  });

  test('the smallest RSA key: by release of iOS, and below commercial roots by release of Windows 11', () => {
    expect(platformFacts('ios-10-3', '10.3')!.minimumRsaBits).toBeUndefined();
    expect(platformFacts('ios-10-3', '11')!.minimumRsaBits).toBe(2048);
    expect(platformFacts('ios-10-3')).toMatchObject({ minimumRsaBits: undefined, unsureRsaBits: 2048 });
    expect(platformFacts('windows-11')).toMatchObject({ minimumRsaBits: 1024, minimumPublicRsaBits: 'differs' });
    expect(platformFacts('windows-11', '24H2')!.minimumPublicRsaBits).toBe(2048);
    expect(platformFacts('windows-11', '22H2')!.minimumPublicRsaBits).toBeUndefined();
  });

  test('every release of a table entry lies in the range of its platform', () => {
    for (const { id, since } of PLATFORMS) {
      for (const entry of since ?? []) expect(releaseFault(id, entry.release)).toBeUndefined();
    }
  });
});
