import { Estate, ExchangeProduct } from '../model';
import { acknowledge, isWithin } from './acknowledge';
import {
  Condition,
  FindingDetails,
  IRule,
  IRuleReport,
  Level,
  LEVELS,
  RuleMetadata,
  RunnableRule,
  SubjectKind,
} from './rule';
import { DECLARATION_RULE, declarationFindings } from './declaration-rule';
import { fillMatrix, IAssessor } from './matrix';
import { Outcome, OutcomeKind } from './outcome';
import { nearest } from './nearest';
import { LevelOverride, RulePack } from './pack';
import { Finding, Matrix, Moment, Report, REPORT_SCHEMA_VERSION, RuleTally, Summary, UnknownResult } from './report';
import {
  BindingView,
  CertificateView,
  MailDomainView,
  PopulationView,
  PublishingPointView,
  ReachView,
  ServerView,
} from './view';
import { EstateView } from './estate-view';

/** A pack and where it applies. */
export interface ScopedPack {
  readonly pack: RulePack;
  /** Construct path; an empty string is the whole app. */
  readonly scope: string;
}

/** What a judgement needs besides the estate. */
export interface JudgeOptions {
  /** The clock. */
  readonly now: Date;
  /** Each with the construct path that it applies to, with all below; an empty scope is the whole app. */
  readonly packs: ScopedPack[];
  readonly assessor: IAssessor;
  /** @default Moment.DECLARED */
  readonly moment?: Moment;
  /** Keys of findings that were there before the policy was adopted: they are shown and refuse nothing. @default - none */
  readonly baseline?: string[];
  /** Levels that the user set, over those of rules and packs. @default - none */
  readonly levels?: LevelOverride[];
  /** Level from which a finding refuses. @default Level.ERROR */
  readonly refuseFrom?: Level;
}

/**
 * Judges an estate: fills the matrix, runs the rules, weighs the acknowledgements. Pure: same input, same report.
 *
 * @throws Error when two packs bring different rules with one id.
 */
export function judge(estate: Estate, options: JudgeOptions): Report {
  const view = new EstateView(estate, options.now);
  fillMatrix(view, options.assessor);
  const { rules, levels, scopes } = collect(options.packs, options.levels ?? []);
  const raw: Finding[] = declarationFindings(estate);
  const unknowns: UnknownResult[] = [];
  const tallies: RuleTally[] = [tallyOfDeclarations(raw)];
  const today = options.now.toISOString().slice(0, 10);
  const hearing: Hearing = { view, today, findings: raw, unknowns };
  for (const rule of rules.values()) {
    if (rule === DECLARATION_RULE) continue;
    const own = levels.get(rule.metadata.id) ?? [];
    tallies.push(run(rule as RunnableRule, own, scopes.get(rule.metadata.id) as string[], hearing));
  }
  const acknowledged = acknowledge(raw, estate.acknowledgements, rules, options.now);
  const baseline = new Set(options.baseline ?? []);
  const findings = acknowledged.findings
    .map((finding) => (baseline.has(finding.key) ? { ...finding, inBaseline: true } : finding))
    .sort(byGravity);
  const matrix = tabulate(view);
  const { observations } = estate;
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    judgedAt: options.now.toISOString(),
    moment: options.moment ?? Moment.DECLARED,
    summary: summarize(view, findings, unknowns, options.refuseFrom ?? Level.ERROR),
    findings,
    unknowns,
    acknowledgements: acknowledged.results,
    rules: tallies,
    matrix,
    ...(observations === undefined || observations.length === 0 ? {} : { observations }),
  };
}

/** Whether a finding stands: neither accepted nor known before. */
export function stands(finding: Finding): boolean {
  return finding.acknowledgement === undefined && finding.inBaseline !== true;
}

/** Whether a finding refuses the app. */
export function refuses(finding: Finding, from: Level = Level.ERROR): boolean {
  return stands(finding) && LEVELS.indexOf(finding.level) <= LEVELS.indexOf(from);
}

/** A level of a rule and the construct path at and below which it is given; an empty string is the whole app. */
interface ScopedLevel {
  readonly level: Level;
  readonly scope: string;
}

interface Collected {
  readonly rules: Map<string, IRule>;
  /** The levels that each rule is given, of which the last that applies counts. */
  readonly levels: Map<string, ScopedLevel[]>;
  /** Where each rule applies. */
  readonly scopes: Map<string, string[]>;
}

function collect(packs: ScopedPack[], userLevels: LevelOverride[]): Collected {
  const rules = new Map<string, IRule>([[DECLARATION_RULE.metadata.id, DECLARATION_RULE]]);
  const levels = new Map<string, ScopedLevel[]>();
  const give = (rule: string, level: Level, scope: string): void => {
    levels.set(rule, [...(levels.get(rule) ?? []), { level, scope }]);
  };
  const scopes = new Map<string, string[]>();
  for (const { pack, scope } of packs) {
    for (const rule of pack.rules) {
      const id = rule.metadata.id;
      const known = rules.get(id);
      if (known && known !== rule) {
        throw new Error(
          `pack ${pack.id}: another rule with the id ${id} is already there; give one of them another id`,
        );
      }
      rules.set(id, rule);
      scopes.set(id, [...(scopes.get(id) ?? []), scope]);
    }
    for (const override of pack.levels) give(override.rule, override.level, scope);
  }
  for (const override of userLevels) {
    if (!rules.has(override.rule)) {
      const near = nearest(override.rule, rules.keys());
      throw new Error(
        `a level is set for the rule ${override.rule}, which no pack holds${near ? `; did you mean ${near}?` : ''}`,
      );
    }
    give(override.rule, override.level, '');
  }
  return { rules, levels, scopes };
}

function subjectsOf(kind: SubjectKind, view: EstateView): unknown[] {
  switch (kind) {
    case SubjectKind.ESTATE:
      return [view];
    case SubjectKind.SERVER:
      return view.servers;
    case SubjectKind.BINDING:
      return view.bindings;
    case SubjectKind.CERTIFICATE:
      return view.certificates;
    case SubjectKind.POPULATION:
      return view.populations;
    case SubjectKind.REACH:
      return view.reaches;
    case SubjectKind.PUBLISHING_POINT:
      return view.publishingPoints;
    case SubjectKind.MAIL_DOMAIN:
      return view.mailDomains;
  }
}

/** Which server, binding and so on a subject is: what the finding carries for people and for the formats. */
function coordinates(
  subject: unknown,
): Pick<Finding, 'path' | 'server' | 'binding' | 'protocol' | 'population' | 'certificate' | 'location'> {
  if (subject instanceof BindingView) {
    return {
      path: subject.server.id,
      server: subject.server.id,
      binding: subject.id,
      protocol: subject.binding.protocol,
      ...(subject.certificate ? { certificate: subject.certificate.id } : {}),
      location: subject.location,
    };
  }
  if (subject instanceof ServerView) return { path: subject.id, server: subject.id, location: subject.location };
  if (subject instanceof CertificateView) {
    return {
      path: subject.id,
      certificate: subject.id,
      ...(subject.servers.length === 1 ? { server: subject.servers[0].id } : {}),
      location: subject.location ?? subject.servers[0]?.location,
    };
  }
  if (subject instanceof ReachView)
    return { path: subject.population.id, population: subject.population.id, location: subject.location };
  if (subject instanceof PopulationView)
    return { path: subject.id, population: subject.id, location: subject.location };
  if (subject instanceof PublishingPointView) return { path: subject.id, location: subject.location };
  if (subject instanceof MailDomainView) {
    const server = subject.servers[0]?.id;
    return { path: server ?? subject.id, ...(server === undefined ? {} : { server }), location: subject.location };
  }
  return { path: '' };
}

/** Whether a subject is of one of the products, or of none that is known. */
function isOfProduct(subject: unknown, products: readonly ExchangeProduct[]): boolean {
  const server = subject instanceof BindingView ? subject.server : subject;
  return !(server instanceof ServerView) || products.some((product) => product === server.server.release.product);
}

/** @param today YYYY-MM-DD */
function isInForce(metadata: RuleMetadata, today: string): boolean {
  return (metadata.effectiveFrom ?? '') <= today && today <= (metadata.effectiveUntil ?? '9999-12-31');
}

/** Whether a subject lies where the pack applies; the estate as a whole always does. */
function isInScope(subject: unknown, scopes: string[]): boolean {
  const where = coordinates(subject);
  return (
    where.path === '' ||
    scopes.some((scope) => isWithin(where.path, scope) || (where.server !== undefined && isWithin(where.server, scope)))
  );
}

class RuleReport implements IRuleReport {
  public subject: unknown;
  public findings = 0;
  public unknowns = 0;
  private readonly source: string;
  public constructor(
    private readonly metadata: RuleMetadata,
    public level: Level,
    private readonly into: Finding[],
    private readonly unknownInto: UnknownResult[],
  ) {
    this.source = `${metadata.source}, ${metadata.section}`;
  }

  public finding(details: FindingDetails): void {
    this.findings++;
    const { metadata, level, source } = this;
    const { location: declared, ...where } = coordinates(this.subject);
    const id = (this.subject as { id?: string }).id ?? '';
    const subject = details.discriminator === undefined ? id : `${id}:${details.discriminator}`;
    const location = details.location ?? declared;
    this.into.push({
      key: `${metadata.id}[${subject}]`,
      rule: metadata.id,
      ref: metadata.ref,
      level,
      message: details.message,
      fix: details.fix ?? metadata.remediation,
      source,
      ...where,
      ...(details.path === undefined ? {} : { path: details.path }),
      bindings: details.bindings ?? (where.binding === undefined ? [] : [where.binding]),
      populations: details.populations ?? (where.population === undefined ? [] : [where.population]),
      ...(location ? { location } : {}),
    });
  }

  public unknown(reason: string, condition?: Condition, server?: string): void {
    this.unknowns++;
    const where = coordinates(this.subject);
    const at = server ?? where.server;
    this.unknownInto.push({
      rule: this.metadata.id,
      subject: (this.subject as { id?: string }).id ?? '',
      reason,
      ...(at === undefined ? {} : { server: at }),
      ...(condition ? { condition } : {}),
      ...(where.location ? { location: where.location } : {}),
    });
  }
}

/** What the rules of one judgement have in common. */
interface Hearing {
  readonly view: EstateView;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly findings: Finding[];
  readonly unknowns: UnknownResult[];
}

function run(rule: RunnableRule, levels: ScopedLevel[], scopes: string[], hearing: Hearing): RuleTally {
  const { view, today, findings, unknowns } = hearing;
  const all = subjectsOf(rule.subject, view);
  const { protocols, products } = rule.metadata;
  const level = levels.filter(({ scope }) => scope === '').at(-1)?.level ?? rule.metadata.level;
  const isLocal = levels.some(({ scope }) => scope !== '');
  const tally = { rule: rule.metadata, level, compliant: 0, nonCompliant: 0, notApplicable: 0, unknown: 0 };
  if (!isInForce(rule.metadata, today)) return { ...tally, notApplicable: all.length };
  const subjects = rule.subject === SubjectKind.BINDING && protocols ? view.bindingsOf(protocols) : all;
  const everywhere = scopes.includes('');
  const report = new RuleReport(rule.metadata, level, findings, unknowns);
  let { compliant, nonCompliant, unknown } = tally;
  for (const subject of subjects) {
    if (!rule.applies(subject, view)) continue;
    if (products && !isOfProduct(subject, products)) continue;
    if (!everywhere && !isInScope(subject, scopes)) continue;
    if (isLocal)
      report.level = levels.filter(({ scope }) => isInScope(subject, [scope])).at(-1)?.level ?? rule.metadata.level;
    report.subject = subject;
    report.findings = 0;
    report.unknowns = 0;
    rule.check(subject, report, view);
    if (report.findings > 0) nonCompliant++;
    else if (report.unknowns > 0) unknown++;
    else compliant++;
  }
  const notApplicable = all.length - compliant - nonCompliant - unknown;
  return { ...tally, compliant, nonCompliant, notApplicable, unknown };
}

function tallyOfDeclarations(findings: Finding[]): RuleTally {
  const rule = DECLARATION_RULE.metadata;
  return {
    rule,
    level: rule.level,
    compliant: findings.length === 0 ? 1 : 0,
    nonCompliant: findings.length === 0 ? 0 : 1,
    notApplicable: 0,
    unknown: 0,
  };
}

function byGravity(a: Finding, b: Finding): number {
  return LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || compare(a.rule, b.rule) || compare(a.key, b.key);
}

/** Order by code unit: the same on every machine, unlike a locale's. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function tabulate(view: EstateView): Matrix {
  const outcomes: Outcome[] = [];
  const outcomeIndex = new Map<Outcome, number>();
  const cellsOf = cellsOfBindings(view, (outcome) => {
    let index = outcomeIndex.get(outcome);
    if (index === undefined) outcomeIndex.set(outcome, (index = outcomes.push(outcome) - 1));
    return index;
  });
  const rows = view.bindings.map((binding) => ({
    binding: binding.id,
    server: binding.server.id,
    protocol: binding.binding.protocol,
    ...(binding.certificate ? { certificate: binding.certificate.id } : {}),
    cells: cellsOf(binding),
  }));
  const columns = view.populations.map(({ population }) => ({
    population: population.id,
    name: population.name,
    platform: population.platform,
    ...(population.application === undefined ? {} : { application: population.application }),
    place: population.place,
    ...(population.count === undefined ? {} : { count: population.count }),
  }));
  return { columns, rows, outcomes };
}

/** Gives the cells of a binding. Bindings that the same groups hold have one list. */
function cellsOfBindings(view: EstateView, indexOf: (outcome: Outcome) => number): (binding: BindingView) => number[] {
  const lists = new Map<readonly BindingView[], (readonly [column: number, outcome: number])[]>();
  view.populations.forEach((population, column) => {
    for (const { bindings, outcome } of population.groups) {
      const cell = [column, indexOf(outcome)] as const;
      const cells = lists.get(bindings);
      if (cells) cells.push(cell);
      else lists.set(bindings, [cell]);
    }
  });
  const cellsOf = new Map<BindingView, number[]>();
  const empty = new Array<number>(view.populations.length).fill(-1);
  for (const [bindings, added] of lists) {
    // Of the cells so far, those with the added ones: the same for every binding that had the same so far.
    const filled = new Map<number[], number[]>();
    for (const binding of bindings) {
      const before = cellsOf.get(binding) ?? empty;
      let cells = filled.get(before);
      if (!cells) {
        filled.set(before, (cells = [...before]));
        for (const [column, outcome] of added) cells[column] = outcome;
      }
      cellsOf.set(binding, cells);
    }
  }
  return (binding) => cellsOf.get(binding) ?? empty;
}

function summarize(view: EstateView, findings: Finding[], unknowns: UnknownResult[], refuseFrom: Level): Summary {
  const standing = findings.filter(stands);
  const cells: Record<OutcomeKind, number> = { works: 0, prompts: 0, fails: 0, unknown: 0 };
  for (const population of view.populations)
    for (const group of population.groups) cells[group.outcome.kind] += group.bindings.length;
  return {
    refused: findings.some((finding) => refuses(finding, refuseFrom)),
    errors: standing.filter((finding) => finding.level === Level.ERROR).length,
    warnings: standing.filter((finding) => finding.level === Level.WARNING).length,
    notes: standing.filter((finding) => finding.level === Level.NOTE).length,
    acknowledged: findings.length - standing.length,
    unknown: unknowns.length,
    servers: view.servers.length,
    bindings: view.bindings.length,
    populations: view.populations.length,
    certificates: view.certificates.length,
    works: cells.works,
    prompts: cells.prompts,
    fails: cells.fails,
    unknownCells: cells.unknown,
  };
}
