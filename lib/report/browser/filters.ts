import { counted, digits } from '../plain';
import { all, byId, closest, data, element, find } from './dom';
import { closeDetail } from './detail';
import { drawFindings } from './findings';
import { grid } from './grid';
import { bindingCount, filter, isFiltered, selectGroups } from './selection';

const form = byId('filters', HTMLFormElement);
const text = byId('filter-text', HTMLInputElement);
const server = byId('filter-server', HTMLInputElement);
const population = byId('filter-population', HTMLSelectElement);
const protocol = byId('filter-protocol', HTMLSelectElement);
const rule = byId('filter-rule', HTMLSelectElement);
/** Only a page that compares with a base has it. */
const changedChip = find('filter-changed', HTMLButtonElement);
let waiting: number | undefined;

/** Where there is room the fields stand open; a narrow page has them behind one line. */
const narrow = matchMedia('(max-width: 720px)');
const fold = byId('filter-fold', HTMLDetailsElement);
function foldFilters(): void {
  fold.open = !narrow.matches;
}
foldFilters();
narrow.addEventListener('change', foldFilters);

function isPressed(chip: HTMLElement | undefined): boolean {
  return chip?.getAttribute('aria-pressed') === 'true';
}

function readFilters(): void {
  filter.terms = text.value.toLowerCase().split(/\s+/).filter(Boolean);
  filter.server = server.value.trim().toLowerCase();
  filter.population = numberOf(population.value);
  filter.protocol = data.protocols.indexOf(protocol.value);
  filter.rule = numberOf(rule.value);
  filter.kinds = new Set(
    all('.chip[data-kind]', form)
      .filter(isPressed)
      .map((chip) => chip.dataset.kind ?? ''),
  );
  filter.changed = isPressed(changedChip);
}

function numberOf(value: string): number {
  return value === '' ? -1 : Number(value);
}

function applyFilters(): void {
  closeDetail();
  readFilters();
  const selection = selectGroups();
  grid?.show(selection);
  const findings = drawFindings();
  byId('filter-reset', HTMLButtonElement).disabled = !isFiltered();
  const servers = selection.groups.reduce((count, entry) => count + entry.servers.length, 0);
  byId('filter-count').textContent = isFiltered()
    ? `Matrix: ${digits(selection.bindings)} of ${counted(bindingCount, 'binding')} on ${counted(servers, 'server')}. ` +
      `Findings: ${digits(findings)} of ${digits(data.findings.length)}.`
    : `${counted(bindingCount, 'binding')} on ${counted(data.servers.length, 'server')} ` +
      `in ${counted(data.groups.length, 'group')} of servers alike; ${counted(data.findings.length, 'finding')}.`;
}

/** Typing waits for a pause; a choice counts at once. */
function applyAfterPause(): void {
  clearTimeout(waiting);
  waiting = window.setTimeout(applyFilters, 120);
}

form.addEventListener('input', ({ target }) =>
  target instanceof HTMLInputElement ? applyAfterPause() : applyFilters(),
);
form.addEventListener('click', (event) => {
  const chip = closest(event, '.chip');
  if (!chip) return;
  chip.setAttribute('aria-pressed', String(!isPressed(chip)));
  applyFilters();
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  applyFilters();
});
form.addEventListener('reset', () => {
  for (const chip of all('.chip', form)) chip.setAttribute('aria-pressed', 'false');
  const inside = form.contains(document.activeElement);
  // The fields are cleared after the event.
  setTimeout(() => {
    applyFilters();
    if (inside) text.focus();
  });
});

/** Narrows the matrix to what one line of an overview counts. */
function showInMatrix({ dataset }: HTMLElement): void {
  form.reset();
  setTimeout(() => {
    population.value = dataset.population ?? '';
    protocol.value = dataset.protocol ?? '';
    server.value = dataset.server ?? '';
    for (const chip of all('.chip', form)) {
      const chosen = chip === changedChip ? dataset.changed === 'true' : chip.dataset.kind === dataset.outcome;
      chip.setAttribute('aria-pressed', String(chosen));
    }
    applyFilters();
    form.scrollIntoView({ block: 'start' });
    grid?.focusCurrent({ preventScroll: true });
  });
}

/** The way from what changed to a rule's findings: opened, and there even where a filter hid it. */
for (const link of all<HTMLAnchorElement>('#changes a')) {
  link.addEventListener('click', () => {
    const part = byId(link.hash.slice(1), HTMLDetailsElement);
    part.open = true;
    if (!part.hidden) return;
    form.reset();
    setTimeout(() => part.scrollIntoView());
  });
}

for (const button of all('.show')) {
  button.hidden = !grid;
  button.addEventListener('click', () => showInMatrix(button));
}

/** Names for the server field: a list of thousands would be slower than typing. */
const NAMES_OFFERED = 300;

function offerNames(): void {
  const names = data.servers.slice(0, NAMES_OFFERED).map((name) => element('option', { value: name }));
  byId('server-names').replaceChildren(...names);
}

/** Shows the page for the first time. */
export function startFilters(): void {
  server.addEventListener('focus', offerNames, { once: true });
  form.hidden = data.groups.length === 0 && data.findings.length === 0;
  applyFilters();
}
