import { refusalLevel } from '../../policy/rule';
import { format, FormatInput } from '../formats';
import { InputError } from '../exit';
import { VERSION } from '../verb';
import { AuditedExport, JudgedAudit } from './audit-export';
import { auditMarkdown, auditText, clientsText, driftText } from './sections';
import { factsOf } from '../../audit/fact-list';
import { Gravity } from '../../audit/statement';

/** Formats that show the audit; every other format of a review shows the judgement alone. */
const WHOLE = ['text', 'markdown', 'json'];

/**
 * An audit in one format.
 *
 * @throws InputError where the format shows one estate, and the export has several
 */
export async function formatAudit(name: string, audited: AuditedExport, columns?: number): Promise<string> {
  const [first, second] = audited.audits;
  if (!WHOLE.includes(name)) {
    if (second !== undefined)
      throw new InputError(
        `the format ${name} shows one organization, and the export has ${audited.audits.length}`,
        `choose one with --organization: ${audited.audits.map(({ audit }) => audit.forest.forest).join(', ')}`,
      );
    return format(name, inputOf(audited, first!));
  }
  const judged = new Map<JudgedAudit, string>();
  for (const one of audited.audits) {
    const empty = (one.drift?.estate ?? one.audit.exported.estate).bindings.length === 0;
    const input = { ...inputOf(audited, one), notices: [], ...(columns === undefined ? {} : { columns }) };
    judged.set(one, empty && name !== 'json' ? '' : await format(name, input));
  }
  const judgement = (one: JudgedAudit): string => judged.get(one)!;
  if (name === 'json') return auditJson(audited, judgement);
  return name === 'text' ? auditText(audited, judgement) : auditMarkdown(audited, judgement);
}

/** What the formats of a review are given: the work and the gaps of the audit are its notices. */
function inputOf(audited: AuditedExport, { audit, report, drift }: JudgedAudit): FormatInput {
  const { notJudged } = audit.exported;
  const estate = drift?.estate ?? audit.exported.estate;
  return {
    report,
    estate,
    failFrom: refusalLevel(estate),
    toolVersion: VERSION,
    notices: [
      ...audit.work.map(({ title, why }, index) => `to do ${index + 1}: ${title}: ${why}`),
      ...notJudged.map((text) => `not judged: ${text}`),
      ...(drift?.drifts ?? []).map(driftText),
      clientsText(audited),
    ],
    fallbackFile: audited.path,
    colour: false,
  };
}

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
