/** The findings: filtered, and brought in when they are asked for. */
export const FINDINGS = String.raw`
/** Findings of one rule that come at a time. */
const STEP = 100;
const FIRST = 10;
const rulePart = data.rules.map(({ anchor }) => byId(anchor));
const findingsOfRule = data.rules.map(() => []);
data.findings.forEach((finding, number) => findingsOfRule[finding.rule].push(number));
let matching = findingsOfRule;
let narrowed = false;

function findingRow(finding) {
  const row = byId('finding-row').content.firstElementChild.cloneNode(true);
  for (const slot of row.querySelectorAll('[data-slot]')) slot.textContent = finding[slot.dataset.slot] || '';
  return row;
}

function fillRule(rule, count) {
  const part = rulePart[rule];
  const numbers = matching[rule];
  part
    .querySelector('.findings')
    .replaceChildren(...numbers.slice(0, count).map((number) => findingRow(data.findings[number])));
  showRest(rule);
}

function showRest(rule) {
  const part = rulePart[rule];
  const rest = matching[rule].length - part.querySelectorAll('.finding').length;
  part.querySelector('.rest').replaceChildren(...(rest > 0 ? [digits(rest) + ' more. ', moreButton(rule, rest)] : []));
}

/** Adds what lacks to a number of findings; returns the first that is new. */
function showAtLeast(rule, count) {
  const list = rulePart[rule].querySelector('.findings');
  const shown = list.children.length;
  list.append(...matching[rule].slice(shown, count).map((number) => findingRow(data.findings[number])));
  showRest(rule);
  return list.children[shown];
}

function moreButton(rule, rest) {
  const button = element('button', { type: 'button', class: 'link more' }, [
    'Show ' + digits(Math.min(STEP, rest)),
    element('span', { class: 'sr' }, ' of ' + data.rules[rule].title),
  ]);
  button.addEventListener('click', () => {
    const first = showAtLeast(rule, rulePart[rule].querySelectorAll('.finding').length + STEP);
    first.setAttribute('tabindex', '-1');
    first.focus();
  });
  return button;
}

/** How many of a level's findings that stand are shown, of how many. */
function countLevel(level) {
  const shown = all('.rule:not([hidden])', level);
  level.hidden = shown.length === 0;
  const count = level.querySelector('h3 .count');
  const standing = shown
    .flatMap((part) => matching[Number(part.dataset.rule)])
    .filter((number) => !data.findings[number].accepted);
  count.dataset.all = count.dataset.all || count.textContent;
  count.textContent = (narrowed ? digits(standing.length) + ' of ' : '') + count.dataset.all;
}

/** Shows the findings that match; returns how many. */
function drawFindings() {
  const filtered = isFiltered();
  if (!filtered && !narrowed) return data.findings.length;
  narrowed = filtered;
  const numbers = filtered ? selectFindings() : data.findings.map((_, number) => number);
  matching = data.rules.map(() => []);
  for (const number of numbers) matching[data.findings[number].rule].push(number);
  rulePart.forEach((part, rule) => {
    part.hidden = matching[rule].length === 0;
    part.querySelector('summary .count').textContent = filtered
      ? digits(matching[rule].length) + ' of ' + digits(findingsOfRule[rule].length)
      : digits(findingsOfRule[rule].length);
    if (!part.hidden) fillRule(rule, FIRST);
  });
  all('.level').forEach(countLevel);
  byId('findings-empty').hidden = numbers.length > 0 || data.findings.length === 0;
  return numbers.length;
}

data.rules.forEach((_, rule) => showRest(rule));
`;
