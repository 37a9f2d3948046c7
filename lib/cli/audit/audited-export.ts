import type { Audit } from '../../audit/audit';
import type { DriftResult } from '../../audit/drift';
import type { StatedClients } from '../../audit/populations';
import type { ExchangeExport } from '../../exports/exchange-export';
import type { Report } from '../../policy';

/** The audit of one organization, and the judgement of what could be put into the model. */
export interface JudgedAudit {
  readonly audit: Audit;
  readonly report: Report;
  /** The comparison with what was declared. Left out: nobody asked. */
  readonly drift?: DriftResult;
}

/** Everything that a report of an audit shows. */
export interface AuditedExport {
  readonly path: string;
  readonly exported: ExchangeExport;
  readonly now: Date;
  readonly clients: readonly StatedClients[];
  /** True where nobody said who the clients are. */
  readonly clientsAssumed: boolean;
  readonly audits: readonly JudgedAudit[];
  /** Organizations that are in the export and were not audited. */
  readonly leftOut: readonly string[];
}
