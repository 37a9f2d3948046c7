import { refusalLevel } from '../../policy/rule';
import { format, FormatInput } from '../formats';
import { InputError } from '../input-error';
import { VERSION } from '../version';
import type { AuditedExport, JudgedAudit } from './audited-export';
import { clientsText, driftText } from './sections';

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
  if (name === 'json') return (await import('./json')).auditJson(audited, judgement);
  if (name === 'text') return (await import('./text')).auditText(audited, judgement);
  const { markdownText } = await import('../../report/plain');
  return (await import('./markdown')).auditMarkdown(audited, judgement, (text) => markdownText(text, 4000));
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
