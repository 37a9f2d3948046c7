import { FindingData } from '../html/page-data';
import { digits } from '../plain';
import { all, byId, data, element, within } from './dom';
import { isFiltered, selectFindings } from './selection';

/** Findings of one rule that come at a time. */
const STEP = 100;
const FIRST = 10;
const rulePart = data.rules.map(({ anchor }) => byId(anchor));
const findingsOfRule = byRule(data.findings.map((_, number) => number));
/** Numbers of the findings that match, by rule. */
let matching = findingsOfRule;
let narrowed = false;

function byRule(numbers: number[]): number[][] {
  const lists: number[][] = data.rules.map(() => []);
  for (const number of numbers) lists[data.findings[number].rule].push(number);
  return lists;
}

function findingRow(finding: FindingData): Node {
  const template = byId('finding-row', HTMLTemplateElement).content.firstElementChild;
  if (template === null) throw new Error('the page has no row to copy for its findings');
  const row = template.cloneNode(true) as HTMLElement;
  const texts = new Map<string, unknown>(Object.entries(finding));
  for (const slot of all('[data-slot]', row)) slot.textContent = String(texts.get(slot.dataset.slot ?? '') ?? '');
  return row;
}

function rows(rule: number, from: number, to: number): Node[] {
  return matching[rule].slice(from, to).map((number) => findingRow(data.findings[number]));
}

function listOf(rule: number): HTMLElement {
  return within(rulePart[rule], '.findings');
}

function showRest(rule: number): void {
  const part = rulePart[rule];
  const rest = matching[rule].length - all('.finding', part).length;
  within(part, '.rest').replaceChildren(...(rest > 0 ? [`${digits(rest)} more. `, moreButton(rule, rest)] : []));
}

/** Adds what lacks to a number of findings; returns the first that is new. */
export function showAtLeast(rule: number, count: number): Element | undefined {
  const list = listOf(rule);
  const shown = list.children.length;
  list.append(...rows(rule, shown, count));
  showRest(rule);
  return list.children.item(shown) ?? undefined;
}

function moreButton(rule: number, rest: number): HTMLElement {
  const button = element('button', { type: 'button', class: 'link more' }, [
    `Show ${digits(Math.min(STEP, rest))}`,
    element('span', { class: 'sr' }, ` of ${data.rules[rule].title}`),
  ]);
  button.addEventListener('click', () => {
    const first = showAtLeast(rule, listOf(rule).children.length + STEP);
    if (!(first instanceof HTMLElement)) return;
    first.setAttribute('tabindex', '-1');
    first.focus();
  });
  return button;
}

/** How many of a level's findings that stand are shown, of how many. */
function countLevel(level: HTMLElement): void {
  const shown = all('.rule:not([hidden])', level);
  level.hidden = shown.length === 0;
  const count = within(level, 'h3 .count');
  const standing = shown
    .flatMap((part) => matching[Number(part.dataset.rule)])
    .filter((number) => !data.findings[number].accepted);
  count.dataset.all ??= count.textContent ?? '';
  count.textContent = (narrowed ? `${digits(standing.length)} of ` : '') + count.dataset.all;
}

/** Shows the findings that match; returns how many. */
export function drawFindings(): number {
  const filtered = isFiltered();
  if (!filtered && !narrowed) return data.findings.length;
  narrowed = filtered;
  matching = filtered ? byRule(selectFindings()) : findingsOfRule;
  rulePart.forEach((part, rule) => {
    const [found, there] = [matching[rule].length, findingsOfRule[rule].length];
    part.hidden = found === 0;
    within(part, 'summary .count').textContent = filtered ? `${digits(found)} of ${digits(there)}` : digits(there);
    if (part.hidden) return;
    listOf(rule).replaceChildren(...rows(rule, 0, FIRST));
    showRest(rule);
  });
  all('.level').forEach(countLevel);
  const shown = matching.reduce((count, { length }) => count + length, 0);
  byId('findings-empty').hidden = shown > 0 || data.findings.length === 0;
  return shown;
}

data.rules.forEach((_, rule) => showRest(rule));
