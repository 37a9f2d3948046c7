import { endOfValidity } from '../model';

/** How a sentence of an audit is known. */
export enum StatementKind {
  /** It stands in the export. */
  READ = 'read',
  /** It follows from what stands there. */
  CONCLUDED = 'concluded',
  /** The export does not say it. */
  UNKNOWN = 'unknown',
}

/** What a sentence is about: the sections of the report. */
export enum Topic {
  SERVERS = 'servers',
  PRESENTED = 'presented',
  CERTIFICATES = 'certificates',
  NAMES = 'names',
  EXPIRY = 'expiry',
  DIRECTORIES = 'directories',
  EXTENDED_PROTECTION = 'extended-protection',
  MAIL = 'mail',
  CONNECTORS = 'connectors',
  OAUTH = 'oauth',
  ORGANIZATION = 'organization',
  TLS = 'tls',
  SOURCES = 'sources',
}

/** One sentence of an audit. */
export interface Statement {
  readonly kind: StatementKind;
  readonly topic: Topic;
  /** Server that it is about. Left out: the organization. */
  readonly server?: string;
  readonly text: string;
  /** Files and objects that it comes from; of what is unknown, those that were looked at. */
  readonly at: readonly string[];
  /** Of what is unknown: what to export. */
  readonly export?: string;
  /** Document that it follows from. */
  readonly source?: string;
}

/** How long a piece of work takes one person who knows Exchange. */
export enum Effort {
  MINUTES = 'minutes',
  HOUR = 'about an hour',
  DAY = 'up to a day',
  DAYS = 'days',
}

/** How grave it is, the gravest first: the order of the work. */
export enum Gravity {
  /** The sources contradict one another: nothing can be said until it is settled. */
  CONTRADICTION,
  /** Clients or servers fail now. */
  BROKEN,
  /** Some clients or servers fail now, or people are asked. */
  PARTLY_BROKEN,
  /** It will break at a known moment. */
  BREAKS_SOON,
  /** It works, and leaves something open. */
  RISK,
  /** What must be exported before more can be said. */
  GAP,
  TIDY,
}

/** How near the end of a lifetime is what comes first, in milliseconds: 120 days. */
const SOON = 120 * 86_400_000;

/** How grave a renewal is that is due: soon it breaks, and until then it is tidy to be early. */
export function renewalGravity(notAfter: string, now: Date): Gravity {
  return endOfValidity(notAfter) - now.getTime() < SOON ? Gravity.BREAKS_SOON : Gravity.TIDY;
}

/** One thing to do. */
export interface WorkItem {
  readonly code: string;
  readonly gravity: Gravity;
  readonly title: string;
  /** Why, in one sentence. */
  readonly why: string;
  readonly fix: string;
  readonly effort: Effort;
  /** Who is affected. */
  readonly affected: string;
  readonly server?: string;
  /** Where several servers need the same: all of them. */
  readonly servers?: readonly string[];
  readonly at: readonly string[];
  readonly source?: string;
}

/** What a part of the audit found. */
export class Findings {
  public readonly statements: Statement[] = [];
  public readonly work: WorkItem[] = [];

  public read(topic: Topic, server: string | undefined, text: string, at: readonly string[]): void {
    this.statements.push({ kind: StatementKind.READ, topic, text, at, ...named(server) });
  }

  public concluded(
    topic: Topic,
    server: string | undefined,
    text: string,
    at: readonly string[],
    source?: string,
  ): void {
    this.statements.push({
      kind: StatementKind.CONCLUDED,
      topic,
      text,
      at,
      ...named(server),
      ...(source === undefined ? {} : { source }),
    });
  }

  public unknown(
    topic: Topic,
    server: string | undefined,
    text: string,
    how: string,
    at: readonly string[] = [],
  ): void {
    this.statements.push({ kind: StatementKind.UNKNOWN, topic, text, at, export: how, ...named(server) });
  }

  public todo(item: WorkItem): void {
    this.work.push(item);
  }
}

function named(server: string | undefined): { server?: string } {
  return server === undefined || server === '' ? {} : { server };
}
