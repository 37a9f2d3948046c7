import { Fn, Op, ref, Token } from 'cdktf';
import { RenewalPlan, USUAL_RENEWAL_SHARE } from '../../model';

const HOUR = 3600;
const HOURS_A_DAY = 24;

/** A hundred years: longer than any key is safe, and well inside what a certificate can say (RFC 5280 4.1.2.5). */
const MOST_DAYS = 36525;

/** How long a certificate lives and when it is renewed. */
export interface ValidityProps {
  /**
   * Days of validity, above 0, at most 36525. A Terraform number (a token) is allowed: it is then judged when Terraform knows it.
   * @default 365 for servers, 3650 for a root, 1825 for an issuing CA
   */
  readonly validityDays?: number;
  /**
   * Share of the lifetime after which an unattended deploy renews, above 0 and below 1.
   * @default 2/3
   */
  readonly renewAtShare?: number;
}

/** Two thirds of the lifetime leave one third for what goes wrong. Source: facts 8.1, 22. */
export const DEFAULT_RENEW_AT_SHARE = USUAL_RENEWAL_SHARE;

/** A validity as the tls provider wants it. */
export class Validity {
  /** Hours of validity; a token where Terraform alone knows them. */
  public readonly hours: number;
  public readonly earlyRenewalHours: number;
  /** Both ends inside; left out where Terraform alone knows it. */
  public readonly lifetimeSeconds?: number;
  public readonly share: number;
  public readonly problems: string[] = [];
  private readonly hoursUntilRenewal?: number;

  public constructor(props: ValidityProps, defaultDays: number) {
    const days = props.validityDays ?? defaultDays;
    let share = props.renewAtShare ?? DEFAULT_RENEW_AT_SHARE;
    if (!(typeof share === 'number' && share > 0 && share < 1)) {
      this.problems.push(`renewAtShare is ${String(share)}; a share of the lifetime lies above 0 and below 1`);
      share = DEFAULT_RENEW_AT_SHARE;
    }
    this.share = share;
    if (Token.isUnresolved(days)) {
      // The provider takes whole hours.
      this.hours = Token.asNumber(Fn.ceil(Token.asNumber(Op.mul(days, HOURS_A_DAY))));
      this.earlyRenewalHours = Token.asNumber(Fn.ceil(Token.asNumber(Op.mul(days, HOURS_A_DAY * (1 - share)))));
      return;
    }
    const usable = Number.isFinite(days) && days > 0 && days <= MOST_DAYS;
    if (!usable)
      this.problems.push(`validityDays is ${String(days)}; it must be a number of days above 0, at most ${MOST_DAYS}`);
    this.hours = Math.max(1, Math.round((usable ? days : defaultDays) * HOURS_A_DAY));
    this.earlyRenewalHours = this.hours - Math.floor(this.hours * share);
    this.hoursUntilRenewal = this.hours - this.earlyRenewalHours;
    // The provider adds the hours to notBefore, and both ends are inside (RFC 5280 4.1.2.5).
    this.lifetimeSeconds = this.hours * HOUR + 1;
  }

  public get renewal(): RenewalPlan {
    return { unattended: true, atShare: this.share };
  }

  /**
   * When the renewal is due, as a Terraform expression.
   * @param notBefore Terraform reference without `${}`
   */
  public dueExpression(notBefore: string, notAfter: string): string {
    if (this.hoursUntilRenewal !== undefined) return `\${timeadd(${notBefore}, "${this.hoursUntilRenewal}h")}`;
    // The hours are a token, so cdktf writes the call; it would escape a reference that is passed as text.
    return Fn.timeadd(Token.asString(ref(notAfter)), Fn.format('-%dh', [this.earlyRenewalHours]));
  }
}
