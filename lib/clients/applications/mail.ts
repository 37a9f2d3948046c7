import { ClientProtocol } from '../../model';
import { no, unknown, yes } from '../../model/fact';
import { ApplicationFacts } from '../application-facts';

const MAIL = [ClientProtocol.POP3, ClientProtocol.IMAP4, ClientProtocol.SMTP_SUBMISSION];
const PHONE = [ClientProtocol.ACTIVE_SYNC, ClientProtocol.EWS, ClientProtocol.AUTODISCOVER, ...MAIL];
const ASKS_AS_SEED = yes('SEED, Self-Signed Certificates', 'the person is asked whether to trust');
const OUTLOOK_ALONE = no('AUTOD16', 'a matter of Outlook on domain-joined computers');
const OPT_IN = 'page:android-developers';

/** Mail programs and phones' mail applications. */
export const MAIL_APPLICATIONS: readonly ApplicationFacts[] = [
  {
    id: 'native-mail',
    label: 'Mail application of the platform',
    protocols: PHONE,
    usesUserRoots: yes('SEED, Self-Signed Certificates', 'the root store of the platform'),
    optsInToInstalledRoots: unknown('whether the mail application of an Android device opts in depends on it', OPT_IN),
    usesServiceConnectionPoint: OUTLOOK_ALONE,
    promptsOnUntrusted: () => ASKS_AS_SEED,
    sources: ['SEED'],
  },
  {
    id: 'outlook-mobile',
    label: 'Outlook for iOS and Android',
    protocols: [ClientProtocol.ACTIVE_SYNC, ClientProtocol.AUTODISCOVER],
    usesUserRoots: unknown('whether it needs a commercial CA is not confirmed'),
    optsInToInstalledRoots: unknown('whether it needs a commercial CA is not confirmed'),
    usesServiceConnectionPoint: OUTLOOK_ALONE,
    promptsOnUntrusted: () => unknown('whether it needs a commercial CA is not confirmed'),
    sources: ['NONE'],
  },
  {
    id: 'thunderbird',
    label: 'Thunderbird',
    protocols: MAIL,
    usesUserRoots: unknown('no source that was read states it'),
    optsInToInstalledRoots: unknown('no source that was read states it'),
    usesServiceConnectionPoint: OUTLOOK_ALONE,
    promptsOnUntrusted: () => ASKS_AS_SEED,
    sources: ['SEED'],
  },
  {
    id: 'mail-app-with-user-roots',
    label: 'Mail application that opts in to installed roots',
    protocols: PHONE,
    usesUserRoots: yes(OPT_IN),
    optsInToInstalledRoots: yes(OPT_IN, 'that is what it is named for'),
    usesServiceConnectionPoint: OUTLOOK_ALONE,
    promptsOnUntrusted: () => unknown('depends on the application'),
    sources: [OPT_IN],
  },
  {
    id: 'mail-app-without-user-roots',
    label: 'Mail application that does not opt in to installed roots',
    protocols: PHONE,
    usesUserRoots: no(OPT_IN, 'built for API 24 or later, and does not opt in'),
    optsInToInstalledRoots: no(OPT_IN, 'built for API 24 or later, and does not opt in'),
    usesServiceConnectionPoint: OUTLOOK_ALONE,
    promptsOnUntrusted: () => unknown('depends on the application'),
    sources: [OPT_IN],
  },
];
