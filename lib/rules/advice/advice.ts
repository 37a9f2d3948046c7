import { CertificateSourceKind, ClientProtocol } from '../../model';
import { CertificateNames, OutcomeKind } from '../../policy';

/** How large an organization is, in the seed document's words. */
export enum OrganizationSize {
  SMALL = 'small',
  MEDIUM = 'medium',
  LARGE = 'large',
}

/** What an adviser gets besides the estate. */
export interface AdviceProps {
  /** The clock: decides which lifetimes public CAs may issue. */
  readonly now: Date;
  /** @default - not stated: OrganizationSize.MEDIUM */
  readonly size?: OrganizationSize;
  /** What can be spent on certificates in a year, in any currency. @default - not stated: purchases are never too dear */
  readonly budgetPerYear?: number;
  /** What one purchased certificate costs in a year, in the same currency. @default 0 - as with ACME */
  readonly pricePerYear?: number;
  /** Whether something renews purchased certificates unattended (ACME). @default false */
  readonly purchasesUnattended?: boolean;
}

/** One sentence of advice, and what it stands on. */
export interface Statement {
  readonly text: string;
  /** Source keys, as the tables of facts name them. */
  readonly source: string;
}

/** What a source would mean for some clients. */
export interface ClientEffect {
  /** Id of the population. */
  readonly population: string;
  readonly kind: OutcomeKind;
  readonly reason: string;
  readonly source: string;
  /** What would have to change for it to work. */
  readonly remedy?: string;
}

/** One source for some bindings. */
export interface SourceOption {
  readonly kind: CertificateSourceKind;
  /** Clients with which it does not simply work. Empty: it works for all. */
  readonly effects: ClientEffect[];
}

/** Bindings that are advised alike. */
export interface BindingAdvice {
  /** Ids of the bindings. */
  readonly bindings: string[];
  readonly protocols: ClientProtocol[];
  readonly recommended: CertificateSourceKind;
  readonly why: Statement[];
  /** What would have to change for a cheaper source to do as well. Empty: nothing cheaper is thinkable. */
  readonly forLess: Statement[];
  readonly options: SourceOption[];
}

/** What a source costs in work. */
export interface Workload {
  readonly kind: CertificateSourceKind;
  /** Lifetime that is reckoned with, in days. */
  readonly lifetimeDays: number;
  /** Renewals of one certificate in a year, each at two thirds of the lifetime. */
  readonly renewalsPerYear: number;
  /** Actions of people in a year on all servers and clients together; 0 where all is unattended. */
  readonly actionsPerYear: number;
  readonly statement: Statement;
}

/** What work the sources cost under the lifetimes of one day. */
export interface WorkloadAt {
  /** Day on which these lifetimes hold, `YYYY-MM-DD`. */
  readonly from: string;
  readonly workloads: Workload[];
}

/** Advice on the certificates of an estate. */
export interface Advice {
  readonly bindings: BindingAdvice[];
  /** Names that each certificate needs, and why; those to order where it is to be purchased. */
  readonly names: CertificateNames[];
  /** Today, and when the last known limit holds. */
  readonly work: WorkloadAt[];
}
