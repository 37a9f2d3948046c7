/** The matrix: rows are made as they are looked at; one cell at a time is in the tab order. */
export const GRID = String.raw`
const grid = byId('grid');
/** Groups that are drawn at once. */
const CHUNK = 30;
/** Rows that stand open without asking. */
const OPEN_ROWS = 40;
const opened = new Map();
let selection = { groups: [], bindings: 0 };
let drawnGroups = 0;
let current;

/** Whether a group's protocols show. What nobody chose follows from how much there is. */
function isOpen(entry) {
  const chosen = opened.get(entry.index);
  return chosen === undefined ? entry.open : chosen;
}

function settleOpening() {
  let rows = 0;
  for (const entry of selection.groups) {
    rows += entry.rows.length;
    entry.open = rows <= OPEN_ROWS || entry === selection.groups[0];
  }
}

function drawGrid() {
  settleOpening();
  const columns = shownColumns();
  const head = element(
    'thead',
    {},
    element('tr', { 'aria-rowindex': 1 }, [
      element('th', { scope: 'col' }, 'Servers and protocols'),
      ...columns.map((column) => {
        const population = data.populations[column];
        return element('th', { scope: 'col' }, [
          population.name,
          // The platform and the place; the panel shows the rest.
          ...[population.about[0], population.about[population.about.length - 1]].map((text) =>
            element('span', {}, text),
          ),
          population.size ? element('span', {}, population.size) : undefined,
        ]);
      }),
    ]),
  );
  grid.replaceChildren(head);
  grid.setAttribute('aria-colcount', String(columns.length + 1));
  drawnGroups = 0;
  current = undefined;
  drawMore();
  const empty = selection.groups.length === 0;
  byId('grid-empty').hidden = !empty;
  grid.parentElement.hidden = empty;
  numberRows();
}

function drawMore() {
  const columns = shownColumns();
  const next = selection.groups.slice(drawnGroups, drawnGroups + CHUNK);
  drawnGroups += next.length;
  grid.append(...next.map((entry) => groupBody(entry, columns)));
  const rest = selection.groups.length - drawnGroups;
  byId('grid-more').hidden = rest === 0;
  byId('grid-more').textContent =
    'Show more servers (' + digits(rest) + ' more ' + (rest === 1 ? 'group' : 'groups') + ')';
  if (!current) setCurrent(grid.querySelector('tbody tr > *'));
  return next.length > 0;
}

/** Row numbers for those who hear the table: rows that are not drawn yet count too. */
function numberRows() {
  let number = 1;
  const bodies = grid.tBodies;
  selection.groups.forEach((entry, index) => {
    const body = bodies[index];
    if (body) Array.from(body.rows, (row, offset) => row.setAttribute('aria-rowindex', String(number + 1 + offset)));
    number += 1 + (isOpen(entry) ? entry.rows.length : 0);
  });
  grid.setAttribute('aria-rowcount', String(number));
}

function groupBody(entry, columns) {
  const body = element('tbody', {});
  body.entry = entry;
  fillBody(body, columns);
  return body;
}

function fillBody(body, columns) {
  const entry = body.entry;
  const group = data.groups[entry.index];
  const open = isOpen(entry);
  const names = entry.servers.map((server) => data.servers[server]);
  const size =
    entry.servers.length === group.servers.length
      ? counted(names.length, 'server') + ' alike'
      : digits(names.length) + ' of ' + counted(group.servers.length, 'server') + ' alike';
  const common = sharedCertificate(
    entry,
    entry.rows.map(({ row }) => row),
  );
  const toggle = element(
    'button',
    { type: 'button', class: 'toggle', 'aria-expanded': String(open), tabindex: -1 },
    element('div', {}, [
      element('bdi', {}, rangeOf(names)),
      element('span', {}, (group.servers.length > 1 ? size + ' · ' : '') + counted(entry.rows.length, 'protocol')),
      common === undefined ? undefined : certificateNote(common),
    ]),
  );
  const head = element('tr', { class: 'server-row' }, [
    element('th', { scope: 'row' }, toggle),
    ...columns.map((column) => {
      const flips = entry.rows.map(({ row }) => beforeOf(group.rows[row], column)).filter(Boolean);
      const dim = filter.changed && flips.length === 0;
      return element('td', { class: dim ? 'dim' : undefined }, summaryCell(entry, group, column, flips));
    }),
  ]);
  const rows = !open
    ? []
    : entry.rows.map(({ row, servers }) => {
        const { protocol, cells } = group.rows[row];
        const partly = servers.length < entry.servers.length ? ' on ' + digits(servers.length) : '';
        return element('tr', { class: 'protocol-row' }, [
          element('th', { scope: 'row', tabindex: -1 }, [
            data.protocols[protocol] + partly,
            common === undefined ? certificateNote(sharedCertificate(entry, [row])) : undefined,
          ]),
          ...columns.map((column) => outcomeCell(cells[column], row, beforeOf(group.rows[row], column))),
        ]);
      });
  body.replaceChildren(head, ...rows);
}

/** The certificate that all of these rows present on all of these servers; undefined where they differ. */
function sharedCertificate(entry, rows) {
  const certificate = certificateOf(entry.servers[0], rows[0]);
  return entry.servers.every((server) => rows.every((row) => certificateOf(server, row) === certificate))
    ? certificate
    : undefined;
}

function certificateNote(certificate) {
  if (certificate === undefined) return undefined;
  return element('span', {}, certificate < 0 ? 'presents no certificate' : data.certificates[certificate]);
}

function outcomeCell(cell, row, before) {
  if (cell < 0) return element('td', { tabindex: -1 }, unused(before ? [before] : []));
  const { kind } = data.outcomes[cell];
  const dim = (filter.kinds.size > 0 && !filter.kinds.has(kind)) || (filter.changed && !before);
  const button = element(
    'button',
    {
      type: 'button',
      class: 'cell ' + kind,
      tabindex: -1,
      'aria-haspopup': 'dialog',
      title: kind + ': ' + data.outcomes[cell].reason + (before ? ' (before this change: ' + before.kind + ')' : ''),
    },
    [symbol(kind), element('span', { class: 'sr' }, kind), before ? flipMark([before]) : undefined],
  );
  button.row = row;
  return element('td', { class: dim ? 'dim' : undefined }, button);
}

function unused(flips) {
  return element('span', { class: 'unused' }, [
    symbol('unused'),
    element('span', { class: 'sr' }, 'not used'),
    flips.length > 0 ? flipMark(flips) : undefined,
  ]);
}

const TURNS = ['worse', 'other', 'better'];

/** The mark of changed cells: the shape of the worst turn, and for those who hear it what was there before. */
function flipMark(flips) {
  const turn = TURNS.find((direction) => flips.some((before) => before.direction === direction));
  const kinds = [...new Set(flips.map(({ kind }) => kind))].join(' or ');
  return [
    element('span', { class: 'flip ' + turn }, symbol(turn)),
    element('span', { class: 'sr' }, flips.length === 1 ? ', was ' + kinds : ', ' + flips.length + ' were ' + kinds),
  ];
}

/** The gravest outcome of a population on a group of servers, and on how many of its protocols. */
function summaryCell(entry, group, column, flips) {
  const kinds = entry.rows
    .map(({ row }) => group.rows[row].cells[column])
    .filter((cell) => cell >= 0)
    .map((cell) => data.outcomes[cell].kind);
  if (kinds.length === 0) return unused(flips);
  const gravest = kinds.reduce((a, b) => (GRAVITY.indexOf(b) > GRAVITY.indexOf(a) ? b : a));
  const times = kinds.filter((kind) => kind === gravest).length;
  const button = element(
    'button',
    {
      type: 'button',
      class: 'cell ' + gravest,
      tabindex: -1,
      'aria-haspopup': 'dialog',
      title:
        gravest +
        ' on ' +
        times +
        ' of ' +
        counted(kinds.length, 'protocol') +
        (flips.length > 0 ? '; changed on ' + flips.length : ''),
    },
    [
      symbol(gravest),
      element('span', { class: 'sr' }, gravest + ' on '),
      times + '/' + kinds.length,
      element('span', { class: 'sr' }, ' protocols'),
      flips.length > 0 ? flipMark(flips) : undefined,
    ],
  );
  button.row = -1;
  return button;
}

/** What of a cell takes the focus. */
function focusable(cell) {
  if (!cell) return undefined;
  const button = cell.querySelector('button');
  if (!button && !cell.hasAttribute('tabindex')) cell.setAttribute('tabindex', '-1');
  return button || cell;
}

/** Puts one cell, and no other, in the tab order. */
function setCurrent(cell) {
  if (current) current.setAttribute('tabindex', '-1');
  current = focusable(cell);
  if (current) current.setAttribute('tabindex', '0');
}

function rowsBelow(row, step) {
  let at = row;
  for (let left = Math.abs(step); left > 0; left--) {
    const body = at.parentElement;
    let next = step > 0 ? at.nextElementSibling : at.previousElementSibling;
    if (!next && step > 0) {
      if (!body.nextElementSibling && drawMore()) numberRows();
      next = body.nextElementSibling && body.nextElementSibling.firstElementChild;
    }
    if (!next && step < 0)
      next = body.previousElementSibling.tagName === 'TBODY' ? body.previousElementSibling.lastElementChild : undefined;
    if (!next) return at;
    at = next;
  }
  return at;
}

function moveIn(event) {
  const cell = targetOf(event).closest('th, td');
  if (!cell || !cell.closest('tbody') || event.altKey || event.metaKey) return;
  const row = cell.parentElement;
  const at = cell.cellIndex;
  const bodies = grid.tBodies;
  const last = row.cells.length - 1;
  const all = event.ctrlKey;
  const targets = {
    ArrowRight: () => row.cells[Math.min(at + 1, last)],
    ArrowLeft: () => row.cells[Math.max(at - 1, 0)],
    ArrowDown: () => rowsBelow(row, 1).cells[at],
    ArrowUp: () => rowsBelow(row, -1).cells[at],
    PageDown: () => rowsBelow(row, 10).cells[at],
    PageUp: () => rowsBelow(row, -10).cells[at],
    Home: () => (all ? bodies[0].rows[0] : row).cells[0],
    End: () => (all ? bodies[bodies.length - 1].lastElementChild : row).cells[last],
  };
  const target = targets[event.key];
  if (!target) return;
  event.preventDefault();
  setCurrent(target());
  current.focus();
}

function toggleGroup(button) {
  const body = button.closest('tbody');
  opened.set(body.entry.index, !isOpen(body.entry));
  fillBody(body, shownColumns());
  numberRows();
  setCurrent(body.rows[0].cells[0]);
  current.focus();
}

grid && grid.addEventListener('keydown', moveIn);
grid && grid.addEventListener('focusin', (event) => setCurrent(targetOf(event).closest('th, td')));
grid &&
  grid.addEventListener('click', (event) => {
    const button = targetOf(event).closest('button');
    if (!button) return;
    if (button.classList.contains('toggle')) toggleGroup(button);
    else openDetail(button);
  });
`;
