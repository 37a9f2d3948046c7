import { Acknowledgement, ClientProtocol, Observation, SourceLocation } from '../model';
import { Condition, Level, RuleMetadata } from './rule';
import { Outcome } from './outcome';

/** Version of the report's shape. */
export const REPORT_SCHEMA_VERSION = 2;

/** When the estate was judged. */
export enum Moment {
  DECLARED = 'declared',
  PLANNED = 'planned',
  ISSUED = 'issued',
  OBSERVED = 'observed',
}

/** One fault. */
export interface Finding {
  /** Stable over runs: rule, and in brackets the subject and what distinguishes it from the rule's other findings there. */
  readonly key: string;
  readonly rule: string;
  readonly ref: string;
  readonly level: Level;
  readonly message: string;
  readonly fix: string;
  readonly source: string;
  /** Construct path of what is at fault. */
  readonly path: string;
  readonly server?: string;
  readonly binding?: string;
  readonly protocol?: ClientProtocol;
  readonly population?: string;
  readonly certificate?: string;
  /** Ids of the bindings that it affects. */
  readonly bindings: string[];
  /** Ids of the populations that it affects. */
  readonly populations: string[];
  readonly location?: SourceLocation;
  /** Set where the finding is accepted; it then refuses nothing. */
  readonly acknowledgement?: Acknowledgement;
  /** True where the baseline held it already; it then refuses nothing. */
  readonly inBaseline?: boolean;
}

/** Something that a rule could not decide. */
export interface UnknownResult {
  readonly rule: string;
  /** Id of the subject. */
  readonly subject: string;
  readonly reason: string;
  /** Id of the server that a precondition belongs to. */
  readonly server?: string;
  readonly condition?: Condition;
  readonly location?: SourceLocation;
}

/** How often a rule came to which of its four results. */
export interface RuleTally {
  readonly rule: RuleMetadata;
  /** Level after the pack's overrides. */
  readonly level: Level;
  readonly compliant: number;
  readonly nonCompliant: number;
  readonly notApplicable: number;
  readonly unknown: number;
}

export enum AcknowledgementStatus {
  USED = 'used',
  /** Past its last day, or the day can't be read: what it accepted is back. */
  EXPIRED = 'expired',
  /** Accepts nothing that was found. */
  UNUSED = 'unused',
  /** Names a rule that nobody runs. */
  UNKNOWN_RULE = 'unknown-rule',
  /** Names a rule whose findings can't be accepted. */
  NOT_ACKNOWLEDGEABLE = 'not-acknowledgeable',
  /** Its reason is too short, or its rule is a pattern. */
  INVALID = 'invalid',
}

/** What became of one acknowledgement. */
export interface AcknowledgementResult {
  readonly acknowledgement: Acknowledgement;
  readonly status: AcknowledgementStatus;
  /** Keys of the findings that it accepts. */
  readonly findings: string[];
  /** What to do about it, where something is to be done. */
  readonly advice?: string;
}

/** A binding as a row of the matrix. */
export interface MatrixRow {
  readonly binding: string;
  readonly server: string;
  readonly protocol: ClientProtocol;
  readonly certificate?: string;
  /** For each population of the matrix, index of its outcome, or -1 where it does not use this binding. */
  readonly cells: number[];
}

/** A population as a column of the matrix. */
export interface MatrixColumn {
  readonly population: string;
  readonly name: string;
  readonly platform: string;
  readonly application?: string;
  readonly place: string;
  readonly count?: number;
}

/** Every population on every binding. Equal outcomes are stored once. */
export interface Matrix {
  readonly columns: MatrixColumn[];
  readonly rows: MatrixRow[];
  readonly outcomes: Outcome[];
}

/** How many there are of what. */
export interface Summary {
  readonly refused: boolean;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly acknowledged: number;
  readonly unknown: number;
  readonly servers: number;
  readonly bindings: number;
  readonly populations: number;
  readonly certificates: number;
  readonly works: number;
  readonly prompts: number;
  readonly fails: number;
  readonly unknownCells: number;
}

/** A judgement as data; the formats are made of this alone. */
export interface Report {
  readonly schemaVersion: number;
  /** The moment that the clock said, ISO 8601. */
  readonly judgedAt: string;
  readonly moment: Moment;
  readonly summary: Summary;
  readonly findings: Finding[];
  readonly unknowns: UnknownResult[];
  readonly acknowledgements: AcknowledgementResult[];
  readonly rules: RuleTally[];
  readonly matrix: Matrix;
  /** What endpoints did that were asked. @default - none was asked */
  readonly observations?: Observation[];
}
