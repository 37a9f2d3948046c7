import { Statement } from '../../audit/statement';
import { plain } from '../../report/plain';
import { AuditedExport, JudgedAudit } from './audited-export';
import { clientsText, driftLines, headOf, placesText, readingNotes, sectionsOf, unknownsOf } from './sections';

/** The audit as text: the work first, then what is known, then what is not. */
export function auditText(audited: AuditedExport, judgement: (judged: JudgedAudit) => string): string {
  const blocks = audited.audits.map((judged) => oneAudit(audited, judged, judgement(judged)));
  return `${[
    ...blocks,
    section(
      'What was read',
      readingNotes(audited).map((note) => `  - ${plain(note)}`),
    ),
  ].join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return [title, '-'.repeat(title.length), ...lines].join('\n');
}

function oneAudit(audited: AuditedExport, judged: JudgedAudit, judgement: string): string {
  const { work, exported } = judged.audit;
  const head = plain(headOf(audited, judged));
  const items = work.flatMap((item, index) => [
    `${String(index + 1).padStart(3)}. ${plain(item.title)}`,
    `     Why: ${plain(item.why)}`,
    `     Do: ${plain(item.fix)}`,
    `     Effort: ${item.effort}. Affected: ${plain(item.affected)}.`,
    ...(item.at.length > 0 ? [`     From: ${plain(placesText(item.at))}`] : []),
  ]);
  const unknowns = unknownsOf(judged).map(
    ({ text, export: how, at }) =>
      `  - ${plain(text)}${how ? `\n    Export: ${plain(how)}` : ''}${at.length > 0 ? `\n    Looked at: ${plain(placesText(at))}` : ''}`,
  );
  const clients = [
    `  ${plain(clientsText(audited))}`,
    ...exported.notJudged.map((text) => `  - not judged: ${plain(text)}`),
    ...(judgement === '' ? [] : ['', judgement.trimEnd()]),
  ];
  return [
    `${head}\n${'='.repeat(Math.min(head.length, 100))}`,
    section('What to do first', items.length > 0 ? items : ['  Nothing that this export shows.']),
    ...(judged.drift
      ? [
          section(
            'Differences from the declaration',
            driftLines(judged).map((line) => `  - ${plain(line)}`),
          ),
        ]
      : []),
    ...sectionsOf(judged).map(({ title, statements }) => section(title, statements.map(statementText))),
    section('What the export does not say, and how to export it', unknowns),
    section('What clients see', clients),
  ].join('\n\n');
}

function statementText({ text, kind, at }: Statement): string {
  return `  - ${plain(text)} [${kind}${at.length === 0 ? '' : `: ${plain(placesText(at))}`}]`;
}
