import { Statement } from '../../audit/statement';
import { AuditedExport, JudgedAudit } from './audited-export';
import { clientsText, driftLines, headOf, placesText, readingNotes, sectionsOf, unknownsOf } from './sections';

/** The audit as Markdown. */
export function auditMarkdown(
  audited: AuditedExport,
  judgement: (judged: JudgedAudit) => string,
  escape: (text: string) => string,
): string {
  const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');
  const statement = ({ text, kind, at }: Statement): string => `${escape(text)} _(${kind}: ${escape(placesText(at))})_`;
  const blocks = audited.audits.map((judged) => {
    const { work, exported } = judged.audit;
    const items = work.map(
      ({ title, why, fix, effort, affected, at }, index) =>
        `${index + 1}. **${escape(title)}**  \n   Why: ${escape(why)}  \n   Do: ${escape(fix)}  \n   Effort: ${effort}. Affected: ${escape(affected)}.${at.length > 0 ? `  \n   From: ${escape(placesText(at))}` : ''}`,
    );
    const unknowns = unknownsOf(judged).map(
      ({ text, export: how }) => `${escape(text)}${how ? `  \n  Export: ${escape(how)}` : ''}`,
    );
    const notJudged = exported.notJudged.map((text) => `not judged: ${escape(text)}`);
    return [
      `# ${escape(headOf(audited, judged))}`,
      `## What to do first\n\n${items.length > 0 ? items.join('\n') : 'Nothing that this export shows.'}`,
      ...(judged.drift ? [`## Differences from the declaration\n\n${list(driftLines(judged).map(escape))}`] : []),
      ...sectionsOf(judged).map(({ title, statements }) => `## ${title}\n\n${list(statements.map(statement))}`),
      `## What the export does not say, and how to export it\n\n${list(unknowns)}`,
      `## What clients see\n\n${escape(clientsText(audited))}${notJudged.length > 0 ? `\n\n${list(notJudged)}` : ''}`,
      judgement(judged).trimEnd(),
    ]
      .filter((block) => block !== '')
      .join('\n\n');
  });
  return `${[...blocks, `# What was read\n\n${list(readingNotes(audited).map(escape))}`].join('\n\n')}\n`;
}
