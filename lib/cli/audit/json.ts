import { factsOf } from '../../audit/fact-list';
import { Gravity } from '../../audit/statement';
import { AuditedExport, JudgedAudit } from './audited-export';

/** Version of the shape of the JSON report of an audit. */
const AUDIT_SCHEMA_VERSION = 1;

/** The audit as JSON: the work, every sentence, every fact with its place, and the report of the judgement. */
export function auditJson(audited: AuditedExport, judgement: (judged: JudgedAudit) => string): string {
  const { exported, now, clients, clientsAssumed, audits, leftOut } = audited;
  const json = {
    schemaVersion: AUDIT_SCHEMA_VERSION,
    now: now.toISOString(),
    clients: { assumed: clientsAssumed, populations: clients },
    organizations: audits.map((judged) => {
      const { forest, servers, work, statements, exported: estate } = judged.audit;
      return {
        forest: forest.forest,
        ...(forest.name === undefined ? {} : { name: forest.name }),
        servers: servers.filter((server) => server !== ''),
        work: work.map(({ gravity, ...item }, index) => ({
          rank: index + 1,
          gravity: Gravity[gravity].toLowerCase().replace(/_/g, '-'),
          ...item,
        })),
        statements,
        facts: factsOf(exported, forest.forest),
        notJudged: estate.notJudged,
        ...(judged.drift ? { drift: { differences: judged.drift.drifts, notCompared: judged.drift.unknown } } : {}),
        report: JSON.parse(judgement(judged)) as unknown,
      };
    }),
    organizationsLeftOut: leftOut,
    files: exported.files,
    problems: exported.problems.map(({ at, message, fix }) => ({ at, message, fix })),
    linesNotUnderstood: exported.remarks,
    secretsDropped: exported.secrets,
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}
