import { ClientProtocol, type Estate, ExchangeProduct, SourceLocation } from '../model';
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

/** How grave a finding is. Follows the verb of the rule's source: will not work, must: error; should: warning; else note. */
export enum Level {
  ERROR = 'error',
  WARNING = 'warning',
  NOTE = 'note',
}

/** From the gravest down. */
export const LEVELS: Level[] = [Level.ERROR, Level.WARNING, Level.NOTE];

/** The level from which the app that declared the estate refuses. */
export function refusalLevel({ policies }: Estate): Level {
  return (policies[0]?.refuseFrom as Level | undefined) ?? Level.ERROR;
}

/** What Terraform is asked about a value that only it will know. */
export enum ConditionKind {
  /** A host name must be covered by one of the patterns (exact names, or `*.` for one label). */
  NAME_COVERED = 'name-covered',
  /** A number must not exceed the limit. */
  AT_MOST = 'at-most',
  /** A number must reach the limit. */
  AT_LEAST = 'at-least',
  /** A string must not be one of the values. */
  NOT_ONE_OF = 'not-one-of',
}

/**
 * A rule's question in a form that knows nothing of Terraform's language: the constructs render it as a precondition.
 */
export interface Condition {
  readonly kind: ConditionKind;
  /** Terraform expression (with its `${}`) of the value asked about. */
  readonly expression: string;
  readonly patterns?: string[];
  readonly limit?: number;
  /** Said by Terraform where the condition does not hold. */
  readonly message: string;
}

/** What a rule looks at, one at a time. */
export enum SubjectKind {
  ESTATE = 'estate',
  SERVER = 'server',
  BINDING = 'binding',
  CERTIFICATE = 'certificate',
  POPULATION = 'population',
  /** One trust anchor in one population. */
  REACH = 'reach',
  PUBLISHING_POINT = 'publishing-point',
  MAIL_DOMAIN = 'mail-domain',
}

/** Everything that is known of a rule without running it. */
export interface RuleMetadata {
  /** States the fault, in kebab case; the file, the test and the page bear the same name. Never reused. */
  readonly id: string;
  /** Opaque and stable, such as `ECA101`: for tickets and SARIF. */
  readonly ref: string;
  readonly title: string;
  readonly level: Level;
  /** Document that the rule stands on. */
  readonly source: string;
  /** Section of that document. */
  readonly section: string;
  readonly url?: string;
  /** Products that it applies to. Default: all. */
  readonly products?: ExchangeProduct[];
  /** Client protocols that a rule of bindings looks at. Default: all. */
  readonly protocols?: ClientProtocol[];
  /** First day on which it binds, `YYYY-MM-DD`. Default: always. */
  readonly effectiveFrom?: string;
  /** Last day on which it binds, `YYYY-MM-DD`. Default: for ever. */
  readonly effectiveUntil?: string;
  /** Why the fault hurts. */
  readonly rationale: string;
  /** How to fix it. */
  readonly remediation: string;
  /** Whether an unknown answer can be asked of Terraform as a precondition. Default: false. */
  readonly askable?: boolean;
  /** Whether a finding can be accepted at all. Default: true. */
  readonly acknowledgeable?: boolean;
}

/** One fault as a rule reports it. */
export interface FindingDetails {
  /** What is wrong and where, with what was got. Lower case, no full stop at the end. */
  readonly message: string;
  /** How to fix it. Default: the rule's remediation. */
  readonly fix?: string;
  /** Distinguishes this finding from others of the rule on the same subject; part of the finding's key. */
  readonly discriminator?: string;
  /** Ids of the bindings that it affects. */
  readonly bindings?: string[];
  /** Ids of the populations that it affects. */
  readonly populations?: string[];
  /** Construct path of what is at fault. Default: the subject's. */
  readonly path?: string;
  /** Where it was declared. Default: the subject's. */
  readonly location?: SourceLocation;
}

/** What a rule reports on its subject. No report means: compliant. */
export interface IRuleReport {
  finding(details: FindingDetails): void;
  /** It is not known. Where Terraform can be asked, say how, and at which server (its id) where the subject is none. */
  unknown(reason: string, condition?: Condition, server?: string): void;
}

/** A policy check. Extend one of the classes below: they fix what the rule looks at. */
export interface IRule {
  readonly metadata: RuleMetadata;
  readonly subject: SubjectKind;
}

/** Looks at the estate as a whole. */
export abstract class EstateRule implements IRule {
  public readonly subject = SubjectKind.ESTATE;
  public abstract readonly metadata: RuleMetadata;
  public abstract applies(estate: EstateView): boolean;
  public abstract check(estate: EstateView, report: IRuleReport): void;
}

/** Looks at each server. */
export abstract class ServerRule implements IRule {
  public readonly subject = SubjectKind.SERVER;
  public abstract readonly metadata: RuleMetadata;
  public abstract applies(server: ServerView, estate: EstateView): boolean;
  public abstract check(server: ServerView, report: IRuleReport, estate: EstateView): void;
}

/** Looks at each protocol binding. */
export abstract class BindingRule implements IRule {
  public readonly subject = SubjectKind.BINDING;
  public abstract readonly metadata: RuleMetadata;
  public abstract applies(binding: BindingView, estate: EstateView): boolean;
  public abstract check(binding: BindingView, report: IRuleReport, estate: EstateView): void;
}

/** Looks at each certificate. */
export abstract class CertificateRule implements IRule {
  public readonly subject = SubjectKind.CERTIFICATE;
  public abstract readonly metadata: RuleMetadata;
  public abstract applies(certificate: CertificateView, estate: EstateView): boolean;
  public abstract check(certificate: CertificateView, report: IRuleReport, estate: EstateView): void;
}

/** Looks at each client population. */
export abstract class PopulationRule implements IRule {
  public readonly subject = SubjectKind.POPULATION;
  public abstract readonly metadata: RuleMetadata;
  public abstract applies(population: PopulationView, estate: EstateView): boolean;
  public abstract check(population: PopulationView, report: IRuleReport, estate: EstateView): void;
}

/** Looks at each trust anchor in each population that meets it. */
export abstract class ReachRule implements IRule {
  public readonly subject = SubjectKind.REACH;
  public abstract readonly metadata: RuleMetadata;
  public abstract applies(reach: ReachView, estate: EstateView): boolean;
  public abstract check(reach: ReachView, report: IRuleReport, estate: EstateView): void;
}

/** Looks at each publishing point. */
export abstract class PublishingPointRule implements IRule {
  public readonly subject = SubjectKind.PUBLISHING_POINT;
  public abstract readonly metadata: RuleMetadata;
  public abstract applies(point: PublishingPointView, estate: EstateView): boolean;
  public abstract check(point: PublishingPointView, report: IRuleReport, estate: EstateView): void;
}

/** Looks at each mail domain. */
export abstract class MailDomainRule implements IRule {
  public readonly subject = SubjectKind.MAIL_DOMAIN;
  public abstract readonly metadata: RuleMetadata;
  public abstract applies(mailDomain: MailDomainView, estate: EstateView): boolean;
  public abstract check(mailDomain: MailDomainView, report: IRuleReport, estate: EstateView): void;
}

/** What the view of each kind of subject is. */
interface Subjects {
  [SubjectKind.ESTATE]: EstateView;
  [SubjectKind.SERVER]: ServerView;
  [SubjectKind.BINDING]: BindingView;
  [SubjectKind.CERTIFICATE]: CertificateView;
  [SubjectKind.POPULATION]: PopulationView;
  [SubjectKind.REACH]: ReachView;
  [SubjectKind.PUBLISHING_POINT]: PublishingPointView;
  [SubjectKind.MAIL_DOMAIN]: MailDomainView;
}

/** A rule as a plain value: how the rules of this package are written, one a file. */
export interface Rule<K extends SubjectKind = SubjectKind> extends RuleMetadata {
  readonly subject: K;
  /** False: not applicable. */
  applies(subject: Subjects[K], estate: EstateView): boolean;
  check(subject: Subjects[K], report: IRuleReport, estate: EstateView): void;
}

/** Makes a rule of its metadata and its two questions. */
export function defineRule<K extends SubjectKind>(rule: Rule<K>): IRule {
  const { subject, applies, check, ...metadata } = rule;
  return Object.freeze({ metadata: Object.freeze(metadata) as RuleMetadata, subject, applies, check }) as IRule;
}

/** A rule as the engine runs it. */
export interface RunnableRule extends IRule {
  applies(subject: unknown, estate: EstateView): boolean;
  check(subject: unknown, report: IRuleReport, estate: EstateView): void;
}
