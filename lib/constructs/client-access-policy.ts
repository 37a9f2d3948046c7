import { Construct, IConstruct } from 'constructs';
import { Acknowledgement } from '../model';
import { Level, Report, RulePack } from '../policy';
import { parseBaseline } from '../policy/acknowledge';
import { readInput, readWith } from './certificates/ca-files';
import {
  checkedProps,
  describe,
  listOf,
  memberOf,
  needed,
  objectWith,
  PropCheck,
  PropChecks,
  TEXT,
} from './checked-props';
import { faultOf, Registry, withValue } from './registry';
import { PolicyGate } from './gate';
import { PolicyRefusedError } from './refusal';
import { x509 } from '../late';

/** An accepted finding. */
export interface AcknowledgementProps {
  /** Id of the rule. */
  readonly rule: string;
  /** Key of one finding, as the report shows it. @default - every finding of the rule at this construct and below */
  readonly finding?: string;
  /** Why it is accepted; at least 10 characters. */
  readonly reason: string;
  /** Last day on which it counts, `YYYY-MM-DD`, inclusive in UTC. A day that can't be read counts as expired. */
  readonly expires: string;
  readonly ticket?: string;
}

const ACKNOWLEDGEMENT_CHECKS: PropChecks<AcknowledgementProps> = {
  rule: needed(TEXT, ''),
  finding: TEXT,
  reason: needed(TEXT, ''),
  expires: needed(TEXT, ''),
  ticket: TEXT,
};

const LEVEL = memberOf(Level, 'Level');

const PACK = objectWith(
  (value) => typeof value.id === 'string' && Array.isArray(value.rules) && Array.isArray(value.levels),
  'a RulePack',
);

const TIME: PropCheck = {
  fits: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  allowed: 'a Date with a time in it',
};

/** The policy of an app. It is on without asking; here it is adapted. */
export class ClientAccessPolicy {
  /** The policy as seen from a construct: what is acknowledged or added here counts for the construct and all below. */
  public static of(scope: IConstruct): ClientAccessPolicy {
    if (!Construct.isConstruct(scope))
      throw new Error(`ClientAccessPolicy.of: the scope is ${describe(scope)}; give the app, a stack or a server`);
    return new ClientAccessPolicy(scope);
  }

  /** The report of a refusal that `app.synth()` threw; undefined where something else was thrown. */
  public static reportOf(thrown: unknown): Report | undefined {
    return thrown instanceof PolicyRefusedError ? thrown.report : undefined;
  }

  private readonly gate: PolicyGate;

  private constructor(private readonly scope: IConstruct) {
    this.gate = PolicyGate.of(scope);
  }

  /** Accepts findings until a day, with a reason. */
  public acknowledge(given: AcknowledgementProps): this {
    const registry = Registry.of(this.scope);
    const location = registry.locate();
    const props = checkedProps(this.scope, given, ACKNOWLEDGEMENT_CHECKS, location, 'acknowledge');
    const acknowledgement: Acknowledgement = {
      rule: props.rule,
      ...withValue('finding', props.finding),
      reason: props.reason,
      expires: props.expires,
      ...withValue('ticket', props.ticket),
      scope: this.scope.node.path,
      ...withValue('location', location),
    };
    registry.add(this.scope, () => ({ acknowledgements: [acknowledgement] }));
    return this;
  }

  /** Adds a pack of rules for the construct and all below. */
  public addPack(pack: RulePack): this {
    if (this.accepts('addPack', 'pack', pack, PACK)) this.gate.addPack(pack, this.scope.node.path);
    return this;
  }

  /** Judges the whole app by these packs alone, instead of the recommended one. */
  public usePacks(packs: RulePack[]): this {
    if (this.accepts('usePacks', 'packs', packs, listOf(PACK))) this.gate.replacePacks(packs);
    return this;
  }

  /** Gives a rule another level, in the whole app. */
  public setLevel(rule: string, level: Level): this {
    if (this.accepts('setLevel', 'rule', rule, TEXT) && this.accepts('setLevel', 'level', level, LEVEL))
      this.gate.setLevel({ rule, level });
    return this;
  }

  /** Refuses from this level on; Level.ERROR unless set. */
  public refuseFrom(level: Level): this {
    if (this.accepts('refuseFrom', 'level', level, LEVEL)) this.gate.setRefuseFrom(level);
    return this;
  }

  /** Sets the clock of the judgement, for reproducible runs. */
  public useClock(now: Date): this {
    if (this.accepts('useClock', 'now', now, TIME)) this.gate.setClock(now);
    return this;
  }

  /**
   * Checks purchased certificates against these roots (a PEM file) instead of those that Node carries; before or after the servers.
   */
  public useCommercialRoots(file: string): this {
    if (!this.accepts('useCommercialRoots', 'file', file, TEXT)) return this;
    const location = Registry.of(this.scope).locate();
    const bytes = readInput(this.scope, 'file of roots', file, location);
    const read = bytes && readWith(this.scope, location, () => x509().readCertificates(bytes, file));
    if (read) this.gate.setCommercialRoots([...read.certificates]);
    return this;
  }

  /** Findings that were there before the policy was adopted refuse nothing: their keys, as `client-access baseline` wrote them. */
  public useBaseline(file: string): this {
    if (!this.accepts('useBaseline', 'file', file, TEXT)) return this;
    const location = Registry.of(this.scope).locate();
    const bytes = readInput(this.scope, 'baseline', file, location);
    if (!bytes) return this;
    try {
      this.gate.setBaseline(parseBaseline(bytes.toString('utf8')));
    } catch (error) {
      faultOf(this.scope, {
        code: 'baseline-unreadable',
        message: `the baseline "${file}" can't be used: ${(error as Error).message}`,
        fix: 'write it again with client-access baseline',
        location,
      });
    }
    return this;
  }

  /** Whether an argument can be used; what can't is a fault, and changes nothing. */
  private accepts(method: string, name: string, value: unknown, check: PropCheck): boolean {
    if (check.fits(value)) return true;
    faultOf(this.scope, {
      code: 'argument-invalid',
      message: `${method}: ${name} is ${describe(value)}, which is not ${check.allowed}`,
      fix: `give ${check.allowed}`,
      location: Registry.of(this.scope).locate(),
    });
    return false;
  }

  /** The judgement of what is declared so far. */
  public judge(): Report {
    return this.gate.judge();
  }
}
