/** The panel: why a cell is as it is, how to fix it, and which findings report it. */
export const DETAIL = String.raw`
const detail = byId('detail');
let opener;

function openDetail(button) {
  const entry = button.closest('tbody').entry;
  const group = data.groups[entry.index];
  const column = shownColumns()[button.parentElement.cellIndex - 1];
  const rows =
    button.row >= 0
      ? entry.rows.filter(({ row }) => row === button.row)
      : entry.rows.filter(({ row }) => group.rows[row].cells[column] >= 0);
  const population = data.populations[column];
  byId('detail-title').textContent =
    population.name + (button.row >= 0 ? ' on ' + data.protocols[group.rows[button.row].protocol] : '');
  byId('detail-body').replaceChildren(
    element('p', {}, population.about.join(' · ')),
    ...byClass(group, rows, column).map(outcomeCard),
    ...serverList(rows),
    ...relatedFindings(rows, column),
  );
  if (opener) opener.removeAttribute('aria-expanded');
  opener = button;
  opener.setAttribute('aria-expanded', 'true');
  detail.hidden = false;
  detail.scrollTop = 0;
  detail.focus({ preventScroll: true });
}

function closeDetail() {
  if (detail.hidden) return;
  detail.hidden = true;
  if (!opener) return;
  opener.removeAttribute('aria-expanded');
  if (opener.isConnected) opener.focus();
  opener = undefined;
}

/** Outcomes of the rows by class, the gravest first, each with its protocols. */
function byClass(group, rows, column) {
  const found = new Map();
  for (const { row, servers } of rows) {
    const { protocol, cells, others } = group.rows[row];
    const { like, kind } = data.outcomes[cells[column]];
    if (!found.has(like)) found.set(like, { kind, protocols: new Set(), outcomes: new Set(), before: new Map() });
    const { protocols, outcomes, before } = found.get(like);
    protocols.add(data.protocols[protocol]);
    const flip = beforeOf(group.rows[row], column);
    if (flip) before.set(flip, [...(before.get(flip) || []), data.protocols[protocol]]);
    for (const server of servers) outcomes.add(data.outcomes[((others && others[server]) || cells)[column]]);
  }
  return [...found.values()].sort((a, b) => GRAVITY.indexOf(b.kind) - GRAVITY.indexOf(a.kind));
}

function outcomeCard({ kind, protocols, outcomes, before }) {
  const said = (name) => [...new Set(Array.from(outcomes, (outcome) => outcome[name]).filter(Boolean))];
  return element('div', { class: 'card ' + kind }, [
    element('p', {}, [mark(kind), ' on ' + [...protocols].join(', ')]),
    element('dl', {}, [
      ...described('Before this change', beforeTexts(before, protocols.size)),
      ...described('Why', said('reason')),
      ...described('What to do', said('remedy')),
      ...described('Source', said('source')),
    ]),
  ]);
}

/** What was there before, and on which protocols where not on all. */
function beforeTexts(before, protocols) {
  return Array.from(before, ([{ kind, reason }, on]) =>
    [on.length < protocols ? on.join(', ') + ': ' : '', kind, reason && kind !== 'works' ? ': ' + reason : ''].join(''),
  );
}

/** Texts that are shown of those that differ in names alone. */
const TEXTS_SHOWN = 5;

function described(title, texts) {
  if (texts.length === 0) return [];
  const rest = texts.length - TEXTS_SHOWN;
  return [
    element('dt', {}, title),
    ...texts.slice(0, TEXTS_SHOWN).map((text) => element('dd', {}, text)),
    rest > 0 ? element('dd', { class: 'quiet' }, 'and ' + digits(rest) + ' more alike') : undefined,
  ];
}

/** Names that a list shows at once. */
const NAMES_SHOWN = 200;

function serverList(rows) {
  const servers = [...new Set(rows.flatMap((entry) => entry.servers))];
  const names = servers.map((server) => data.servers[server]);
  const certificates = [
    ...new Set(rows.flatMap(({ row, servers: on }) => on.map((server) => certificateOf(server, row)))),
  ]
    .filter((number) => number >= 0)
    .map((number) => data.certificates[number]);
  return [listOf('Servers', names), listOf('Their certificates', certificates)].filter(Boolean);
}

function listOf(title, names) {
  if (names.length === 0) return undefined;
  if (names.length <= 3)
    return element('p', {}, [element('span', { class: 'quiet' }, title + ': '), element('bdi', {}, names.join(', '))]);
  const fold = element('details', {}, element('summary', {}, title + ': ' + digits(names.length)));
  fold.addEventListener('toggle', () => {
    if (fold.children.length > 1) return;
    const rest = names.length - NAMES_SHOWN;
    fold.append(
      element('p', {}, names.slice(0, NAMES_SHOWN).join(', ') + (rest > 0 ? ' and ' + digits(rest) + ' more' : '')),
    );
  });
  return fold;
}

/** Findings that touch these bindings and this population, by rule. */
function relatedFindings(rows, column) {
  const bindings = new Set(
    rows.flatMap(({ row, servers }) => servers.map((server) => server * data.rowsPerServer + row)),
  );
  const counts = new Map();
  for (const finding of data.findings) {
    if (!finding.bindings && !finding.populations) continue;
    if (finding.populations && !finding.populations.includes(column)) continue;
    if (finding.bindings && !finding.bindings.some((binding) => bindings.has(binding))) continue;
    counts.set(finding.rule, (counts.get(finding.rule) || 0) + 1);
  }
  if (counts.size === 0) return [];
  const items = [...counts].map(([rule, count]) => {
    const { ref, title, anchor } = data.rules[rule];
    const link = element('a', { href: '#' + anchor }, ref + ' ' + title);
    link.addEventListener('click', () => {
      closeDetail();
      byId(anchor).open = true;
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
`;
