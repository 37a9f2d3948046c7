import { digits } from '../plain';
import { Before, GroupData } from '../html/page-data';
import { byId, Child, data, element, mark } from './dom';
import { beforeOf, certificateOf, GRAVITY, SelectedGroup, SelectedRow } from './selection';

const detail = byId('detail');
/** The cell that the panel is about. */
let opener: HTMLElement | undefined;

/**
 * Shows why a cell is as it is, how to fix it, and which findings report it.
 *
 * @param button the cell
 * @param entry its group
 * @param row number of its protocol's row; undefined for all of the group
 * @param column number of its population
 */
export function openDetail(button: HTMLElement, entry: SelectedGroup, row: number | undefined, column: number): void {
  const group = data.groups[entry.index];
  const rows = entry.rows.filter((one) =>
    row === undefined ? group.rows[one.row].cells[column] >= 0 : one.row === row,
  );
  const population = data.populations[column];
  byId('detail-title').textContent =
    row === undefined ? population.name : `${population.name} on ${data.protocols[group.rows[row].protocol]}`;
  byId('detail-body').replaceChildren(
    element('p', {}, population.about.join(' · ')),
    ...byClass(group, rows, column).map(outcomeCard),
    ...serverLists(rows),
    ...relatedFindings(rows, column),
  );
  opener?.removeAttribute('aria-expanded');
  opener = button;
  opener.setAttribute('aria-expanded', 'true');
  detail.hidden = false;
  detail.scrollTop = 0;
  detail.focus({ preventScroll: true });
}

export function closeDetail(): void {
  if (detail.hidden) return;
  detail.hidden = true;
  opener?.removeAttribute('aria-expanded');
  if (opener?.isConnected) opener.focus();
  opener = undefined;
}

/** Outcomes that are one class, with the protocols on which they are met. */
interface OutcomeClass {
  readonly kind: string;
  readonly protocols: Set<string>;
  /** Numbers of the outcomes. */
  readonly outcomes: Set<number>;
  /** Protocols by what was there before. */
  readonly before: Map<Before, string[]>;
}

/** Outcomes of the rows by class, the gravest first. */
function byClass(group: GroupData, rows: SelectedRow[], column: number): OutcomeClass[] {
  const found = new Map<number, OutcomeClass>();
  for (const { row, servers } of rows) {
    const { protocol, cells, others } = group.rows[row];
    const { like, kind } = data.outcomes[cells[column]];
    const name = data.protocols[protocol];
    let known = found.get(like);
    if (known === undefined) {
      known = { kind, protocols: new Set(), outcomes: new Set(), before: new Map() };
      found.set(like, known);
    }
    known.protocols.add(name);
    const flip = beforeOf(group.rows[row], column);
    if (flip) known.before.set(flip, [...(known.before.get(flip) ?? []), name]);
    for (const server of servers) known.outcomes.add((others?.[server] ?? cells)[column]);
  }
  return [...found.values()].sort((a, b) => GRAVITY.indexOf(b.kind) - GRAVITY.indexOf(a.kind));
}

function outcomeCard({ kind, protocols, outcomes, before }: OutcomeClass): HTMLElement {
  const said = (name: 'reason' | 'remedy' | 'source'): string[] => [
    ...new Set(Array.from(outcomes, (outcome) => data.outcomes[outcome][name] ?? '').filter((text) => text !== '')),
  ];
  return element('div', { class: `card ${kind}` }, [
    element('p', {}, [mark(kind), ` on ${[...protocols].join(', ')}`]),
    element('dl', {}, [
      described('Before this change', beforeTexts(before, protocols.size)),
      described('Why', said('reason')),
      described('What to do', said('remedy')),
      described('Source', said('source')),
    ]),
  ]);
}

/** What was there before, and on which protocols where not on all. */
function beforeTexts(before: Map<Before, string[]>, protocols: number): string[] {
  return Array.from(before, ([{ kind, reason }, on]) =>
    [on.length < protocols ? `${on.join(', ')}: ` : '', kind, reason && kind !== 'works' ? `: ${reason}` : ''].join(''),
  );
}

/** Texts that are shown of those that differ in names alone. */
const TEXTS_SHOWN = 5;

function described(title: string, texts: string[]): Child {
  if (texts.length === 0) return undefined;
  const rest = texts.length - TEXTS_SHOWN;
  return [
    element('dt', {}, title),
    ...texts.slice(0, TEXTS_SHOWN).map((text) => element('dd', {}, text)),
    rest > 0 ? element('dd', { class: 'quiet' }, `and ${digits(rest)} more alike`) : undefined,
  ];
}

/** Names that a list shows at once. */
const NAMES_SHOWN = 200;

function serverLists(rows: SelectedRow[]): HTMLElement[] {
  const servers = new Set(rows.flatMap((entry) => entry.servers));
  const certificates = new Set(
    rows.flatMap(({ row, servers: on }) => on.map((server) => certificateOf(server, row))).filter((one) => one >= 0),
  );
  return [
    ...listOf(
      'Servers',
      Array.from(servers, (server) => data.servers[server]),
    ),
    ...listOf(
      'Their certificates',
      Array.from(certificates, (certificate) => data.certificates[certificate]),
    ),
  ];
}

function listOf(title: string, names: string[]): HTMLElement[] {
  if (names.length === 0) return [];
  if (names.length <= 3) {
    const label = element('span', { class: 'quiet' }, `${title}: `);
    return [element('p', {}, [label, element('bdi', {}, names.join(', '))])];
  }
  const fold = element('details', {}, element('summary', {}, `${title}: ${digits(names.length)}`));
  fold.addEventListener('toggle', () => {
    if (fold.children.length > 1) return;
    const rest = names.length - NAMES_SHOWN;
    const shown = names.slice(0, NAMES_SHOWN).join(', ');
    fold.append(element('p', {}, rest > 0 ? `${shown} and ${digits(rest)} more` : shown));
  });
  return [fold];
}

/** Findings that touch these bindings and this population, by rule. */
function relatedFindings(rows: SelectedRow[], column: number): HTMLElement[] {
  const bindings = new Set(
    rows.flatMap(({ row, servers }) => servers.map((server) => server * data.rowsPerServer + row)),
  );
  const counts = new Map<number, number>();
  for (const finding of data.findings) {
    if (!finding.bindings && !finding.populations) continue;
    if (finding.populations && !finding.populations.includes(column)) continue;
    if (finding.bindings && !finding.bindings.some((binding) => bindings.has(binding))) continue;
    counts.set(finding.rule, (counts.get(finding.rule) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const items = Array.from(counts, ([rule, count]) => {
    const { ref, title, anchor } = data.rules[rule];
    const link = element('a', { href: `#${anchor}` }, `${ref} ${title}`);
    link.addEventListener('click', () => {
      closeDetail();
      byId(anchor, HTMLDetailsElement).open = true;
    });
    return element('li', {}, [link, ' ', element('span', { class: 'count' }, digits(count))]);
  });
  return [element('h3', {}, 'Findings about it'), element('ul', {}, items)];
}

byId('detail-close').addEventListener('click', closeDetail);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !detail.hidden) {
    event.preventDefault();
    closeDetail();
  }
});
