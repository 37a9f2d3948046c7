/** The rest of the page: theme, printing, regions that scroll; then everything starts. */
export const PAGE = String.raw`
const THEMES = ['system', 'light', 'dark'];
const themeButton = byId('theme');

function setTheme(theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  byId('theme-name').textContent = theme;
}

themeButton.hidden = false;
themeButton.addEventListener('click', () => {
  const theme = THEMES[(THEMES.indexOf(byId('theme-name').textContent) + 1) % THEMES.length];
  setTheme(theme);
  remember(theme);
});

/** A file opened from disk may have no storage: the choice then lasts as long as the page. */
function remember(theme) {
  try {
    localStorage.setItem('client-access-theme', theme);
  } catch {
    // nothing to remember it in
  }
}

function remembered() {
  try {
    return localStorage.getItem('client-access-theme');
  } catch {
    return null;
  }
}

if (THEMES.includes(remembered())) setTheme(remembered());

/** What scrolls must be reachable by keyboard. */
function markScrolling() {
  for (const region of all('.scroll:not(.grid-frame)')) {
    const title = region.closest('section').querySelector('h2');
    if (region.scrollWidth > region.clientWidth + 1) {
      region.setAttribute('tabindex', '0');
      region.setAttribute('role', 'group');
      region.setAttribute('aria-labelledby', title.id);
    } else for (const name of ['tabindex', 'role', 'aria-labelledby']) region.removeAttribute(name);
  }
}

new ResizeObserver(markScrolling).observe(document.body);
document.addEventListener('toggle', markScrolling, true);

/** Groups that paper holds; more would be a book that nobody reads. */
const PRINTED_GROUPS = 120;
/** The same of one rule's findings. */
const PRINTED_FINDINGS = 100;
let unfolded = [];

window.addEventListener('beforeprint', () => {
  unfolded = all('details:not([open])');
  for (const fold of unfolded) fold.open = true;
  data.rules.forEach((_, rule) => showAtLeast(rule, PRINTED_FINDINGS));
  while (grid && drawnGroups < PRINTED_GROUPS && drawMore());
});
window.addEventListener('afterprint', () => {
  for (const fold of unfolded) fold.open = false;
  if (grid) numberRows();
});

if (grid) {
  byId('grid-more').addEventListener('click', () => {
    drawMore();
    numberRows();
  });
  const frame = grid.parentElement;
  frame.addEventListener(
    'scroll',
    () => {
      const below = frame.scrollHeight - frame.scrollTop - frame.clientHeight;
      if (below < 400 && drawMore()) numberRows();
    },
    { passive: true },
  );
}

/** Names for the server field: a list of thousands would be slower than typing. */
const NAMES_OFFERED = 300;
byId('filter-server').addEventListener(
  'focus',
  () => {
    if (byId('server-names').children.length === 0)
      byId('server-names').append(
        ...data.servers.slice(0, NAMES_OFFERED).map((name) => element('option', { value: name })),
      );
  },
  { once: true },
);

filters.hidden = data.groups.length === 0 && data.findings.length === 0;
applyFilters();
document.documentElement.dataset.ready = 'true';
`;
