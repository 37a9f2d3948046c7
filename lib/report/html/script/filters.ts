/** The filters and what they say of themselves. */
export const FILTERS = String.raw`
const filters = byId('filters');
const changedChip = byId('filter-changed');
let waiting;

/** Where there is room the fields stand open; a narrow page has them behind one line. */
const narrow = matchMedia('(max-width: 720px)');
const fold = byId('filter-fold');
function foldFilters() {
  fold.open = !narrow.matches;
}
foldFilters();
narrow.addEventListener('change', foldFilters);

function readFilters() {
  filter.terms = byId('filter-text').value.toLowerCase().split(/\s+/).filter(Boolean);
  filter.server = byId('filter-server').value.trim().toLowerCase();
  filter.population = numberOf(byId('filter-population').value);
  filter.protocol = data.protocols.indexOf(byId('filter-protocol').value);
  filter.rule = numberOf(byId('filter-rule').value);
  filter.kinds = new Set(all('.chip[data-kind][aria-pressed="true"]', filters).map((chip) => chip.dataset.kind));
  filter.changed = changedChip !== null && changedChip.getAttribute('aria-pressed') === 'true';
}

function numberOf(value) {
  return value === '' ? -1 : Number(value);
}

function applyFilters() {
  closeDetail();
  readFilters();
  selection = selectGroups();
  if (grid) drawGrid();
  const findings = drawFindings();
  byId('filter-reset').disabled = !isFiltered();
  const servers = selection.groups.reduce((count, entry) => count + entry.servers.length, 0);
  byId('filter-count').textContent = isFiltered()
    ? 'Matrix: ' +
      digits(selection.bindings) +
      ' of ' +
      counted(bindingCount, 'binding') +
      ' on ' +
      counted(servers, 'server') +
      '. Findings: ' +
      digits(findings) +
      ' of ' +
      digits(data.findings.length) +
      '.'
    : counted(bindingCount, 'binding') +
      ' on ' +
      counted(data.servers.length, 'server') +
      ' in ' +
      counted(data.groups.length, 'group') +
      ' of servers alike; ' +
      counted(data.findings.length, 'finding') +
      '.';
}

/** Typing waits for a pause; a choice counts at once. */
function typed() {
  clearTimeout(waiting);
  waiting = setTimeout(applyFilters, 120);
}

filters.addEventListener('input', (event) => (targetOf(event).tagName === 'INPUT' ? typed() : applyFilters()));
filters.addEventListener('click', (event) => {
  const chip = targetOf(event).closest('.chip');
  if (!chip) return;
  chip.setAttribute('aria-pressed', String(chip.getAttribute('aria-pressed') !== 'true'));
  applyFilters();
});
filters.addEventListener('submit', (event) => {
  event.preventDefault();
  applyFilters();
});
filters.addEventListener('reset', () => {
  for (const chip of all('.chip', filters)) chip.setAttribute('aria-pressed', 'false');
  const inside = filters.contains(document.activeElement);
  setTimeout(() => {
    applyFilters();
    if (inside) byId('filter-text').focus();
  });
});

/** Narrows the matrix to what one line of an overview counts. */
function showInMatrix(button) {
  const { population, outcome, protocol, server, changed } = button.dataset;
  filters.reset();
  setTimeout(() => {
    byId('filter-population').value = population;
    byId('filter-protocol').value = protocol || '';
    byId('filter-server').value = server || '';
    for (const chip of all('.chip', filters)) {
      const chosen = chip === changedChip ? changed === 'true' : chip.dataset.kind === outcome;
      chip.setAttribute('aria-pressed', String(chosen));
    }
    applyFilters();
    filters.scrollIntoView({ block: 'start' });
    if (current) current.focus({ preventScroll: true });
  });
}

/** The way from what changed to a rule's findings: opened, and there even where a filter hid it. */
for (const link of all('#changes a')) {
  link.addEventListener('click', () => {
    const part = byId(link.hash.slice(1));
    part.open = true;
    if (!part.hidden) return;
    filters.reset();
    setTimeout(() => part.scrollIntoView());
  });
}

for (const button of all('.show')) {
  button.hidden = !grid;
  button.addEventListener('click', () => showInMatrix(button));
}
`;
