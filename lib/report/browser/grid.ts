import { Before, GroupData } from '../html/page-data';
import { counted, digits } from '../plain';
import { byId, Child, closest, data, element, find, symbol } from './dom';
import { openDetail } from './detail';
import { beforeOf, certificateOf, filter, GRAVITY, SelectedGroup, Selection, shownColumns } from './selection';

/** Groups that are drawn at once. */
const CHUNK = 30;
/** Rows that stand open without asking. */
const OPEN_ROWS = 40;

/** The matrix: rows are made as they are looked at; one cell at a time is in the tab order. */
class Grid {
  private selection: Selection = { groups: [], bindings: 0 };
  /** Groups whose protocols show unless the reader chose otherwise. */
  private openAtFirst = new Set<SelectedGroup>();
  /** What the reader chose, by the group's number. */
  private readonly chosen = new Map<number, boolean>();
  private readonly entries = new WeakMap<HTMLTableSectionElement, SelectedGroup>();
  /** The row of each cell of one protocol; the others are about their whole group. */
  private readonly rows = new WeakMap<HTMLElement, number>();
  private drawn = 0;
  private current?: HTMLElement;

  public constructor(private readonly table: HTMLTableElement) {
    table.addEventListener('keydown', (event) => this.moveBy(event));
    table.addEventListener('focusin', (event) => this.setCurrent(closest<HTMLElement>(event, 'th, td')));
    table.addEventListener('click', (event) => this.choose(event));
    byId('grid-more').addEventListener('click', () => this.drawMore());
    const { frame } = this;
    const whenNearItsEnd = (): void => {
      if (frame.scrollHeight - frame.scrollTop - frame.clientHeight < 400) this.drawMore();
    };
    frame.addEventListener('scroll', whenNearItsEnd, { passive: true });
  }

  /** Draws what is selected, from its beginning. */
  public show(selection: Selection): void {
    this.selection = selection;
    this.settleOpening();
    const columns = shownColumns();
    this.table.replaceChildren(tableHead(columns));
    this.table.setAttribute('aria-colcount', String(columns.length + 1));
    this.drawn = 0;
    this.current = undefined;
    this.drawChunk();
    const empty = selection.groups.length === 0;
    byId('grid-empty').hidden = !empty;
    this.frame.hidden = empty;
    this.numberRows();
  }

  /** Draws on until so many groups are there, or all. */
  public drawUpTo(groups: number): void {
    while (this.drawn < groups && this.drawChunk());
  }

  /** Row numbers for those who hear the table: rows that are not drawn yet count too. */
  public numberRows(): void {
    let number = 1;
    const bodies = this.table.tBodies;
    this.selection.groups.forEach((entry, index) => {
      Array.from(bodies.item(index)?.rows ?? [], (row, offset) =>
        row.setAttribute('aria-rowindex', String(number + 1 + offset)),
      );
      number += 1 + (this.isOpen(entry) ? entry.rows.length : 0);
    });
    this.table.setAttribute('aria-rowcount', String(number));
  }

  public focusCurrent(options?: FocusOptions): void {
    this.current?.focus(options);
  }

  private get frame(): HTMLElement {
    return this.table.parentElement ?? this.table;
  }

  /** Whether a group's protocols show. */
  private isOpen(entry: SelectedGroup): boolean {
    return this.chosen.get(entry.index) ?? this.openAtFirst.has(entry);
  }

  /** What nobody chose follows from how much there is. */
  private settleOpening(): void {
    const { groups } = this.selection;
    let rows = 0;
    this.openAtFirst = new Set(
      groups.filter((entry, index) => {
        rows += entry.rows.length;
        return rows <= OPEN_ROWS || index === 0;
      }),
    );
  }

  private drawMore(): boolean {
    const more = this.drawChunk();
    if (more) this.numberRows();
    return more;
  }

  private drawChunk(): boolean {
    const columns = shownColumns();
    const { groups } = this.selection;
    const next = groups.slice(this.drawn, this.drawn + CHUNK);
    this.drawn += next.length;
    this.table.append(...next.map((entry) => this.groupBody(entry, columns)));
    const rest = groups.length - this.drawn;
    byId('grid-more').hidden = rest === 0;
    byId('grid-more').textContent = `Show more servers (${digits(rest)} more ${rest === 1 ? 'group' : 'groups'})`;
    if (!this.current) this.setCurrent(this.table.querySelector<HTMLElement>('tbody tr > *'));
    return next.length > 0;
  }

  private groupBody(entry: SelectedGroup, columns: number[]): HTMLTableSectionElement {
    const body = element('tbody');
    this.entries.set(body, entry);
    this.fillBody(body, entry, columns);
    return body;
  }

  private fillBody(body: HTMLTableSectionElement, entry: SelectedGroup, columns: number[]): void {
    const group = data.groups[entry.index];
    const open = this.isOpen(entry);
    const common = sharedCertificate(
      entry,
      entry.rows.map(({ row }) => row),
    );
    const head = element('tr', { class: 'server-row' }, [
      element('th', { scope: 'row' }, toggleOf(entry, group, open, common)),
      ...columns.map((column) => {
        const flips = entry.rows.flatMap(({ row }) => beforeOf(group.rows[row], column) ?? []);
        const dim = filter.changed && flips.length === 0;
        return element('td', { class: dim ? 'dim' : undefined }, summaryCell(entry, group, column, flips));
      }),
    ]);
    body.replaceChildren(head, ...(open ? this.protocolRows(entry, group, columns, common) : []));
  }

  private protocolRows(
    entry: SelectedGroup,
    group: GroupData,
    columns: number[],
    common: number | undefined,
  ): HTMLTableRowElement[] {
    return entry.rows.map(({ row, servers }) => {
      const { protocol, cells } = group.rows[row];
      const partly = servers.length < entry.servers.length ? ` on ${digits(servers.length)}` : '';
      return element('tr', { class: 'protocol-row' }, [
        element('th', { scope: 'row', tabindex: -1 }, [
          data.protocols[protocol] + partly,
          common === undefined ? certificateNote(sharedCertificate(entry, [row])) : undefined,
        ]),
        ...columns.map((column) => this.protocolCell(cells[column], row, beforeOf(group.rows[row], column))),
      ]);
    });
  }

  private protocolCell(outcome: number, row: number, before: Before | undefined): HTMLTableCellElement {
    if (outcome < 0) return element('td', { tabindex: -1 }, unused(before ? [before] : []));
    const { kind, reason } = data.outcomes[outcome];
    const dim = (filter.kinds.size > 0 && !filter.kinds.has(kind)) || (filter.changed && !before);
    const title = `${kind}: ${reason}${before ? ` (before this change: ${before.kind})` : ''}`;
    const button = cellButton(kind, title, [
      symbol(kind),
      element('span', { class: 'sr' }, kind),
      before ? flipMark([before]) : undefined,
    ]);
    this.rows.set(button, row);
    return element('td', { class: dim ? 'dim' : undefined }, button);
  }

  /** Puts one cell, and no other, in the tab order. */
  private setCurrent(cell: HTMLElement | null | undefined): void {
    this.current?.setAttribute('tabindex', '-1');
    this.current = focusable(cell);
    this.current?.setAttribute('tabindex', '0');
  }

  private moveBy(event: KeyboardEvent): void {
    const cell = closest<HTMLTableCellElement>(event, 'th, td');
    if (!cell?.closest('tbody') || event.altKey || event.metaKey) return;
    const target = this.targetOf(event, cell);
    if (target === undefined) return;
    event.preventDefault();
    this.setCurrent(target);
    this.focusCurrent();
  }

  /** Where a key leads from a cell; undefined for a key that leads nowhere. */
  private targetOf({ key, ctrlKey }: KeyboardEvent, cell: HTMLTableCellElement): HTMLTableCellElement | undefined {
    const row = cell.parentElement as HTMLTableRowElement;
    const at = cell.cellIndex;
    const last = row.cells.length - 1;
    const bodies = this.table.tBodies;
    switch (key) {
      case 'ArrowRight':
        return row.cells[Math.min(at + 1, last)];
      case 'ArrowLeft':
        return row.cells[Math.max(at - 1, 0)];
      case 'ArrowDown':
        return this.rowAway(row, 1).cells[at];
      case 'ArrowUp':
        return this.rowAway(row, -1).cells[at];
      case 'PageDown':
        return this.rowAway(row, 10).cells[at];
      case 'PageUp':
        return this.rowAway(row, -10).cells[at];
      case 'Home':
        return (ctrlKey ? bodies[0].rows[0] : row).cells[0];
      case 'End': {
        const { rows } = bodies[bodies.length - 1];
        return (ctrlKey ? rows[rows.length - 1] : row).cells[last];
      }
      default:
        return undefined;
    }
  }

  /** The row so many steps below, or above where the number is negative, or the last one in that direction. */
  private rowAway(row: HTMLTableRowElement, steps: number): HTMLTableRowElement {
    let at = row;
    for (let left = Math.abs(steps); left > 0; left--) {
      const next = steps > 0 ? this.rowBelow(at) : rowAbove(at);
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }

  private rowBelow(row: HTMLTableRowElement): HTMLTableRowElement | undefined {
    if (row.nextElementSibling) return row.nextElementSibling as HTMLTableRowElement;
    const body = row.parentElement;
    if (!body?.nextElementSibling) this.drawMore();
    return (body?.nextElementSibling as HTMLTableSectionElement | null)?.rows[0];
  }

  private choose(event: Event): void {
    const button = closest(event, 'button');
    const body = button?.closest('tbody');
    const entry = body ? this.entries.get(body) : undefined;
    if (!button || !body || !entry) return;
    if (!button.classList.contains('toggle')) {
      const cell = button.parentElement as HTMLTableCellElement;
      openDetail(button, entry, this.rows.get(button), shownColumns()[cell.cellIndex - 1]);
      return;
    }
    this.chosen.set(entry.index, !this.isOpen(entry));
    this.fillBody(body, entry, shownColumns());
    this.numberRows();
    this.setCurrent(body.rows[0].cells[0]);
    this.focusCurrent();
  }
}

function rowAbove(row: HTMLTableRowElement): HTMLTableRowElement | undefined {
  if (row.previousElementSibling) return row.previousElementSibling as HTMLTableRowElement;
  const above = row.parentElement?.previousElementSibling;
  return above?.tagName === 'TBODY' ? (above.lastElementChild as HTMLTableRowElement) : undefined;
}

function tableHead(columns: number[]): HTMLElement {
  return element(
    'thead',
    {},
    element('tr', { 'aria-rowindex': 1 }, [
      element('th', { scope: 'col' }, 'Servers and protocols'),
      ...columns.map((column) => {
        const { name, about, size } = data.populations[column];
        // The platform and the place; the panel shows the rest.
        const lines = [about[0], about[about.length - 1], ...(size === undefined ? [] : [size])];
        return element('th', { scope: 'col' }, [name, ...lines.map((text) => element('span', {}, text))]);
      }),
    ]),
  );
}

/** The button that shows and hides the protocols of a group. */
function toggleOf(entry: SelectedGroup, group: GroupData, open: boolean, common: number | undefined): HTMLElement {
  const names = entry.servers.map((server) => data.servers[server]);
  const size =
    entry.servers.length === group.servers.length
      ? `${counted(names.length, 'server')} alike`
      : `${digits(names.length)} of ${counted(group.servers.length, 'server')} alike`;
  const protocols = counted(entry.rows.length, 'protocol');
  return element(
    'button',
    { type: 'button', class: 'toggle', 'aria-expanded': String(open), tabindex: -1 },
    element('div', {}, [
      element('bdi', {}, rangeOf(names)),
      element('span', {}, group.servers.length > 1 ? `${size} · ${protocols}` : protocols),
      certificateNote(common),
    ]),
  );
}

function rangeOf(names: string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names[0]} … ${names[names.length - 1]}`;
}

/** The certificate that all of these rows present on all of these servers; undefined where they differ. */
function sharedCertificate({ servers }: SelectedGroup, rows: number[]): number | undefined {
  const certificate = certificateOf(servers[0], rows[0]);
  return servers.every((server) => rows.every((row) => certificateOf(server, row) === certificate))
    ? certificate
    : undefined;
}

function certificateNote(certificate: number | undefined): Child {
  if (certificate === undefined) return undefined;
  return element('span', {}, certificate < 0 ? 'presents no certificate' : data.certificates[certificate]);
}

function cellButton(kind: string, title: string, children: Child): HTMLButtonElement {
  const attributes = { type: 'button', class: `cell ${kind}`, tabindex: -1, 'aria-haspopup': 'dialog', title };
  return element('button', attributes, children);
}

function unused(flips: Before[]): HTMLElement {
  return element('span', { class: 'unused' }, [
    symbol('unused'),
    element('span', { class: 'sr' }, 'not used'),
    flips.length > 0 ? flipMark(flips) : undefined,
  ]);
}

/** Directions of a change, the worst first. */
const TURNS = ['worse', 'other', 'better'];

/** The mark of changed cells: the shape of the worst turn, and for those who hear it what was there before. */
function flipMark(flips: Before[]): Child {
  const turn = TURNS.find((direction) => flips.some((before) => before.direction === direction)) ?? 'other';
  const kinds = [...new Set(flips.map(({ kind }) => kind))].join(' or ');
  return [
    element('span', { class: `flip ${turn}` }, symbol(turn)),
    element('span', { class: 'sr' }, flips.length === 1 ? `, was ${kinds}` : `, ${flips.length} were ${kinds}`),
  ];
}

/** The gravest outcome of a population on a group of servers, and on how many of its protocols. */
function summaryCell({ rows }: SelectedGroup, group: GroupData, column: number, flips: Before[]): HTMLElement {
  const kinds = rows
    .map(({ row }) => group.rows[row].cells[column])
    .filter((cell) => cell >= 0)
    .map((cell) => data.outcomes[cell].kind);
  if (kinds.length === 0) return unused(flips);
  const gravest = kinds.reduce((a, b) => (GRAVITY.indexOf(b) > GRAVITY.indexOf(a) ? b : a));
  const times = kinds.filter((kind) => kind === gravest).length;
  const changed = flips.length > 0 ? `; changed on ${flips.length}` : '';
  return cellButton(gravest, `${gravest} on ${times} of ${counted(kinds.length, 'protocol')}${changed}`, [
    symbol(gravest),
    element('span', { class: 'sr' }, `${gravest} on `),
    `${times}/${kinds.length}`,
    element('span', { class: 'sr' }, ' protocols'),
    flips.length > 0 ? flipMark(flips) : undefined,
  ]);
}

/** What of a cell takes the focus. */
function focusable(cell: HTMLElement | null | undefined): HTMLElement | undefined {
  if (!cell) return undefined;
  const button = cell.querySelector('button');
  if (!button && !cell.hasAttribute('tabindex')) cell.setAttribute('tabindex', '-1');
  return button ?? cell;
}

const table = find('grid', HTMLTableElement);

/** The page's matrix; a page without populations has none. */
export const grid = table && new Grid(table);
