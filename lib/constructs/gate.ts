import { App, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadedBeside } from '../delivery/apply-settings';
import { encodeSlice, PolicySettings, REFUSED_ESTATE_FILE, SliceKind } from '../model';
import type { Certificate509 } from '../pki';
import { Condition, Level, LevelOverride, Report, RulePack, ScopedPack, UnknownResult } from '../policy';
import { formatJson } from '../report/json';
import { formatText } from '../report/text';
import { judgeEstate, PACKS, RECOMMENDED } from '../rules';
import { spellSources } from '../rules/judge-estate';
import { systemClock } from './clock';
import { closeFolder, PolicyRefusedError, settleOutput, withdraw, writeWhole } from './refusal';
import { Registry } from './registry';
import { StateFolder } from './state-folder';
import { x509 } from '../late';

/** Name of the report that synth leaves in the output folder, refused or not. */
export const REPORT_FILE = 'client-access-report.json';

/** Context key of the clock: an ISO 8601 time, for reproducible runs. */
export const CLOCK_CONTEXT = 'clientAccessNow';

/** Context key that keeps an accepted synth silent, whatever its value. */
export const QUIET_CONTEXT = 'clientAccessQuiet';

/** Findings of each rule that an accepted synth shows: enough to know what clients will see, never a flood. */
const SHOWN = 3;

const GATE = Symbol.for('cdktf-exchange-client-access/gate');

/** Somebody who has something to do before an app is judged, and after it was accepted and written. */
export interface AroundSynth {
  before(): void;
  accepted(): void;
}

/**
 * Stands between declaration and synthesis. cdktf's own means (aspects, validations, annotations) each leave something deployable
 * behind or do not run at all (docs/adr/0002-gate.md), so the app's synthesis itself is intercepted: the whole app is judged once,
 * before any stack is written.
 */
export class PolicyGate {
  /** The gate of the tree that a construct belongs to; set up on the first call. */
  public static of(scope: IConstruct): PolicyGate {
    const root = scope.node.root as IConstruct & { [GATE]?: PolicyGate };
    if (!root[GATE]) Object.defineProperty(root, GATE, { value: new PolicyGate(root), enumerable: false });
    const gate = root[GATE] as PolicyGate;
    if (TerraformStack.isStack(scope) || scope !== root) gate.watchStackOf(scope);
    return gate;
  }

  private readonly registry: Registry;
  private readonly packs: ScopedPack[] = [{ pack: RECOMMENDED, scope: '' }];
  private readonly levels: LevelOverride[] = [];
  private readonly watched = new Set<TerraformStack>();
  private readonly around: AroundSynth[] = [];
  private baseline: string[] = [];
  private refuseFrom = Level.ERROR;
  private roots?: Certificate509[];
  private timesSet = 0;
  private clock?: Date;
  /** Whether the app gave the clock; a review of the output then takes the same. */
  private clockIsSet = false;
  private conditions?: { readonly of: UnknownResult[]; readonly byId: Map<string, Set<Condition>> };
  private passed?: number;
  private judged?: { readonly revision: number; readonly report: Report };

  private constructor(private readonly root: IConstruct) {
    this.registry = Registry.of(root);
    this.registry.setPolicySettings(() => this.settings());
    if (!App.isApp(root)) return;
    this.interceptApp(root);
    if (root.hclOutput) {
      this.registry.fault({
        path: '',
        code: 'hcl-output',
        message: 'the app writes HCL; the gate and the bundles of the servers can only be written as JSON',
        fix: 'unset SYNTH_HCL_OUTPUT, and leave hclOutput out of the app: Terraform reads JSON as well',
      });
    }
  }

  /** The moment of judgement: as set, else from the context, else the system's clock, read once. */
  public get now(): Date {
    if (!this.clock) {
      const given: unknown = this.root.node.tryGetContext(CLOCK_CONTEXT);
      const time = given === undefined ? undefined : (momentOf(given) ?? new Date(Number.NaN));
      if (time && Number.isNaN(time.getTime())) {
        this.registry.fault({
          path: '',
          code: 'clock-invalid',
          message: `the context ${CLOCK_CONTEXT} is "${String(given)}"; it must be a day such as 2026-11-23 (its first moment in UTC), or an ISO 8601 time with a zone such as 2026-11-23T00:00:00Z`,
          fix: 'correct the context, or leave it out for the system clock',
        });
      }
      this.clockIsSet = time !== undefined && !Number.isNaN(time.getTime());
      this.clock = time && this.clockIsSet ? time : systemClock();
    }
    return this.clock;
  }

  public setClock(now: Date): void {
    this.clock = now;
    this.clockIsSet = true;
    this.registry.touch();
  }

  public aroundSynth(one: AroundSynth): void {
    this.around.push(one);
  }

  /** How often roots were set: paths that were found before are found again. */
  public get rootsSet(): number {
    return this.timesSet;
  }

  /** Commercial roots against which purchased certificates are checked: as set, else those that Node carries. */
  public commercialRoots(): Certificate509[] {
    return (this.roots ??= [...x509().commercialRoots().certificates]);
  }

  public setCommercialRoots(roots: Certificate509[]): void {
    this.roots = roots;
    this.timesSet++;
    this.registry.touch();
  }

  public addPack(pack: RulePack, scope: string): void {
    this.packs.push({ pack, scope });
    this.registry.touch();
  }

  public replacePacks(packs: RulePack[]): void {
    this.packs.splice(0, this.packs.length, ...packs.map((pack) => ({ pack, scope: '' })));
    this.registry.touch();
  }

  public setLevel(override: LevelOverride): void {
    this.levels.push(override);
    this.registry.touch();
  }

  public setRefuseFrom(level: Level): void {
    this.refuseFrom = level;
    this.registry.touch();
  }

  public setBaseline(keys: string[]): void {
    this.baseline = keys;
    this.registry.touch();
  }

  /** The judgement of what is declared so far; kept until something changes. */
  public judge(): Report {
    const now = this.now;
    this.dropLevelsOfNothing();
    if (this.judged?.revision === this.registry.revision) return this.judged.report;
    const report = judgeEstate(this.registry.estate(), {
      now,
      packs: this.packs,
      levels: this.levels,
      baseline: this.baseline,
      refuseFrom: this.refuseFrom,
    });
    this.judged = { revision: this.registry.revision, report };
    return report;
  }

  /** A level for a rule that no pack holds is most often a typing error: reported, before the engine fails on it. */
  private dropLevelsOfNothing(): void {
    if (this.levels.length === 0) return;
    const known = new Set(this.packs.flatMap(({ pack }) => pack.rules.map((rule) => rule.metadata.id)));
    const unknown = this.levels.filter(({ rule }) => rule !== 'declaration-invalid' && !known.has(rule));
    for (const level of unknown) {
      this.levels.splice(this.levels.indexOf(level), 1);
      this.registry.fault({
        path: '',
        code: 'level-of-nothing',
        message: `a level is set for the rule "${level.rule}", which no pack holds`,
        fix: 'name a rule of the packs in use, as the report names it',
      });
    }
  }

  /**
   * What Terraform is to be asked about whoever presents certificates: the rules' questions that synth could not answer.
   *
   * @param presenter id of the server or publishing point
   * @param certificates ids of the certificates that it presents
   */
  public conditionsOf(presenter: string, certificates: readonly string[]): Condition[] {
    const { unknowns } = this.judge();
    if (this.conditions?.of !== unknowns) {
      const byId = new Map<string, Set<Condition>>();
      for (const { server, subject, condition } of unknowns) {
        if (condition === undefined) continue;
        for (const id of [server, subject]) {
          if (id === undefined) continue;
          const known = byId.get(id);
          if (known) known.add(condition);
          else byId.set(id, new Set([condition]));
        }
      }
      this.conditions = { of: unknowns, byId };
    }
    const { byId } = this.conditions;
    return [...new Set([presenter, ...certificates].flatMap((id) => [...(byId.get(id) ?? [])]))];
  }

  /** What the user set, for those who judge later; undefined where everything has its default. */
  private settings(): PolicySettings | undefined {
    const [first] = this.packs;
    const asItComes =
      this.packs.length === 1 &&
      first.pack === RECOMMENDED &&
      this.levels.length === 0 &&
      this.baseline.length === 0 &&
      this.refuseFrom === Level.ERROR;
    if (asItComes) return undefined;
    return {
      packs: this.packs.map(({ pack, scope }) => ({
        pack: pack.id,
        scope,
        ...(PACKS.includes(pack) ? {} : { rules: pack.rules.map(({ metadata }) => metadata.id), levels: pack.levels }),
      })),
      levels: this.levels.map(({ rule, level }) => ({ rule, level })),
      baseline: this.baseline,
      refuseFrom: this.refuseFrom,
    };
  }

  private interceptApp(app: App): void {
    const synthesize = app.synth.bind(app);
    app.synth = (): void => {
      for (const one of this.around) one.before();
      this.findFilesBeside(app.outdir);
      this.pass(app.outdir);
      this.writeOrWithdraw(app.outdir, synthesize);
      this.passAgain(app.outdir);
      this.writeOrWithdraw(app.outdir, () => this.around.forEach((one) => one.accepted()));
      const report = this.judge();
      settleOutput(app.outdir, this.stackNames());
      this.leaveReport(app.outdir, report);
      rmSync(join(app.outdir, REFUSED_ESTATE_FILE), { force: true });
      if (this.root.node.tryGetContext(QUIET_CONTEXT) === undefined) announce(report);
    };
  }

  /** What Terraform would load beside a configuration: nothing of it was judged, so it refuses the app. */
  private findFilesBeside(outdir: string): void {
    for (const stack of this.stackNames()) {
      const folder = join(outdir, 'stacks', stack);
      const files = existsSync(folder) ? loadedBeside(folder) : [];
      if (files.length > 0)
        this.registry.fault({
          path: stack,
          code: 'file-beside-configuration',
          message: `Terraform would load ${files.join(', ')} of ${folder} with what synth writes there, and no rule judges it`,
          fix: 'declare it in the app; values of variables go into the environment or a file that is named at apply (-var-file). Synth removes configuration from there',
        });
    }
  }

  /** Stacks can be synthesized without their app (Testing.fullSynth does); they pass the same gate. */
  private watchStackOf(scope: IConstruct): void {
    const stack = scope.node.scopes.find((construct) => TerraformStack.isStack(construct)) as
      TerraformStack | undefined;
    if (!stack || this.watched.has(stack)) return;
    this.watched.add(stack);
    const inner = stack.synthesizer;
    stack.synthesizer = {
      synthesize: (session): void => {
        this.pass(session.outdir);
        StateFolder.guard(stack);
        inner.synthesize(session);
        this.passAgain(session.outdir);
        closeFolder(join(session.outdir, session.manifest.forStack(stack).workingDirectory));
      },
    };
  }

  /** An aspect may have declared something while the stacks were written: then what was written is judged as it is now. */
  private passAgain(outdir: string): void {
    if (this.passed !== this.registry.revision) this.pass(outdir);
  }

  private pass(outdir: string): void {
    const report = this.judgeOrWithdraw(outdir);
    this.passed = this.registry.revision;
    if (!report.summary.refused) return;
    withdraw(outdir);
    this.leaveReport(outdir, report);
    const { schemaVersion: _, ...estate } = this.registry.estate();
    writeWhole(join(outdir, REFUSED_ESTATE_FILE), `${encodeSlice(SliceKind.ESTATE, estate)}\n`);
    throw new PolicyRefusedError(formatText(report, { colour: false }), report);
  }

  /** Where the judgement itself fails (a rule of the user's that throws), there is nothing to deploy either. */
  private judgeOrWithdraw(outdir: string): Report {
    try {
      return this.judge();
    } catch (error) {
      withdraw(outdir);
      throw error;
    }
  }

  /** Where cdktf itself fails while it writes, an earlier good output must not stay deployable beside what is half written. */
  private writeOrWithdraw(outdir: string, synthesize: () => void): void {
    try {
      synthesize();
    } catch (error) {
      withdraw(outdir);
      throw error;
    }
  }

  private stackNames(): string[] {
    return this.root.node
      .findAll()
      .filter((construct) => TerraformStack.isStack(construct))
      .map((stack) => stack.node.id);
  }

  private leaveReport(outdir: string, report: Report): void {
    const spelled = spellSources(report);
    // A review of this folder then judges at the same moment.
    writeWhole(join(outdir, REPORT_FILE), formatJson(spelled, this.clockIsSet ? { clock: 'app' } : {}));
  }
}

/** A day, or a moment with a zone: without one, each machine would read another moment. */
function momentOf(given: unknown): Date | undefined {
  const shape = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
  return typeof given === 'string' && shape.test(given) ? new Date(given) : undefined;
}

/**
 * Prints what clients will see. On standard error, since standard output belongs to whoever runs the app. The cdktf command shows
 * standard error as its own errors; under it the report goes to standard output, which cdktf keeps for its debug log.
 */
function announce(report: Report): void {
  const text = formatText(report, {
    colour: false,
    maxFindings: SHOWN,
    moreHint: 'client-access review shows all',
  });
  (process.env.CDKTF_OUTDIR === undefined ? process.stderr : process.stdout).write(text);
}
