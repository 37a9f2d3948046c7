// The page's script. It writes text and attributes only, never markup, and asks for nothing from outside.
import { all, byId, data } from './dom';
import { startFilters } from './filters';
import { showAtLeast } from './findings';
import { grid } from './grid';

const THEMES = ['system', 'light', 'dark'];
const THEME_KEY = 'client-access-theme';
const themeButton = byId('theme');
const themeName = byId('theme-name');

function setTheme(theme: string): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  themeName.textContent = theme;
}

themeButton.hidden = false;
themeButton.addEventListener('click', () => {
  const theme = THEMES[(THEMES.indexOf(themeName.textContent ?? '') + 1) % THEMES.length];
  setTheme(theme);
  remember(theme);
});

/** A file opened from disk may have no storage: the choice then lasts as long as the page. */
function remember(theme: string): void {
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // nothing to remember it in
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(THEME_KEY);
  } catch {
    return null;
  }
}

const chosen = remembered();
if (chosen !== null && THEMES.includes(chosen)) setTheme(chosen);

/** What scrolls must be reachable by keyboard. */
function markScrolling(): void {
  for (const region of all('.scroll:not(.grid-frame)')) {
    const title = region.closest('section')?.querySelector('h2');
    if (title && region.scrollWidth > region.clientWidth + 1) {
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
let unfolded: HTMLDetailsElement[] = [];

window.addEventListener('beforeprint', () => {
  unfolded = all<HTMLDetailsElement>('details:not([open])');
  for (const fold of unfolded) fold.open = true;
  data.rules.forEach((_, rule) => showAtLeast(rule, PRINTED_FINDINGS));
  grid?.drawUpTo(PRINTED_GROUPS);
});
window.addEventListener('afterprint', () => {
  for (const fold of unfolded) fold.open = false;
  grid?.numberRows();
});

startFilters();
document.documentElement.dataset.ready = 'true';
