import { no, unknown, yes } from '../../model/fact';
import { NOTHING_STATED, PlatformFacts } from '../platform-facts';

const WILDCARD_PRINCIPAL = 'TN:cc535023; page:msxfaq.de';
const SHA2 = 'page:blogs.technet.pki';
const ECC = 'page:community.digicert.com';
const CN_SAFE = yes('page:digicert.com', 'every client of its time took an exact common name');
const POLICIES = no('DERIVED', 'commercial certificates carry the extension (BR 7.1.2.7) and are accepted');

const DESKTOP = {
  ...NOTHING_STATED,
  family: 'windows',
  rootStore: { kind: 'commercial', source: 'SEED, Trusted Third-Party Certificates' },
  userCanInstallRoot: yes('SEED, Self-Signed Certificates', 'the machine store needs a local administrator'),
  domainPush: yes('page:techgenix.com; page:cloudingenium.com', 'as soon as a domain controller is reached'),
  handInstalledRootNeedsCa: no('SEED, Self-Signed Certificates', 'a self-signed certificate itself is put there'),
  applicationsUseInstalledRoots: yes('SEED, Overview of Digital Certificates'),
  failsOnCertificatePolicies: POLICIES,
  certificateBasedAuthentication: unknown('not a platform of ActiveSync clients'),
  installByUser:
    'open the .cer file and put it in Trusted Root Certification Authorities, or certutil -addstore Root ca.cer',
  installByAdministrator:
    'group policy: Public Key Policies, Trusted Root Certification Authorities; or certutil -dspublish -f ca.cer RootCA',
  domainJoinable: true,
  sources: ['SEED', 'page:techgenix.com', 'page:cloudingenium.com'],
} as const satisfies Partial<PlatformFacts>;

const BEFORE_VISTA_SP1 = {
  wildcard: yes('KB258858', 'on web sites; Outlook Anywhere compares a principal name of its own'),
  commonNameAccepted: CN_SAFE,
  toleratesWildcardPrincipal: no(WILDCARD_PRINCIPAL, 'the msstd principal name must equal a name of the certificate'),
} as const;

const FROM_VISTA_SP1 = {
  wildcard: yes(`CERT16; ${WILDCARD_PRINCIPAL}`),
  toleratesWildcardPrincipal: yes(WILDCARD_PRINCIPAL),
  sha2: yes(SHA2),
  sha512Chain: yes(SHA2),
  ecdsa: yes(ECC),
} as const;

const WITH_MDM = { mdmPush: yes('DERIVED', 'device management is the only push where there is no domain') } as const;

/** Windows on computers, oldest first. */
export const WINDOWS_PLATFORMS: readonly PlatformFacts[] = [
  {
    ...DESKTOP,
    ...BEFORE_VISTA_SP1,
    id: 'windows-xp',
    label: 'Windows XP',
    rootStore: { ...DESKTOP.rootStore, note: 'a list that is no longer kept up' },
    sha2: unknown(
      'Service Pack 3 brings SHA-2, nothing before it does; use windows-xp-sp3 where it is installed',
      SHA2,
    ),
    sha512Chain: unknown('Service Pack 3 brings SHA-2, nothing before it does', SHA2),
    ecdsa: no(ECC),
  },
  {
    ...DESKTOP,
    ...BEFORE_VISTA_SP1,
    id: 'windows-xp-sp3',
    label: 'Windows XP SP3',
    rootStore: { ...DESKTOP.rootStore, note: 'a list that is no longer kept up' },
    sha2: yes(SHA2),
    sha512Chain: yes(SHA2),
    ecdsa: no(ECC),
  },
  {
    ...DESKTOP,
    ...BEFORE_VISTA_SP1,
    id: 'windows-vista',
    label: 'Windows Vista RTM',
    rootStore: { ...DESKTOP.rootStore, note: 'a list that is no longer kept up' },
    sha2: yes(SHA2),
    sha512Chain: yes(SHA2),
    ecdsa: yes(ECC),
  },
  {
    ...DESKTOP,
    ...FROM_VISTA_SP1,
    commonNameAccepted: CN_SAFE,
    id: 'windows-vista-sp1',
    label: 'Windows Vista SP1',
    rootStore: { ...DESKTOP.rootStore, note: 'a list that is no longer kept up' },
  },
  { ...DESKTOP, ...FROM_VISTA_SP1, commonNameAccepted: CN_SAFE, id: 'windows-7', label: 'Windows 7' },
  { ...DESKTOP, ...FROM_VISTA_SP1, ...WITH_MDM, id: 'windows-10', label: 'Windows 10' },
  { ...DESKTOP, ...FROM_VISTA_SP1, ...WITH_MDM, id: 'windows-11', label: 'Windows 11' },
];
