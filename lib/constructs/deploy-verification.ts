import { dependable, ITerraformDependable, TerraformElement, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { expressionKey, type VerifySettings } from '../delivery/apply-settings';
import { NetworkSide } from '../model';
import { fixedAddressOf, isDnsServer } from '../names';
import { APPLY_SCRIPT, shortDigest } from '../delivery/frame-text';
import { ApplyAssets } from './apply-assets';
import { bundlesRootOf, verifiedFolderOf, verifiedNameOf } from './bundle-folder';
import { checkedProps, listOf, memberOf, objectWith, PropCheck, PropChecks } from './checked-props';
import { literal } from './declared-name';
import { Deliveries } from './deliveries';
import { Registry } from './registry';
import { TerraformData, TerraformDataBody } from './terraform-data';

/** What a refusal by the endpoints means for a deploy. */
export enum VerifyFailure {
  /** The deploy fails. What was delivered stays. */
  FAIL = 'fail',
  /** Terraform warns by a check, now and in every plan until the endpoints are accepted. */
  WARN = 'warn',
}

/** How a stack is verified after its deploy. */
export interface VerifyAfterDeployProps {
  /** What a refusal means. @default VerifyFailure.FAIL */
  readonly onRefusal?: VerifyFailure;
  /**
   * Minutes to go on asking while something is refused, from 0 (asked once) to 1440: a bundle that is delivered is not yet installed.
   * @default 0
   */
  readonly waitMinutes?: number;
  /** Seconds between two rounds while it waits, from 1 to 3600. @default 15 */
  readonly intervalSeconds?: number;
  /** Seconds for one endpoint, from 1 to 300. @default 10 */
  readonly timeoutSeconds?: number;
  /** Where Terraform runs: the host names of this side are asked. @default - both sides */
  readonly side?: NetworkSide;
  /**
   * Addresses to take without asking DNS, as NAME:PORT:ADDRESS: for names that are not in DNS yet, and for the nodes behind one name.
   * @default - what DNS says
   */
  readonly addresses?: string[];
  /** DNS servers to ask, such as `192.0.2.53` or `192.0.2.53:5353`. @default - those of the system */
  readonly dnsServers?: string[];
  /** What must be done first, such as the resource that installs the bundles. @default - the bundles alone */
  readonly after?: ITerraformDependable[];
}

/** A whole number within limits. */
function wholeFrom(least: number, most: number): PropCheck {
  return {
    fits: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
    allowed: `a whole number from ${least} to ${most}`,
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';

const CHECKS: PropChecks<VerifyAfterDeployProps> = {
  onRefusal: memberOf(VerifyFailure, 'VerifyFailure'),
  waitMinutes: wholeFrom(0, 1440),
  intervalSeconds: wholeFrom(1, 3600),
  timeoutSeconds: wholeFrom(1, 300),
  side: memberOf(NetworkSide, 'NetworkSide'),
  addresses: listOf({
    fits: (value) => isText(value) && fixedAddressOf(value) !== undefined,
    allowed: 'NAME:PORT:ADDRESS, such as mail.contoso.com:443:192.0.2.10',
  }),
  dnsServers: listOf({
    fits: (value) => isText(value) && isDnsServer(value),
    allowed: 'the address of a DNS server, such as 192.0.2.53 or 192.0.2.53:5353',
  }),
  after: listOf(objectWith((value) => isText(value.fqn), 'a Terraform resource')),
};

/**
 * The resource that connects to the endpoints of a stack after its bundles were delivered, and judges what they present. It is made again
 * with every delivery, so the plan shows when it will ask.
 */
export class DeployVerification extends Construct {
  private readonly resource: TerraformData;
  private readonly props: VerifyAfterDeployProps;

  public constructor(
    private readonly stack: TerraformStack,
    given: VerifyAfterDeployProps,
  ) {
    super(stack, 'Verification');
    this.props = checkedProps(this, given, CHECKS, Registry.of(this).locate(), 'verifyAfterDeploy');
    this.resource = new TerraformData(this, 'Endpoints', () => this.body());
    if (this.isWarning) new VerificationCheck(this, 'Check', () => this.resource.address);
  }

  private get isWarning(): boolean {
    return this.props.onRefusal === VerifyFailure.WARN;
  }

  private body(): TerraformDataBody {
    const deliveries = Deliveries.of(this.stack);
    const settings = JSON.stringify(this.settings());
    const environment: Record<string, string> = {
      ...deliveries.bundles(deliveries.readyNames()),
      CLIENT_ACCESS_ESTATE: ApplyAssets.of(this.stack).estateDigest,
      CLIENT_ACCESS_BUNDLES: bundlesRootOf(this.stack),
      CLIENT_ACCESS_VERIFY: literal(settings),
      CLIENT_ACCESS_RESULT: this.isWarning ? `${verifiedFolderOf(this.stack)}/${verifiedNameOf(this.stack)}` : '',
    };
    const expressions = deliveries.expressions();
    for (const expression of expressions) environment[`CLIENT_ACCESS_VALUE_${expressionKey(expression)}`] = expression;
    return {
      triggersReplace: {
        delivered: deliveries.addresses().map((address) => `\${${address}}`),
        declared: shortDigest(
          `${ApplyAssets.of(this.stack).estateDigest} ${settings} ${environment.CLIENT_ACCESS_RESULT}`,
        ),
        ...(expressions.length === 0 ? {} : { values: expressions }),
      },
      dependsOn: [deliveries.sweep.address, ...(this.props.after ?? []).map((one) => dependable(one))],
      provisioners: [{ script: APPLY_SCRIPT, command: 'verify', environment }],
    };
  }

  private settings(): VerifySettings {
    const { addresses, dnsServers, intervalSeconds, side, timeoutSeconds, waitMinutes } = this.props;
    return {
      sides: side === undefined ? Object.values(NetworkSide) : [side],
      waitSeconds: (waitMinutes ?? 0) * 60,
      intervalSeconds: intervalSeconds ?? 15,
      timeoutSeconds: timeoutSeconds ?? 10,
      addresses: addresses ?? [],
      dnsServers: dnsServers ?? [],
    };
  }
}

/** A Terraform check of what the last verification found: a warning at apply, and in every plan until it finds otherwise. */
class VerificationCheck extends TerraformElement {
  public constructor(
    scope: Construct,
    id: string,
    private readonly address: () => string,
  ) {
    super(scope, id, 'check');
  }

  public override toTerraform(): Record<string, unknown> {
    const stack = TerraformStack.of(this);
    const address = this.address();
    // Unknown until the resource is there: only then there is a result.
    const file = `${verifiedFolderOf(stack)}\${${address}.id == "" ? "" : "/${verifiedNameOf(stack)}"}`;
    return {
      check: {
        [this.friendlyUniqueId]: {
          assert: [
            {
              condition: `\${fileexists("${file}")}`,
              error_message: `The endpoints were verified by another machine, or the result was lost. To verify from here: terraform apply -replace=${address}`,
            },
            {
              condition: `\${try(jsondecode(file("${file}")).accepted, true)}`,
              error_message: `The endpoints do not present what was delivered: \${try(jsondecode(file("${file}")).summary, "")}. To verify again: terraform apply -replace=${address}`,
            },
          ],
        },
      },
    };
  }
}
