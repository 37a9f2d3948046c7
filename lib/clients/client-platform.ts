import { platformOfRelease, ReleaseFamily } from './releases';

/**
 * What clients run on: decides their root store and what they accept. A constant stands for a range of releases: what differs within
 * it is unknown until the release is named, `ClientPlatform.android('13')`.
 */
export class ClientPlatform {
  static readonly WINDOWS_XP = new ClientPlatform('windows-xp');
  static readonly WINDOWS_XP_SP3 = new ClientPlatform('windows-xp-sp3');
  /** Windows Vista without a service pack. */
  static readonly WINDOWS_VISTA = new ClientPlatform('windows-vista');
  /** Windows Vista with SP1 or later. */
  static readonly WINDOWS_VISTA_SP1 = new ClientPlatform('windows-vista-sp1');
  static readonly WINDOWS_7 = new ClientPlatform('windows-7');
  static readonly WINDOWS_8 = new ClientPlatform('windows-8');
  static readonly WINDOWS_8_1 = new ClientPlatform('windows-8-1');
  /** Windows 10, every release; `windows10('22H2')` for one. */
  static readonly WINDOWS_10 = new ClientPlatform('windows-10');
  /** Windows 11, every release; `windows11('24H2')` for one. */
  static readonly WINDOWS_11 = new ClientPlatform('windows-11');
  static readonly WINDOWS_MOBILE_5 = new ClientPlatform('windows-mobile-5');
  static readonly WINDOWS_MOBILE_6 = new ClientPlatform('windows-mobile-6');
  static readonly WINDOWS_MOBILE_6_1 = new ClientPlatform('windows-mobile-6-1');
  static readonly WINDOWS_MOBILE_6_5 = new ClientPlatform('windows-mobile-6-5');
  static readonly WINDOWS_PHONE_7 = new ClientPlatform('windows-phone-7');
  /** Windows Phone 8 and 8.1. */
  static readonly WINDOWS_PHONE_8 = new ClientPlatform('windows-phone-8');
  static readonly MACOS_BEFORE_10_15 = new ClientPlatform('macos-before-10-15');
  /** macOS 10.15 and later; `macos('14')` for one release. */
  static readonly MACOS = new ClientPlatform('macos');
  static readonly IOS_BEFORE_10_3 = new ClientPlatform('ios-before-10-3');
  /** iOS 10.3 to 12. */
  static readonly IOS_10_3 = new ClientPlatform('ios-10-3');
  /** iOS 13 and later, iPadOS; `ios('17')` for one release. */
  static readonly IOS = new ClientPlatform('ios');
  static readonly ANDROID_BEFORE_7 = new ClientPlatform('android-before-7');
  /** Android 7 to 10; `android('9')` for one release. */
  static readonly ANDROID_7 = new ClientPlatform('android-7');
  /** Android 11 and later; `android('13')` for one release. */
  static readonly ANDROID = new ClientPlatform('android');
  static readonly SYMBIAN = new ClientPlatform('symbian');
  static readonly BLACKBERRY = new ClientPlatform('blackberry');
  static readonly BLACKBERRY_10 = new ClientPlatform('blackberry-10');
  /** A phone whose root store nobody but the manufacturer can change. */
  static readonly FEATURE_PHONE = new ClientPlatform('feature-phone');

  /** Programs on Linux that use OpenSSL 3. */
  static readonly LINUX_OPENSSL = new ClientPlatform('linux-openssl');
  /** Programs on Linux that use GnuTLS 3. */
  static readonly LINUX_GNUTLS = new ClientPlatform('linux-gnutls');
  /** Programs on Linux that use NSS and leave the check to it. */
  static readonly LINUX_NSS = new ClientPlatform('linux-nss');
  /** Go programs on Linux. */
  static readonly LINUX_GO = new ClientPlatform('linux-go');
  /** Java programs on Linux. */
  static readonly LINUX_JAVA = new ClientPlatform('linux-java');
  static readonly LINUX_CHROMIUM = new ClientPlatform('linux-chromium');
  static readonly LINUX_FIREFOX = new ClientPlatform('linux-firefox');

  /** One release of Android, such as `13`, `7.1.1` or `4.4`. `7` stands for 7.0 to 7.1.2. */
  static android(release: string): ClientPlatform {
    return ClientPlatform.at('android', release);
  }

  /** One release of iOS or iPadOS, such as `17`, `12.4` or `10.3`. A major release stands for its minor ones. */
  static ios(release: string): ClientPlatform {
    return ClientPlatform.at('ios', release);
  }

  /** One release of macOS, such as `14` or `10.13`. */
  static macos(release: string): ClientPlatform {
    return ClientPlatform.at('macos', release);
  }

  /** One release of Windows 10, such as `22H2` or `1809`. */
  static windows10(release: string): ClientPlatform {
    return ClientPlatform.at('windows-10', release);
  }

  /** One release of Windows 11, such as `24H2`. */
  static windows11(release: string): ClientPlatform {
    return ClientPlatform.at('windows-11', release);
  }

  /** A platform by its id; one that the tables do not hold makes every fact unknown. */
  static of(id: string): ClientPlatform {
    return new ClientPlatform(id);
  }

  /** What is no text names no release that exists, and never the whole range. */
  private static at(family: ReleaseFamily, release: unknown): ClientPlatform {
    const named = typeof release === 'string' ? release : `${JSON.stringify(release) ?? 'undefined'} (no text)`;
    return new ClientPlatform(platformOfRelease(family, named), named);
  }

  private constructor(
    readonly id: string,
    /** The one release that is meant. Left out: every release of the platform's range. */
    readonly release?: string,
  ) {}

  toString(): string {
    return this.release === undefined ? this.id : `${this.id} ${this.release}`;
  }
}
