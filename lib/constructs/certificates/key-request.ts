import { Fn, Op, ref, Token } from 'cdktf';
import { Construct } from 'constructs';
import { KeyType, RenewalPlan, SourceLocation, USUAL_RENEWAL_SHARE } from '../../model';
import { isTemplate } from '../declared-name';
import { describe } from '../checked-props';
import { faultOf } from '../registry';

/** Algorithm and size of a private key that Terraform makes. */
export class KeyAlgorithm {
  public static readonly RSA_2048 = new KeyAlgorithm(KeyType.RSA, 2048);
  public static readonly RSA_3072 = new KeyAlgorithm(KeyType.RSA, 3072);
  public static readonly RSA_4096 = new KeyAlgorithm(KeyType.RSA, 4096);
  public static readonly ECDSA_P256 = new KeyAlgorithm(KeyType.ECDSA, 256);
  public static readonly ECDSA_P384 = new KeyAlgorithm(KeyType.ECDSA, 384);

  private constructor(
    public readonly type: KeyType,
    /** Modulus length of RSA, curve size of ECDSA, in bits. */
    public readonly bits: number,
  ) {}

  /** `algorithm` of `tls_private_key`. */
  public get terraformAlgorithm(): string {
    return this.type === KeyType.RSA ? 'RSA' : 'ECDSA';
  }

  /** Hash that the tls provider signs with, when a key of this algorithm signs (measured with 4.1.0: SHA-384 for P-384 alone). */
  public get signatureHash(): string {
    return this.type === KeyType.ECDSA && this.bits === 384 ? 'sha384' : 'sha256';
  }
}

/** Longest organization name, in characters (X.520, ub-organization-name). */
const LONGEST_ORGANIZATION = 64;

/** The organization of a subject: text or a token; a fault, and undefined, where it is neither. */
export function checkedOrganization(
  scope: Construct,
  organization: unknown,
  location: SourceLocation | undefined,
): string | undefined {
  if (organization === undefined) return undefined;
  if (typeof organization === 'string') {
    if (Token.isUnresolved(organization)) return organization;
    const plain = organization.trim();
    if (plain.length > 0 && plain.length <= LONGEST_ORGANIZATION && !isTemplate(plain)) return plain;
  }
  faultOf(scope, {
    code: 'organization-invalid',
    message: `the organization of a subject has 1 to ${LONGEST_ORGANIZATION} characters and no \${ or %{ (X.520); got ${describe(organization)}`,
    fix: 'write the name of the organization as it is, or leave it out',
    location,
  });
  return undefined;
}

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
    const days = props.validityDays === undefined ? defaultDays : props.validityDays;
    let share = props.renewAtShare === undefined ? DEFAULT_RENEW_AT_SHARE : props.renewAtShare;
    if (!(typeof share === 'number' && share > 0 && share < 1)) {
      this.problems.push(`renewAtShare is ${describe(share)}; a share of the lifetime lies above 0 and below 1`);
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
      this.problems.push(
        `validityDays is ${describe(days)}; it must be a number of days above 0, at most ${MOST_DAYS}`,
      );
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
