import { ClientProtocol } from '../../lib/model';
import { agrees, type Comparison } from './comparison';
import { Situation, SITUATIONS } from './situation';
import type { Style, Terminal } from './terminal';

const LABELS: Readonly<Partial<Record<ClientProtocol, string>>> = {
  [ClientProtocol.OWA]: 'Outlook Web App',
  [ClientProtocol.IMAP4]: 'IMAP4 and IMAPS',
  [ClientProtocol.POP3]: 'POP3 and POP3S',
  [ClientProtocol.SMTP_SUBMISSION]: 'SMTP submission',
};

// Together no wider than a terminal of 80 columns.
const CLIENT_WIDTH = 8;
const PROTOCOL_WIDTH = 15;
const CELL_WIDTH = 17;

const HEADINGS: Readonly<Record<Situation, string>> = {
  [Situation.ROOT_HELD]: 'root held',
  [Situation.ROOT_MISSING]: 'root missing',
  [Situation.OTHER_NAME]: 'other name asked',
};

/** The connections to one server as a table: a row for each client and protocol, a column for each situation. */
export function writeTable(terminal: Terminal, comparisons: readonly Comparison[]): void {
  const headings = SITUATIONS.map((situation) => HEADINGS[situation].padEnd(CELL_WIDTH)).join(' ');
  terminal.line(
    terminal.style(
      'dim',
      `  ${'client'.padEnd(CLIENT_WIDTH)} ${'protocol'.padEnd(PROTOCOL_WIDTH)} ${headings}`.trimEnd(),
    ),
  );
  const rows = new Map<string, Comparison[]>();
  for (const comparison of comparisons) {
    const key = `${comparison.client}/${comparison.protocol}`;
    rows.set(key, [...(rows.get(key) ?? []), comparison]);
  }
  for (const row of rows.values()) {
    const [{ client, protocol }] = row;
    const cells = SITUATIONS.map((situation) =>
      cell(
        terminal,
        row.filter((comparison) => comparison.situation === situation),
      ),
    );
    terminal.line(
      `  ${client.padEnd(CLIENT_WIDTH)} ${(LABELS[protocol] ?? protocol).padEnd(PROTOCOL_WIDTH)} ${cells.join(' ')}`.trimEnd(),
    );
  }
}

/** What was predicted, a sign between, what the client did; two doors of one protocol share a cell while they agree. */
function cell(terminal: Terminal, comparisons: readonly Comparison[]): string {
  const different = comparisons.find((comparison) => !agrees(comparison));
  const shown = different ?? comparisons[0];
  const text = `${shown.predicted.kind} ${different ? '!' : '>'} ${shown.observed.outcome}`.padEnd(CELL_WIDTH);
  const style: Style = different ? 'red' : shown.observed.outcome === 'accepted' ? 'green' : 'yellow';
  return terminal.style(style, text);
}
