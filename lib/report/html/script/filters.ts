/** The filters and what they say of themselves. */
export const FILTERS = String.raw`
const filters = byId('filters');
let waiting;

function readFilters() {
  filter.terms = byId('filter-text').value.toLowerCase().split(/\s+/).filter(Boolean);
  filter.server = byId('filter-server').value.trim().toLowerCase();
  filter.population = numberOf(byId('filter-population').value);
  filter.protocol = data.protocols.indexOf(byId('filter-protocol').value);
  filter.rule = numberOf(byId('filter-rule').value);
  filter.kinds = new Set(all('.chip[aria-pressed="true"]', filters).map((chip) => chip.dataset.kind));
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
  setTimeout(() => {
    applyFilters();
    byId('filter-text').focus();
  });
});

/** Narrows the matrix to what one row of the overview tells of. */
function showInMatrix(button) {
  filters.reset();
  setTimeout(() => {
    byId('filter-population').value = button.dataset.population;
    for (const chip of all('.chip', filters))
      chip.setAttribute('aria-pressed', String(chip.dataset.kind === button.dataset.outcome));
    applyFilters();
    filters.scrollIntoView({ block: 'start' });
    if (current) current.focus({ preventScroll: true });
  });
}

for (const button of all('.show')) {
  button.hidden = !grid;
  button.addEventListener('click', () => showInMatrix(button));
}
`;
