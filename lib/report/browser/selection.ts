import { Before, FindingData, GroupData, RowData } from '../html/page-data';
import { KINDS_BY_GRAVITY } from '../../policy/outcome';
import { data } from './dom';

/** Kinds of outcomes, the gravest last. */
export const GRAVITY: readonly string[] = KINDS_BY_GRAVITY;

/** What the reader looks for. Numbers are those of the data, -1 for any; an empty list or text is any too. */
export interface Filter {
  terms: string[];
  server: string;
  population: number;
  protocol: number;
  rule: number;
  kinds: ReadonlySet<string>;
  /** Only what is not as it was in the base. */
  changed: boolean;
}

export const filter: Filter = {
  terms: [],
  server: '',
  population: -1,
  protocol: -1,
  rule: -1,
  kinds: new Set(),
  changed: false,
};

/** A row of a group that matches, and the servers on which it does. */
export interface SelectedRow {
  readonly row: number;
  readonly servers: number[];
}

/** A group with what of it matches. */
export interface SelectedGroup {
  readonly index: number;
  readonly servers: number[];
  readonly rows: SelectedRow[];
  readonly gravity: number;
}

/** What the filters let through, the gravest group first. */
export interface Selection {
  readonly groups: SelectedGroup[];
  readonly bindings: number;
}

const serverTexts = data.servers.map((name) => name.toLowerCase());
const certificateTexts = data.certificates.map((name) => name.toLowerCase());
const outcomeTexts = data.outcomes.map(({ kind, reason, remedy = '' }) =>
  [kind, reason, remedy].join(' ').toLowerCase(),
);

export const bindingCount = data.groups.reduce((count, { servers, rows }) => count + servers.length * rows.length, 0);

/** Number of the certificate that a server presents on a row, -1 for none. */
export function certificateOf(server: number, row: number): number {
  const presented = data.presented[server];
  return presented.length === 1 ? presented[0] : presented[row];
}

export function isFiltered(): boolean {
  return (
    filter.terms.length > 0 ||
    filter.server !== '' ||
    filter.population >= 0 ||
    filter.protocol >= 0 ||
    filter.rule >= 0 ||
    filter.kinds.size > 0 ||
    filter.changed
  );
}

/** What a cell was in the base; undefined where it is as it was, or there is no base. */
export function beforeOf({ was }: RowData, column: number): Before | undefined {
  return was === undefined ? undefined : data.before?.[was[column]];
}

const everyColumn = data.populations.map((_, index) => index);
const rowsThatChanged = data.groups.flatMap(({ rows }) => rows.filter(({ was }) => was));
const columnsThatChanged = everyColumn.filter((column) =>
  rowsThatChanged.some((row) => beforeOf(row, column) !== undefined),
);

/** Columns that are shown. */
export function shownColumns(): number[] {
  if (filter.population >= 0) return [filter.population];
  return filter.changed ? columnsThatChanged : everyColumn;
}

/** Bindings and populations that the findings of a rule touch. */
interface Touched {
  readonly bindings: Set<number>;
  readonly populations: Set<number>;
  anyBinding: boolean;
  anyPopulation: boolean;
}

/** What the chosen rule touches; undefined where none is chosen. */
function touchedByRule(): Touched | undefined {
  if (filter.rule < 0) return undefined;
  const touched: Touched = { bindings: new Set(), populations: new Set(), anyBinding: false, anyPopulation: false };
  for (const { rule, bindings, populations } of data.findings) {
    if (rule !== filter.rule) continue;
    if (bindings) for (const binding of bindings) touched.bindings.add(binding);
    else touched.anyBinding = true;
    if (populations) for (const population of populations) touched.populations.add(population);
    else touched.anyPopulation = true;
  }
  return touched;
}

/** A row of a group that may match: the terms that its servers must hold are those that it does not hold itself. */
interface Candidate extends SelectedRow {
  readonly others: RowData['others'];
  readonly open: string[];
}

/** Groups with the rows and servers that match. */
export function selectGroups(): Selection {
  const touched = touchedByRule();
  const columns = shownColumns();
  const selected: SelectedGroup[] = [];
  let bindings = 0;
  data.groups.forEach((group, index) => {
    const candidates = group.rows.flatMap((row, number) => candidateOf(row, number, columns, touched) ?? []);
    if (candidates.length === 0) return;
    const servers = group.servers.filter((server) => {
      if (filter.server !== '' && !serverTexts[server].includes(filter.server)) return false;
      const rows = candidates.filter((row) => matches(row, server, columns, touched));
      for (const row of rows) row.servers.push(server);
      bindings += rows.length;
      return rows.length > 0;
    });
    if (servers.length === 0) return;
    const rows = candidates.filter((row) => row.servers.length > 0);
    selected.push({ index, servers, rows, gravity: gravityOf(group, candidates, columns) });
  });
  selected.sort((a, b) => b.gravity - a.gravity || a.index - b.index);
  return { groups: selected, bindings };
}

function candidateOf(row: RowData, number: number, columns: number[], touched?: Touched): Candidate | undefined {
  const { protocol, cells, others } = row;
  if (filter.protocol >= 0 && protocol !== filter.protocol) return undefined;
  const used = columns.filter((column) => cells[column] >= 0);
  const changed = columns.filter((column) => beforeOf(row, column));
  if (filter.changed && changed.length === 0) return undefined;
  if (filter.population >= 0 && used.length + changed.length === 0) return undefined;
  const { kinds } = filter;
  if (kinds.size > 0 && !used.some((column) => kinds.has(data.outcomes[cells[column]].kind))) return undefined;
  const byPopulation = touched !== undefined && touched.anyBinding && !touched.anyPopulation;
  if (byPopulation && !used.some((column) => touched.populations.has(column))) return undefined;
  const text = [
    data.protocols[protocol].toLowerCase(),
    ...used.map((column) => `${outcomeTexts[cells[column]]} ${data.populations[column].name.toLowerCase()}`),
  ].join(' ');
  return { row: number, others, open: filter.terms.filter((term) => !text.includes(term)), servers: [] };
}

/** Whether a row matches on one server of its group. */
function matches({ row, open, others }: Candidate, server: number, columns: number[], touched?: Touched): boolean {
  if (touched && !touched.anyBinding && !touched.bindings.has(server * data.rowsPerServer + row)) return false;
  if (open.length === 0) return true;
  const certificate = certificateOf(server, row);
  const text = [
    serverTexts[server],
    certificate < 0 ? '' : certificateTexts[certificate],
    ...ownTexts(others?.[server], columns),
  ].join(' ');
  return open.every((term) => text.includes(term));
}

/** The texts for one server where its reasons are its own. */
function ownTexts(cells: number[] | undefined, columns: number[]): string[] {
  return cells === undefined ? [] : columns.map((column) => outcomeTexts[cells[column]] ?? '');
}

/** Gravest first, and among the equally grave those with more of it. */
function gravityOf({ rows }: GroupData, selected: SelectedRow[], columns: number[]): number {
  let gravest = 0;
  let times = 0;
  for (const { row } of selected) {
    for (const column of columns) {
      const cell = rows[row].cells[column];
      const gravity = cell < 0 ? 0 : GRAVITY.indexOf(data.outcomes[cell].kind);
      if (gravity > gravest) [gravest, times] = [gravity, 1];
      else if (gravity === gravest) times++;
    }
  }
  return gravest * 100000 + times;
}

/** Numbers of the findings that match. */
export function selectFindings(): number[] {
  return data.findings.flatMap((finding, number) => (isSelected(finding) ? [number] : []));
}

function isSelected(finding: FindingData): boolean {
  if (filter.changed && !finding.fresh) return false;
  if (filter.rule >= 0 && finding.rule !== filter.rule) return false;
  if ((filter.population >= 0 || filter.kinds.size > 0) && !touchesCell(finding)) return false;
  if (filter.server !== '' && !touchesServer(finding)) return false;
  if (filter.protocol >= 0 && !touchesProtocol(finding)) return false;
  if (filter.terms.length === 0) return true;
  const { ref, title } = data.rules[finding.rule];
  const text = [finding.message, finding.path, finding.place, finding.fix ?? '', ref, title].join(' ').toLowerCase();
  return filter.terms.every((term) => text.includes(term));
}

function touchesServer({ path, bindings = [] }: FindingData): boolean {
  if (path.toLowerCase().includes(filter.server)) return true;
  return bindings.some((binding) => serverTexts[Math.floor(binding / data.rowsPerServer)].includes(filter.server));
}

let groupOfServer: GroupData[] | undefined;

/** Protocol and outcomes of a binding. */
function rowOf(binding: number): RowData {
  if (groupOfServer === undefined) {
    groupOfServer = [];
    for (const group of data.groups) for (const server of group.servers) groupOfServer[server] = group;
  }
  return groupOfServer[Math.floor(binding / data.rowsPerServer)].rows[binding % data.rowsPerServer];
}

function touchesProtocol({ bindings = [] }: FindingData): boolean {
  return bindings.some((binding) => rowOf(binding).protocol === filter.protocol);
}

/** Whether it is about a cell of the chosen population and outcome. */
function touchesCell({ bindings, populations }: FindingData): boolean {
  const columns = shownColumns().filter((column) => !populations || populations.includes(column));
  if (!bindings) return populations !== undefined && columns.length > 0;
  return bindings.some((binding) => {
    const { cells } = rowOf(binding);
    return columns.some(
      (column) =>
        cells[column] >= 0 && (filter.kinds.size === 0 || filter.kinds.has(data.outcomes[cells[column]].kind)),
    );
  });
}
