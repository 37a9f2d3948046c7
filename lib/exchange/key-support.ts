import { CertificateRole, ExchangeProduct, ExchangeRelease } from '../model';
import { byProduct, isAtLeast } from './release-order';
import { BooleanFact, no, unknown, yes } from '../model/fact';

const ECC = 'page:jaapwesselius.com; page:frankysweb.de';
const APRIL_2024 = '2024-04';

const FIRST_2016 = { product: ExchangeProduct.EXCHANGE_2016, cumulativeUpdate: 23, securityUpdate: APRIL_2024 };
const FIRST_2019 = { product: ExchangeProduct.EXCHANGE_2019, cumulativeUpdate: 13, securityUpdate: APRIL_2024 };
const MAIL_2019 = { product: ExchangeProduct.EXCHANGE_2019, cumulativeUpdate: 15 };

const TOO_OLD = no(ECC, 'ECDSA begins with the April 2024 update of 2016 CU23, 2019 CU13 and CU14');
const SUPPORTED = yes(ECC, 'the server must be switched to ECC certificates first');
const UNSTATED = unknown(
  'ECDSA begins with the April 2024 update of 2016 CU23, 2019 CU13 and CU14; state the build',
  ECC,
);
const MAIL_TOO_OLD = no(ECC, 'POP3 and IMAP4 take ECDSA from 2019 CU15 and SE on');
const MAIL_UNSTATED = unknown('POP3 and IMAP4 take ECDSA from 2019 CU15 and SE on; state the build', ECC);
const NEVER_OAUTH = no(ECC, 'never for the server authentication certificate');
const UNNAMED_ROLE = unknown('the sources do not name this role', ECC);

/** The switch that makes a server take ECDSA certificates. */
export const ECDSA_SWITCH = Object.freeze({
  registryKey: 'HKLM\\SOFTWARE\\Microsoft\\ExchangeServer\\v15\\Diagnostics',
  valueName: 'EnableEccCertificateSupport',
  value: '1',
  /** Update from which this switch counts; settings overrides of earlier builds are obsolete. */
  from: '2024-11',
  source: 'HC:Diagnostics/HealthChecker',
});

/** Smallest RSA key, in bits. */
export const MINIMUM_RSA_BITS = Object.freeze({ bits: 2048, source: 'HC:Diagnostics/HealthChecker; APPLE:103769' });

/** Whether a role of a release takes an ECDSA certificate. */
export function ecdsaSupport(release: ExchangeRelease, role: CertificateRole): BooleanFact {
  if (role === CertificateRole.OAUTH) return NEVER_OAUTH;
  if (role === CertificateRole.POP || role === CertificateRole.IMAP) return mailDownloadSupport(release);
  const begun = siteSupport(release);
  const unnamed = role === CertificateRole.TRANSPORT_DEFAULT || role === CertificateRole.BACK_END;
  return unnamed && begun.value !== false ? UNNAMED_ROLE : begun;
}

function siteSupport(release: ExchangeRelease): BooleanFact {
  switch (release.product) {
    case ExchangeProduct.EXCHANGE_2016:
      return pick(isAtLeast(release, FIRST_2016), SUPPORTED, TOO_OLD, UNSTATED);
    case ExchangeProduct.EXCHANGE_2019:
      return pick(isAtLeast(release, FIRST_2019), SUPPORTED, TOO_OLD, UNSTATED);
    case ExchangeProduct.EXCHANGE_SE:
      return SUPPORTED;
    default:
      return TOO_OLD;
  }
}

function mailDownloadSupport(release: ExchangeRelease): BooleanFact {
  if (release.product === ExchangeProduct.EXCHANGE_2019) {
    return pick(isAtLeast(release, MAIL_2019), SUPPORTED, MAIL_TOO_OLD, MAIL_UNSTATED);
  }
  return release.product === ExchangeProduct.EXCHANGE_SE ? SUPPORTED : MAIL_TOO_OLD;
}

function pick(at: boolean | undefined, after: BooleanFact, before: BooleanFact, unstated: BooleanFact): BooleanFact {
  if (at === undefined) return unstated;
  return at ? after : before;
}

const LEGACY_PROVIDER = yes(
  'KB3032024',
  'forms sign-in of Outlook on the web and the admin center loops with an RSA key in a CNG key storage provider',
);
const MAYBE_LIFTED = unknown('whether builds of 2024 and later take an RSA key in a CNG provider is not confirmed');

const legacyProviderByLine = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: unknown('the article was not read for 2007', 'KB3032024'),
  [ExchangeProduct.EXCHANGE_2010]: LEGACY_PROVIDER,
  [ExchangeProduct.EXCHANGE_SE]: MAYBE_LIFTED,
});

/** The cryptographic provider that an RSA key of a web certificate belongs in. */
export const LEGACY_RSA_PROVIDER = Object.freeze({
  name: 'Microsoft RSA SChannel Cryptographic Provider',
  type: 12,
  keySpec: 'AT_KEYEXCHANGE',
  source: 'KB3032024',
});

/** Whether an RSA key of a role must lie in a legacy provider (CSP) and not in a CNG one (KSP). */
export function needsLegacyProvider(release: ExchangeRelease, role: CertificateRole): BooleanFact {
  if (role !== CertificateRole.IIS) return unknown('the article speaks of the web site alone', 'KB3032024');
  const byLine = legacyProviderByLine(release);
  if (byLine.value !== true) return byLine;
  const recent = { product: release.product, securityUpdate: APRIL_2024 };
  const canBeRecent =
    release.product === ExchangeProduct.EXCHANGE_2016 || release.product === ExchangeProduct.EXCHANGE_2019;
  return canBeRecent && isAtLeast(release, recent) !== false ? MAYBE_LIFTED : byLine;
}

/** Whether a Windows provider is a CNG key storage provider, not one of the Cryptographic API. */
export function isKeyStorageProvider(provider: string): boolean {
  return /key storage provider/i.test(provider);
}
