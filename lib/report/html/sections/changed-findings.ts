import { Finding } from '../../../policy';
import { Changes } from '../../changes';
import { groupByRule, RuleGroup } from '../../findings';
import { digits } from '../../counts';
import { pathLabel } from '../../words';
import { html, Markup } from '../markup';
import { placeOf } from '../names';
import { Page } from '../page';
import { levelSymbol } from '../symbols';

/** Findings of one rule that are shown here. */
const FINDINGS_SHOWN = 3;

/** Which findings are new, fixed and still there, by rule. */
export function changedFindings(
  page: Page,
  { newFindings, fixedFindings, notAskedFindings, standingFindings }: Changes,
): Markup {
  const still = new Set(standingFindings);
  const fresh = page.compared?.flips.freshFindings;
  const standing = page.report.findings.filter((finding) => still.has(finding.key) && !fresh?.has(finding));
  const parts = [
    { title: 'New', list: newFindings, listed: true, here: true },
    { title: 'Fixed', list: fixedFindings, listed: true, here: false },
    ...(notAskedFindings.length > 0
      ? [{ title: 'Not asked any more', list: notAskedFindings, listed: true, here: false }]
      : []),
    { title: 'Still there', list: standing, listed: false, here: true },
  ];
  return html`<details class="fold" open>
    <summary><h3>Findings, new, fixed and still there</h3></summary>
    <div class="found">
      ${parts.map(
        ({ title, list, listed, here }) =>
          html`<div>
            <h4>${title} <span class="count">${digits(list.length)}</span></h4>
            ${
              list.length === 0
                ? html`<p class="quiet">none</p>`
                : html`<ul>
                    ${groupByRule(page.report, list).map((group) => foundRule(page, group, listed, here))}
                  </ul>`
            }
          </div>`,
      )}
    </div>
  </details>`;
}

/** One rule with its findings; a link where the page holds them at length. */
function foundRule(page: Page, group: RuleGroup, listed: boolean, here: boolean): Markup {
  const { rule, ref, level, metadata } = group;
  const part = here ? page.rules.find((one) => one.rule === rule && one.level === level) : undefined;
  const title = `${ref} ${metadata?.title ?? rule}`;
  const shown = listed ? group.findings.slice(0, FINDINGS_SHOWN) : [];
  const rest = group.findings.length - shown.length;
  return html`<li>
    <span class="shape ${level}">${levelSymbol(level)}<span class="sr">${level}: </span></span>
    <span
      >${part ? html`<a href="#${part.anchor}">${title}</a>` : title}
      <span class="count">${digits(group.findings.length)}</span></span
    >
    ${
      shown.length > 0
        ? html`<ul>
            ${shown.map(foundFinding)}${rest > 0 ? html`<li class="quiet">and ${digits(rest)} more</li>` : undefined}
          </ul>`
        : undefined
    }
  </li>`;
}

function foundFinding({ message, path, location }: Finding): Markup {
  const place = placeOf(location);
  return html`<li>${message} <code class="trace">${place === '' ? pathLabel(path) : place}</code></li>`;
}
