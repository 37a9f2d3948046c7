import { no, yes } from '../../model/fact';
import { NOTHING_STATED, PlatformFacts } from '../platform-facts';

const LOCKED = 'SEED, Choosing a Certificate Type';

/** Phones whose root store nobody but the manufacturer can change. */
export const FEATURE_PHONE_PLATFORMS: readonly PlatformFacts[] = [
  {
    ...NOTHING_STATED,
    id: 'feature-phone',
    label: 'Feature phone',
    family: 'other',
    rootStore: {
      kind: 'unknown',
      source: LOCKED,
      note: 'several commercial roots; declare those that the phones show',
    },
    userCanInstallRoot: no(`${LOCKED}; page:mobilitydojo.net`, 'the store is locked'),
    domainPush: no('SEED', 'phones do not join the domain'),
    mdmPush: no(`${LOCKED}; page:mobilitydojo.net`, 'the store is locked'),
    certificateBasedAuthentication: no('page:mobilitydojo.net'),
    asksAboutIssuer: yes('SEED, Self-Signed Certificates', 'the person is asked whether to trust'),
    asksAboutName: yes('SEED, Self-Signed Certificates', 'the person is asked whether to trust'),
    installByUser: 'not possible',
    installByAdministrator: 'not possible',
    domainJoinable: false,
    sources: [LOCKED, 'page:mobilitydojo.net'],
  },
];
