import { no, unknown } from '../../model/fact';
import { NOTHING_STATED, PlatformFacts } from '../platform-facts';

/** BlackBerry: nothing that was read says how it keeps roots. */
export const BLACKBERRY_PLATFORMS: readonly PlatformFacts[] = [
  {
    ...NOTHING_STATED,
    id: 'blackberry',
    label: 'BlackBerry',
    family: 'blackberry',
    rootStore: { kind: 'unknown', source: 'NONE', note: 'no list was found' },
    domainPush: no('SEED', 'phones do not join the domain'),
    sha2: unknown('5.0 and later take it; the version is not stated', 'page:support.globalsign.com'),
    installByUser: 'not known',
    installByAdministrator: 'not known',
    domainJoinable: false,
    sources: ['NONE'],
  },
];
