import { ExchangeProduct, ExchangeRelease } from '../model';
import { EXCHANGE_2013_SP1_CUMULATIVE_UPDATE, PRODUCT_LINES, ReleaseError, releaseLabel } from './release-order';
import { cumulativeUpdateMonth, lastCumulativeUpdate } from './update-calendar';

const SERVICE_PACKS: Readonly<Partial<Record<ExchangeProduct, number>>> = {
  [ExchangeProduct.EXCHANGE_2007]: 3,
  [ExchangeProduct.EXCHANGE_2010]: 3,
  [ExchangeProduct.EXCHANGE_2013]: 1,
};

/** No product line has come near it; a larger number is a slip of the finger. */
const HIGHEST_NUMBER = 99;

/**
 * The Exchange version of a Client Access server. It decides which protocols, cmdlets, defaults and key types there are.
 * State as much as is known: a fact that depends on a detail left out is unknown.
 */
export class ExchangeVersion {
  static readonly EXCHANGE_2007_RTM = new ExchangeVersion({ product: ExchangeProduct.EXCHANGE_2007, servicePack: 0 });
  static readonly EXCHANGE_2007_SP1 = new ExchangeVersion({ product: ExchangeProduct.EXCHANGE_2007, servicePack: 1 });
  static readonly EXCHANGE_2007_SP2 = new ExchangeVersion({ product: ExchangeProduct.EXCHANGE_2007, servicePack: 2 });
  static readonly EXCHANGE_2007_SP3 = new ExchangeVersion({ product: ExchangeProduct.EXCHANGE_2007, servicePack: 3 });
  /** Exchange 2010 with its service pack not stated. */
  static readonly EXCHANGE_2010 = new ExchangeVersion({ product: ExchangeProduct.EXCHANGE_2010 });
  static readonly EXCHANGE_2010_RTM = new ExchangeVersion({ product: ExchangeProduct.EXCHANGE_2010, servicePack: 0 });
  static readonly EXCHANGE_2010_SP1 = new ExchangeVersion({ product: ExchangeProduct.EXCHANGE_2010, servicePack: 1 });
  static readonly EXCHANGE_2010_SP2 = new ExchangeVersion({ product: ExchangeProduct.EXCHANGE_2010, servicePack: 2 });
  static readonly EXCHANGE_2010_SP3 = new ExchangeVersion({ product: ExchangeProduct.EXCHANGE_2010, servicePack: 3 });
  /** Exchange 2013 with its cumulative update not stated. */
  static readonly EXCHANGE_2013 = new ExchangeVersion({ product: ExchangeProduct.EXCHANGE_2013 });
  /** Service Pack 1 of Exchange 2013, which is its cumulative update 4. */
  static readonly EXCHANGE_2013_SP1 = new ExchangeVersion({
    product: ExchangeProduct.EXCHANGE_2013,
    servicePack: 1,
    cumulativeUpdate: EXCHANGE_2013_SP1_CUMULATIVE_UPDATE,
  });
  /** Exchange 2016 with its cumulative update not stated. */
  static readonly EXCHANGE_2016 = new ExchangeVersion({ product: ExchangeProduct.EXCHANGE_2016 });
  /** Exchange 2019 with its cumulative update not stated. */
  static readonly EXCHANGE_2019 = new ExchangeVersion({ product: ExchangeProduct.EXCHANGE_2019 });
  /** Exchange Server Subscription Edition with its cumulative update not stated. */
  static readonly EXCHANGE_SE = new ExchangeVersion({ product: ExchangeProduct.EXCHANGE_SE });

  /**
   * A release from its parts.
   * @throws ReleaseError where the product line has no such service pack, rollup or update.
   */
  static of(release: ExchangeRelease): ExchangeVersion {
    return new ExchangeVersion(checked(release));
  }

  readonly release: ExchangeRelease;
  /** What people call it, such as `Exchange 2007 SP1`. */
  readonly label: string;

  private constructor(release: ExchangeRelease) {
    this.release = Object.freeze(release);
    this.label = releaseLabel(release);
  }

  /**
   * The same version with an update rollup (2007 and 2010).
   * @param rollup number of the rollup on the stated service pack, 0 = none
   * @throws ReleaseError where the line has no rollups or the service pack is not stated.
   */
  withUpdateRollup(rollup: number): ExchangeVersion {
    return ExchangeVersion.of({ ...this.release, updateRollup: rollup });
  }

  /**
   * The same version with a cumulative update (2013 and later).
   * @param update number of the update, 0 = RTM
   * @throws ReleaseError where the line has no such update.
   */
  withCumulativeUpdate(update: number): ExchangeVersion {
    // An implied RTM steps aside for a later update; a stated SP1 does not step back.
    const { servicePack, ...rest } = this.release;
    return ExchangeVersion.of({ ...(servicePack === 0 ? rest : this.release), cumulativeUpdate: update });
  }

  /**
   * The same version with the newest hotfix or security update installed (2013 and later).
   * @param month `YYYY-MM`
   * @throws ReleaseError where the month is malformed or lies before the cumulative update.
   */
  withSecurityUpdate(month: string): ExchangeVersion {
    return ExchangeVersion.of({ ...this.release, securityUpdate: month });
  }

  toString(): string {
    return this.label;
  }
}

function checked(release: ExchangeRelease): ExchangeRelease {
  const { product } = release;
  if (!PRODUCT_LINES.includes(product)) {
    throw new ReleaseError('no such Exchange product', String(product), PRODUCT_LINES.join(', '));
  }
  const name = `Exchange ${product}`;
  checkServicePack(release, name);
  checkRollup(release, name);
  checkCumulativeUpdate(release, name);
  checkSecurityUpdate(release, name);
  return withImpliedServicePack(release);
}

function checkServicePack(release: ExchangeRelease, name: string): void {
  if (release.servicePack === undefined) return;
  const last = SERVICE_PACKS[release.product];
  if (last === undefined) {
    throw new ReleaseError(`${name} has no service packs`, `SP${release.servicePack}`, 'a cumulative update');
  }
  checkNumber(`service pack of ${name}`, release.servicePack, last);
}

function checkRollup(release: ExchangeRelease, name: string): void {
  if (release.updateRollup === undefined) return;
  if (hasCumulativeUpdates(release.product)) {
    throw new ReleaseError(`${name} has no update rollups`, `UR${release.updateRollup}`, 'a cumulative update');
  }
  checkNumber(`update rollup of ${name}`, release.updateRollup, HIGHEST_NUMBER);
  if (release.servicePack === undefined) {
    throw new ReleaseError(
      `an update rollup of ${name} needs its service pack`,
      `UR${release.updateRollup} on no stated service pack`,
      'state RTM, SP1, SP2 or SP3 first',
    );
  }
}

function checkCumulativeUpdate(release: ExchangeRelease, name: string): void {
  const update = release.cumulativeUpdate;
  if (update === undefined) return;
  if (!hasCumulativeUpdates(release.product)) {
    throw new ReleaseError(`${name} has no cumulative updates`, `CU${update}`, 'a service pack and an update rollup');
  }
  checkNumber(`cumulative update of ${name}`, update, lastCumulativeUpdate(release.product) ?? HIGHEST_NUMBER);
  if (release.servicePack === undefined) return;
  if (release.servicePack > 0 !== update >= EXCHANGE_2013_SP1_CUMULATIVE_UPDATE) {
    throw new ReleaseError(
      `service pack and cumulative update of ${name} contradict each other`,
      `SP${release.servicePack} and CU${update}`,
      `SP1 is CU${EXCHANGE_2013_SP1_CUMULATIVE_UPDATE}`,
    );
  }
}

function checkSecurityUpdate(release: ExchangeRelease, name: string): void {
  const month = release.securityUpdate;
  if (month === undefined) return;
  if (!hasCumulativeUpdates(release.product)) {
    throw new ReleaseError(`${name} has no monthly updates`, String(month), 'an update rollup');
  }
  if (typeof month !== 'string' || !/^20\d\d-(0[1-9]|1[0-2])$/.test(month)) {
    throw new ReleaseError(`month of an update of ${name}`, JSON.stringify(month), 'YYYY-MM, such as 2024-04');
  }
  const update = release.cumulativeUpdate;
  const released = update === undefined ? undefined : cumulativeUpdateMonth(release.product, update);
  if (released !== undefined && month < released) {
    throw new ReleaseError(`update of ${name} CU${update} before its release`, month, `${released} or later`);
  }
}

function checkNumber(what: string, got: number, last: number): void {
  if (!Number.isInteger(got) || got < 0 || got > last) {
    throw new ReleaseError(`no such ${what}`, String(got), `a whole number from 0 to ${last}`);
  }
}

function hasCumulativeUpdates(product: ExchangeProduct): boolean {
  return product !== ExchangeProduct.EXCHANGE_2007 && product !== ExchangeProduct.EXCHANGE_2010;
}

function withImpliedServicePack(release: ExchangeRelease): ExchangeRelease {
  if (release.product !== ExchangeProduct.EXCHANGE_2013 || release.cumulativeUpdate === undefined)
    return { ...release };
  return { ...release, servicePack: release.cumulativeUpdate >= EXCHANGE_2013_SP1_CUMULATIVE_UPDATE ? 1 : 0 };
}
