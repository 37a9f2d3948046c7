import { ClientProtocol } from '../../model';
import { no, unknown, yes } from '../../model/fact';
import { ApplicationFacts } from '../application-facts';

const WEB_MAIL = [ClientProtocol.OWA, ClientProtocol.ECP];
const COMMON_NAME_IGNORED = no('APPLE:103769; DERIVED', 'modern browsers look at the subject alternative names alone');
const OUTLOOK_ALONE = no('AUTOD16', 'a matter of Outlook on domain-joined computers');
const NOT_ON_ANDROID = no('DERIVED', 'not an application of Android');
const ASKS = yes('SEED, Self-Signed Certificates', 'the browser asks, and the person may continue');

function browser(id: string, label: string, more: Partial<ApplicationFacts>): ApplicationFacts {
  return {
    id,
    label,
    protocols: WEB_MAIL,
    usesUserRoots: yes('SEED, Overview of Digital Certificates', 'the root store of the platform'),
    optsInToInstalledRoots: unknown('no source that was read says whether this browser opts in on Android 7 and later'),
    usesServiceConnectionPoint: OUTLOOK_ALONE,
    promptsOnUntrusted: () => ASKS,
    sources: ['SEED'],
    ...more,
  };
}

/** Browsers. */
export const BROWSERS: readonly ApplicationFacts[] = [
  browser('internet-explorer', 'Internet Explorer', { optsInToInstalledRoots: NOT_ON_ANDROID }),
  browser('edge', 'Edge', { commonNameAccepted: COMMON_NAME_IGNORED }),
  browser('chrome', 'Chrome', { commonNameAccepted: COMMON_NAME_IGNORED }),
  browser('firefox', 'Firefox', {
    commonNameAccepted: COMMON_NAME_IGNORED,
    ownRootStore: {
      kind: 'commercial',
      source: 'FF',
      note: 'a policy brings the roots of Windows and macOS, or roots from files',
    },
    usesUserRoots: yes('FF', 'those of its own store; those of the system only by policy'),
    sources: ['SEED', 'FF'],
  }),
  browser('safari', 'Safari', {
    commonNameAccepted: no('APPLE:103769', 'from iOS 13 and macOS 10.15 on'),
    usesUserRoots: yes('AD:com.apple.security.root.yaml'),
    optsInToInstalledRoots: NOT_ON_ANDROID,
  }),
];
