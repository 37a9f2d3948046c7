import { CertificateNames, Finding, Outcome } from '../policy';
import { SurveyPart } from './observations';

/** Version of the changes' shape. */
export const CHANGES_SCHEMA_VERSION = 2;

/** One cell of the matrix whose outcome is another than before. */
export interface CellChange {
  readonly population: string;
  /** The population's name, for people. */
  readonly name: string;
  readonly binding: string;
  readonly server: string;
  readonly protocol: string;
  /** Left out: the population did not meet this binding before. */
  readonly before?: Outcome;
  /** Left out: it no longer does. */
  readonly after?: Outcome;
}

export enum CertificateChangeKind {
  ADDED = 'added',
  REMOVED = 'removed',
  CHANGED = 'changed',
}

/** One property of a certificate before and after; an empty string where there was none. */
export interface PropertyChange {
  /** `names`, `key`, `source`, `lifetime`, `issuer`, `uses`, `anchor` or `certificate`. */
  readonly property: string;
  readonly before: string;
  readonly after: string;
}

/** What happens to one certificate. */
export interface CertificateChange {
  readonly certificate: string;
  readonly kind: CertificateChangeKind;
  readonly properties: PropertyChange[];
  /** Ids of the servers that present it afterwards (before, where it is removed). */
  readonly servers: string[];
}

export enum DemandKind {
  /** A name that clients used is served no more. */
  NAME = 'name',
  /** Clients need a root that they did not need before. */
  ROOT = 'root',
}

/** What a change asks of a population before it connects as the matrix says. */
export interface Demand {
  readonly kind: DemandKind;
  readonly population: string;
  /** The population's name, for people. */
  readonly name: string;
  /** Clients. Left out: not declared. */
  readonly count?: number;
  /** Names that nothing answers to any more; none where it is about roots. */
  readonly gone: string[];
  /** Names that are new to them, or names of the roots that are. */
  readonly now: string[];
  /** On what the names were used, or the roots are needed. */
  readonly protocols: string[];
  readonly servers: string[];
}

/** A resource that the apply recreates or removes. */
export interface Replacement {
  /** Terraform address. */
  readonly address: string;
  readonly type: string;
  /** `replace`, `create-first` (the new one before the old one goes) or `delete`. */
  readonly action: string;
  /** Why, as Terraform gives it. */
  readonly reason?: string;
}

/** One way in which the head's policy asks less than the base's. */
export interface PolicyChange {
  /**
   * `rules-gone`, `level-lowered`, `pack-narrowed`, `refusal-raised`, `baseline-grown`, `acknowledgement-added` or
   * `acknowledgement-extended`.
   */
  readonly kind: string;
  /** Ids of the rules that it is about; none where it is about all. */
  readonly rules: string[];
  /** In words. */
  readonly what: string;
}

/** What one change of the configuration does, against a base. */
export interface Changes {
  readonly schemaVersion: number;
  /** Where the policy asks less than before; to be read first, as it decides what the rest is worth. */
  readonly weakerPolicy: PolicyChange[];
  readonly newFindings: Finding[];
  /** Findings of the base that are gone although their rules still run. */
  readonly fixedFindings: Finding[];
  /** Findings of the base whose rules do not run any more: nobody knows whether they are fixed. */
  readonly notAskedFindings: Finding[];
  /** Keys of the findings that were there and still are. */
  readonly standingFindings: string[];
  readonly cells: CellChange[];
  /** None where the base is a report: names and roots are not compared then. */
  readonly demands: Demand[];
  readonly certificates: CertificateChange[];
  readonly serversAdded: string[];
  readonly serversRemoved: string[];
}

/** What a format may show besides the report itself. */
export interface ReviewContext {
  /** What changed against a base. @default - not compared */
  readonly changes?: Changes;
  /** What the apply recreates or removes. @default - not known */
  readonly replacements?: Replacement[];
  /** What reading the input had to say, in words. @default - nothing */
  readonly notices?: string[];
  /** What each certificate needs as names. @default - not shown */
  readonly names?: CertificateNames[];
  /** Who set the moment of judgement: the app, for the report that synth leaves. @default - the clock of the machine, or the command's option */
  readonly clock?: 'app';
  /** What a part of a run adds, so that the parts can be merged. @default - it was no part */
  readonly survey?: SurveyPart;
}
