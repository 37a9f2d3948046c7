import { IRule, Level, nearest, RulePack } from '../policy';
import { CATALOGUE } from './catalogue';

/** The rules of this package, for packs of one's own. */
export class RuleCatalogue {
  /** Every rule, by ref. */
  public static all(): IRule[] {
    return [...CATALOGUE];
  }

  /**
   * Rules by their ids, in that order.
   * @throws Error where there is no rule with an id
   */
  public static named(...ids: string[]): IRule[] {
    return ids.map((id) => {
      const rule = CATALOGUE.find(({ metadata }) => metadata.id === id);
      if (rule) return rule;
      const near = nearest(
        id,
        CATALOGUE.map(({ metadata }) => metadata.id),
      );
      throw new Error(
        `there is no rule "${id}"; ${near === undefined ? '`client-access rules list` lists all' : `did you mean ${near}?`}`,
      );
    });
  }

  private constructor() {}
}

/** Rules of taste and of book-keeping: true everywhere, wanted only by those who ask for them. */
const ON_REQUEST: readonly string[] = [
  'application-lacks-protocol',
  'key-in-terraform-state',
  'public-lifetime-shrinks',
];

/** On without asking. */
export const RECOMMENDED = new RulePack({
  id: 'recommended',
  title: 'What every estate should hold to',
  rules: CATALOGUE.filter(({ metadata }) => !ON_REQUEST.includes(metadata.id)),
});

/** The document of 2007 and nothing that was learned later. */
export const EXCHANGE_2007_PACK = new RulePack({
  id: 'exchange-2007',
  title: 'Understanding SSL for Client Access Servers, the document of Exchange 2007 alone',
  rules: CATALOGUE.filter(({ metadata }) => metadata.source === 'SEED'),
});

/** Everything, and what elsewhere is a warning refuses. */
export const STRICT = new RulePack({
  id: 'strict',
  title: 'Every rule, and every warning an error',
  rules: [...CATALOGUE],
  levels: CATALOGUE.filter(({ metadata }) => metadata.level === Level.WARNING).map(({ metadata }) => ({
    rule: metadata.id,
    level: Level.ERROR,
  })),
});

/** For estates that buy their certificates. */
export const PUBLIC_CA = new RulePack({
  id: 'public-ca',
  title: 'What public CAs may issue, and what their certificates need',
  rules: RuleCatalogue.named(
    'certificate-expired',
    'certificate-not-yet-valid',
    'certificate-ordered',
    'certificate-path-broken',
    'certificate-revoked',
    'client-usage-leaves',
    'client-usage-missing',
    'commercial-root-missing',
    'commercial-root-unlisted',
    'hash-outdated',
    'internal-name-on-public-certificate',
    'issuer-expires-first',
    'key-type-unsupported',
    'name-not-covered',
    'name-superfluous',
    'public-lifetime-exceeded',
    'public-lifetime-shrinks',
    'renewal-overdue',
    'renewal-too-late',
    'root-leaves-stores',
    'rsa-key-too-short',
    'server-name-on-public-certificate',
  ),
});

/** For estates with iPhones, iPads and Macs. */
export const APPLE = new RulePack({
  id: 'apple',
  title: 'What iOS, iPadOS and macOS demand of a certificate',
  rules: RuleCatalogue.named(
    'certificate-expired',
    'certificate-path-broken',
    'client-certificate-wanted',
    'clients-are-prompted',
    'hash-refused-by-clients',
    'key-refused-by-clients',
    'lifetime-refused-by-clients',
    'name-not-covered',
    'private-root-out-of-reach',
    'rsa-key-too-short',
    'usage-refused-by-clients',
  ),
});

/** Every pack of this package; the one that is on without asking first. */
export const PACKS: readonly RulePack[] = Object.freeze([RECOMMENDED, EXCHANGE_2007_PACK, STRICT, PUBLIC_CA, APPLE]);

/** The packs of this package, by name. */
export class RulePacks {
  /** On without asking. */
  public static readonly RECOMMENDED = RECOMMENDED;
  /** The document of 2007 alone. */
  public static readonly EXCHANGE_2007 = EXCHANGE_2007_PACK;
  /** Everything, and every warning an error. */
  public static readonly STRICT = STRICT;
  /** For estates that buy their certificates. */
  public static readonly PUBLIC_CA = PUBLIC_CA;
  /** For estates with iPhones, iPads and Macs. */
  public static readonly APPLE = APPLE;

  private constructor() {}
}
