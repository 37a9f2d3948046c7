/** What the filters let through: servers, rows and findings. */
export const SELECTION = String.raw`
const GRAVITY = ['works', 'prompts', 'unknown', 'fails'];
const filter = { terms: [], server: '', population: -1, protocol: -1, rule: -1, kinds: new Set(), changed: false };

const serverTexts = data.servers.map((name) => name.toLowerCase());
const certificateTexts = data.certificates.map((name) => name.toLowerCase());
const outcomeTexts = data.outcomes.map((outcome) =>
  [outcome.kind, outcome.reason, outcome.remedy || ''].join(' ').toLowerCase(),
);
const bindingCount = data.groups.reduce((count, group) => count + group.servers.length * group.rows.length, 0);

function certificateOf(server, row) {
  const presented = data.presented[server];
  return presented.length === 1 ? presented[0] : presented[row];
}

function isFiltered() {
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
function beforeOf(row, column) {
  return row.was && row.was[column] >= 0 ? data.before[row.was[column]] : undefined;
}

const everyColumn = data.populations.map((_, index) => index);
const rowsThatChanged = data.groups.flatMap((group) => group.rows.filter((row) => row.was));
const columnsThatChanged = everyColumn.filter((column) => rowsThatChanged.some((row) => row.was[column] >= 0));

/** Columns that are shown. */
function shownColumns() {
  if (filter.population >= 0) return [filter.population];
  return filter.changed ? columnsThatChanged : everyColumn;
}

/** Bindings and populations that the findings of the chosen rule touch; undefined where the rule is about neither. */
function touchedByRule() {
  if (filter.rule < 0) return undefined;
  const touched = { bindings: new Set(), populations: new Set(), anyBinding: false, anyPopulation: false };
  for (const finding of data.findings) {
    if (finding.rule !== filter.rule) continue;
    if (finding.bindings) for (const binding of finding.bindings) touched.bindings.add(binding);
    else touched.anyBinding = true;
    if (finding.populations) for (const population of finding.populations) touched.populations.add(population);
    else touched.anyPopulation = true;
  }
  return touched;
}

/** Groups with the rows and servers that match. */
function selectGroups() {
  const touched = touchedByRule();
  const columns = shownColumns();
  const selected = [];
  let bindings = 0;
  data.groups.forEach((group, index) => {
    const rows = [];
    group.rows.forEach((rowData, row) => {
      const { protocol, cells, others } = rowData;
      if (filter.protocol >= 0 && protocol !== filter.protocol) return;
      const used = columns.filter((column) => cells[column] >= 0);
      const changed = columns.filter((column) => beforeOf(rowData, column));
      if (filter.changed && changed.length === 0) return;
      if (filter.population >= 0 && used.length + changed.length === 0) return;
      if (filter.kinds.size > 0 && !used.some((column) => filter.kinds.has(data.outcomes[cells[column]].kind))) return;
      if (
        touched &&
        touched.anyBinding &&
        !touched.anyPopulation &&
        !used.some((column) => touched.populations.has(column))
      )
        return;
      const text = [
        data.protocols[protocol].toLowerCase(),
        ...used.map((column) => outcomeTexts[cells[column]] + ' ' + data.populations[column].name.toLowerCase()),
      ].join(' ');
      rows.push({ row, others, open: filter.terms.filter((term) => !text.includes(term)), servers: [] });
    });
    if (rows.length === 0) return;
    const servers = group.servers.filter((server) => {
      if (filter.server !== '' && !serverTexts[server].includes(filter.server)) return false;
      let found = false;
      for (const entry of rows) {
        if (touched && !touched.anyBinding && !touched.bindings.has(server * data.rowsPerServer + entry.row)) continue;
        if (entry.open.length > 0) {
          const certificate = certificateOf(server, entry.row);
          const text =
            serverTexts[server] +
            ' ' +
            (certificate < 0 ? '' : certificateTexts[certificate]) +
            ownTexts(entry.others, server, columns);
          if (!entry.open.every((term) => text.includes(term))) continue;
        }
        entry.servers.push(server);
        found = true;
        bindings++;
      }
      return found;
    });
    if (servers.length === 0) return;
    selected.push({
      index,
      servers,
      rows: rows.filter((entry) => entry.servers.length > 0),
      gravity: gravityOf(group, rows, columns),
    });
  });
  selected.sort((a, b) => b.gravity - a.gravity || a.index - b.index);
  return { groups: selected, bindings };
}

/** The text for one server where its reasons are its own. */
function ownTexts(others, server, columns) {
  const cells = others && others[server];
  return cells ? ' ' + columns.map((column) => outcomeTexts[cells[column]] || '').join(' ') : '';
}

/** Gravest first, and among the equally grave those with more of it. */
function gravityOf(group, rows, columns) {
  let gravest = 0;
  let times = 0;
  for (const { row } of rows) {
    for (const column of columns) {
      const cell = group.rows[row].cells[column];
      const gravity = cell < 0 ? 0 : GRAVITY.indexOf(data.outcomes[cell].kind);
      if (gravity > gravest) [gravest, times] = [gravity, 1];
      else if (gravity === gravest) times++;
    }
  }
  return gravest * 100000 + times;
}

/** Numbers of the findings that match. */
function selectFindings() {
  const numbers = [];
  data.findings.forEach((finding, number) => {
    if (filter.changed && !finding.fresh) return;
    if (filter.rule >= 0 && finding.rule !== filter.rule) return;
    if ((filter.population >= 0 || filter.kinds.size > 0) && !touchesCell(finding)) return;
    if (filter.server !== '' && !touchesServer(finding)) return;
    if (filter.protocol >= 0 && !touchesProtocol(finding)) return;
    if (filter.terms.length > 0) {
      const rule = data.rules[finding.rule];
      const text = [finding.message, finding.path, finding.place, finding.fix || '', rule.ref, rule.title]
        .join(' ')
        .toLowerCase();
      if (!filter.terms.every((term) => text.includes(term))) return;
    }
    numbers.push(number);
  });
  return numbers;
}

function touchesServer(finding) {
  if (finding.path.toLowerCase().includes(filter.server)) return true;
  return (finding.bindings || []).some((binding) =>
    serverTexts[Math.floor(binding / data.rowsPerServer)].includes(filter.server),
  );
}

let groupOfServer;

/** Protocol and outcomes of a binding. */
function rowOf(binding) {
  if (!groupOfServer) {
    groupOfServer = [];
    data.groups.forEach((group) => group.servers.forEach((server) => (groupOfServer[server] = group)));
  }
  return groupOfServer[Math.floor(binding / data.rowsPerServer)].rows[binding % data.rowsPerServer];
}

function touchesProtocol(finding) {
  return (finding.bindings || []).some((binding) => rowOf(binding).protocol === filter.protocol);
}

/** Whether it is about a cell of the chosen population and outcome. */
function touchesCell(finding) {
  const columns = shownColumns().filter((column) => !finding.populations || finding.populations.includes(column));
  if (!finding.bindings) return finding.populations !== undefined && columns.length > 0;
  return finding.bindings.some((binding) => {
    const { cells } = rowOf(binding);
    return columns.some(
      (column) =>
        cells[column] >= 0 && (filter.kinds.size === 0 || filter.kinds.has(data.outcomes[cells[column]].kind)),
    );
  });
}
`;
