import { RootStore } from '../../model';
import { no, unknown, yes } from '../../model/fact';
import { NOTHING_STATED, PlatformFacts } from '../platform-facts';

const WILDCARD_PRINCIPAL = 'TN:cc535023; page:msxfaq.de';
const PRINCIPAL = 'page:clintboessen.blogspot.com';
const SHA2 = 'page:blogs.technet.pki';
const ECC = 'page:community.digicert.com';
const PSS = 'page:pkisolutions.com';
const TLS = 'page:kaushalp.github.io';
const OLD_TLS_ENDS = 'page:techcommunity.tls';
const SHA1_ENDS = 'page:msedgedev';
const CN_SAFE = yes('page:digicert.com', 'every client of its time took an exact common name');
const POLICIES = no('DERIVED', 'commercial certificates carry the extension (BR 7.1.2.7) and are accepted');
const NO_SNI = no('page:networking4all.com; page:sslmarket.com', 'programs that use the TLS of Windows');
const SENDS_SNI = yes('page:sslmarket.com', 'from Vista on');
const ASKS = yes('SEED, Self-Signed Certificates', 'the person is asked whether to trust');

const DESKTOP = {
  ...NOTHING_STATED,
  family: 'windows',
  rootStore: { kind: 'commercial', list: RootStore.WINDOWS, source: 'SEED, Trusted Third-Party Certificates' },
  userCanInstallRoot: yes('SEED, Self-Signed Certificates', 'the machine store needs a local administrator'),
  domainPush: yes('page:techgenix.com; page:cloudingenium.com', 'as soon as a domain controller is reached'),
  handInstalledRootNeedsCa: no('SEED, Self-Signed Certificates', 'a self-signed certificate itself is put there'),
  applicationsUseInstalledRoots: yes('SEED, Overview of Digital Certificates'),
  failsOnCertificatePolicies: POLICIES,
  certificateBasedAuthentication: unknown('not a platform of ActiveSync clients'),
  asksAboutIssuer: ASKS,
  asksAboutName: ASKS,
  tls10: yes(TLS),
  findsIntermediates: unknown(
    'programs on the validator of Windows fetch them where the certificate says from where and that can be reached',
    'page:windows-certificate-discovery',
  ),
  demandsStaple: no('page:blog.apnic.net', 'Internet Explorer and Edge went on without a stapled response'),
  installByUser:
    'open the .cer file and put it in Trusted Root Certification Authorities, or certutil -addstore Root ca.cer',
  installByAdministrator:
    'group policy: Public Key Policies, Trusted Root Certification Authorities; or certutil -dspublish -f ca.cer RootCA',
  domainJoinable: true,
  sources: ['SEED', 'page:techgenix.com', 'page:cloudingenium.com'],
} as const satisfies Partial<PlatformFacts>;

/** XP and Vista: their roots are no longer kept up, they speak TLS 1.0 alone and still take SHA-1. */
const BEFORE_7 = {
  rootStore: { ...DESKTOP.rootStore, note: 'a list that is no longer kept up' },
  commonNameAccepted: CN_SAFE,
  sha1: yes('DERIVED', 'certificates of its time were signed with SHA-1; the end of SHA-1 came to Windows 7 and later'),
  tls12: no(TLS, 'the update of 2017 is for Windows Server 2008 alone'),
  tls13: no(TLS),
} as const;

const XP = {
  ...BEFORE_7,
  principalIsCommonName: yes(PRINCIPAL, 'any version of Outlook'),
  sni: NO_SNI,
  ecdsa: no(ECC),
  rsaPss: no(PSS, 'begins with the cryptography of Vista and Windows Server 2008'),
} as const;

const BEFORE_VISTA_SP1 = {
  wildcard: yes('KB258858', 'on web sites; Outlook Anywhere compares a principal name of its own'),
  toleratesWildcardPrincipal: no(WILDCARD_PRINCIPAL, 'the msstd principal name must equal a name of the certificate'),
} as const;

const FROM_VISTA = {
  principalIsCommonName: no(PRINCIPAL, 'any name of the certificate'),
  sni: SENDS_SNI,
  ecdsa: yes(ECC),
  rsaPss: yes(PSS, 'programs that leave the check to Windows'),
} as const;

const FROM_VISTA_SP1 = {
  ...FROM_VISTA,
  wildcard: yes(`CERT16; ${WILDCARD_PRINCIPAL}`),
  toleratesWildcardPrincipal: yes(WILDCARD_PRINCIPAL),
  sha2: yes(SHA2),
} as const;

/** The end of SHA-1 concerns what ends in a root that Microsoft ships, in its browsers. */
const FROM_7 = {
  ...FROM_VISTA_SP1,
  sha1: yes(
    SHA1_ENDS,
    'below roots of an organization; below those that Microsoft ships not in its browsers since 2017-05-09',
  ),
  minimumRsaBits: 1024,
  minimumRsaBitsSource: 'page:techcommunity.rsa',
  minimumRsaBitsFrom: '2012-10-09',
  commonNameAccepted: yes('GH:dotnet/corefx#34061; DERIVED', 'programs that leave the check to Windows, no wildcard'),
} as const;

const BEFORE_8_1 = {
  sha512Chain: unknown(
    'with TLS 1.2 only after an update: before it, Windows does not offer RSA with SHA-512',
    'page:michaelm.info; GH:golang/go#22422',
  ),
  tls13: no(TLS),
} as const;

const WINDOWS_7 = {
  tls12: unknown(
    'Outlook and other programs on WinHTTP speak it only with the update KB3140245 and DefaultSecureProtocols set',
    'KB3140245; GH:microsoft/cpprestsdk#246',
  ),
} as const;

const WITH_MDM = { mdmPush: yes('DERIVED', 'device management is the only push where there is no domain') } as const;

const FROM_10 = {
  ...FROM_7,
  ...WITH_MDM,
  sha512Chain: yes(SHA2),
  tls12: yes(`${TLS}; GH:microsoft/cpprestsdk#246`),
} as const;

const NO_MDM = { mdmPush: unknown('no source that was read states it') } as const;

/** Windows on computers, oldest first. */
export const WINDOWS_PLATFORMS: readonly PlatformFacts[] = [
  {
    ...DESKTOP,
    ...BEFORE_VISTA_SP1,
    ...XP,
    id: 'windows-xp',
    label: 'Windows XP',
    sha2: unknown(
      'Service Pack 3 brings SHA-2, nothing before it does; name Windows XP SP3 where it is installed',
      SHA2,
    ),
    sha512Chain: unknown('Service Pack 3 brings SHA-2, nothing before it does', SHA2),
  },
  {
    ...DESKTOP,
    ...BEFORE_VISTA_SP1,
    ...XP,
    id: 'windows-xp-sp3',
    label: 'Windows XP SP3',
    sha2: yes(SHA2),
    sha512Chain: yes(SHA2),
  },
  {
    ...DESKTOP,
    ...BEFORE_VISTA_SP1,
    ...BEFORE_7,
    ...FROM_VISTA,
    id: 'windows-vista',
    label: 'Windows Vista RTM',
    sha2: yes(SHA2),
    sha512Chain: yes(SHA2),
  },
  {
    ...DESKTOP,
    ...FROM_VISTA_SP1,
    ...BEFORE_7,
    id: 'windows-vista-sp1',
    label: 'Windows Vista SP1',
    sha512Chain: yes(SHA2),
  },
  { ...DESKTOP, ...FROM_7, ...BEFORE_8_1, ...WINDOWS_7, id: 'windows-7', label: 'Windows 7' },
  { ...DESKTOP, ...FROM_7, ...BEFORE_8_1, ...WINDOWS_7, ...NO_MDM, id: 'windows-8', label: 'Windows 8' },
  {
    ...DESKTOP,
    ...FROM_7,
    ...BEFORE_8_1,
    ...WITH_MDM,
    id: 'windows-8-1',
    label: 'Windows 8.1',
    tls12: yes(`${TLS}; GH:microsoft/cpprestsdk#246`),
  },
  {
    ...DESKTOP,
    ...FROM_10,
    id: 'windows-10',
    label: 'Windows 10',
    tls13: no('page:sockettools', 'not for production use before Windows 11'),
  },
  {
    ...DESKTOP,
    ...FROM_10,
    id: 'windows-11',
    label: 'Windows 11',
    tls13: yes('DERIVED; ODX:ExchangeServer/plan-and-deploy', 'the same TLS as Windows Server 2022, where it is on'),
    since: [
      {
        release: '23H2',
        facts: { tls10: unknown('releases after August 2023 switch it off; the release is not stated', OLD_TLS_ENDS) },
      },
      {
        release: '24H2',
        facts: { minimumPublicRsaBits: 2048, minimumPublicRsaBitsSource: 'page:techcommunity.rsa' },
      },
    ],
  },
];
