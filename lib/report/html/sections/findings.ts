import { Finding, Level, LEVELS, stands } from '../../../policy';
import { counted, digits } from '../../plain';
import { pathLabel, sourceLabel } from '../../words';
import { acceptance, FindingGroup, FRESH } from '../finding-group';
import { html, Markup } from '../markup';
import { placeOf } from '../names';
import { Page } from '../page';
import { levelSymbol } from '../phrases';
import { LEVEL_TITLES } from './matrix';

/** Findings of one rule that stand in the page itself; the script brings the others when they are asked for. */
export const FINDINGS_SHOWN = 10;

/** Findings by level and rule: what, where in the code, and how to fix it. */
export function findingsSection(page: Page): Markup {
  const levels = LEVELS.filter((level) => page.rules.some((group) => group.level === level));
  return html`<section id="findings" aria-labelledby="findings-title">
    <h2 id="findings-title">Findings</h2>
    ${levels.length === 0 ? html`<p class="calm">No rule found a fault.</p>` : levels.map((level) => levelPart(page, level))}
    <p id="findings-empty" class="calm" hidden>No finding matches.</p>
    <template id="finding-row"
      >${findingRow({ message: '', path: '', place: '', fix: '', accepted: '', fresh: '' })}</template
    >
  </section>`;
}

function levelPart(page: Page, level: Level): Markup {
  const groups = page.rules.filter((group) => group.level === level);
  const standing = groups.reduce((count, group) => count + group.standing, 0);
  return html`<div class="level ${level}" data-level="${level}">
    <h3>${LEVEL_TITLES[level]} <span class="count">${digits(standing)}</span></h3>
    ${groups.map((group) => rulePart(page, group))}
  </div>`;
}

function rulePart(page: Page, group: FindingGroup): Markup {
  const { metadata, findings, standing, anchor } = group;
  const accepted = findings.length - standing;
  const shown = findings.slice(0, FINDINGS_SHOWN);
  return html`<details
    class="rule ${standing === 0 ? 'settled' : group.level}"
    id="${anchor}"
    data-rule="${page.rules.indexOf(group)}"
    ${standing > 0 && group.level === Level.ERROR ? html` open` : undefined}
  >
    <summary>
      <span class="shape">${levelSymbol(group.level)}</span><span class="ref">${group.ref}</span>
      <span class="rule-title">${group.title}</span>
      <span class="count">${digits(findings.length)}</span
      >${accepted > 0 ? html`<span class="tag">${counted(accepted, 'accepted', 'accepted')}</span>` : undefined}
    </summary>
    <dl class="about-rule">
      ${
        metadata?.rationale
          ? html`<div>
              <dt>Why it hurts</dt>
              <dd>${metadata.rationale}</dd>
            </div>`
          : undefined
      }
      <div>
        <dt>What to do</dt>
        <dd>${group.fix ?? metadata?.remediation ?? 'See each finding.'}</dd>
      </div>
      ${
        group.source === undefined
          ? undefined
          : html`<div>
              <dt>Source</dt>
              <dd>${source(sourceLabel(group.source), metadata?.url)}</dd>
            </div>`
      }
      <div>
        <dt>Rule</dt>
        <dd><code>${group.rule}</code></dd>
      </div>
    </dl>
    <ol class="findings">
      ${shown.map((finding) => findingRow(slots(page, finding, group)))}
    </ol>
    <p class="rest">
      ${findings.length > shown.length ? html`<span class="rest-count">${digits(findings.length - shown.length)} more.</span> <button type="button" class="link more" data-rule="${page.rules.indexOf(group)}" hidden>Show more</button>` : undefined}
    </p>
  </details>`;
}

interface FindingSlots {
  readonly message: string;
  readonly path: string;
  readonly place: string;
  readonly fix: string;
  readonly accepted: string;
  readonly fresh: string;
}

function slots(page: Page, finding: Finding, group: FindingGroup): FindingSlots {
  return {
    message: finding.message,
    path: pathLabel(finding.path),
    place: placeOf(finding.location),
    fix: group.fix === undefined ? finding.fix : '',
    accepted: stands(finding) ? '' : acceptance(finding),
    fresh: page.compared?.flips.freshFindings.has(finding) ? FRESH : '',
  };
}

/** One finding; the script fills a copy of the same markup, so both look alike. */
function findingRow({ message, path, place, fix, accepted, fresh }: FindingSlots): Markup {
  return html`<li class="finding">
    <p><span class="tag fresh" data-slot="fresh">${fresh}</span> <span data-slot="message">${message}</span></p>
    <p class="trace"><code data-slot="path">${path}</code> <code data-slot="place">${place}</code></p>
    <p class="fix" data-slot="fix">${fix}</p>
    <p class="accepted-by" data-slot="accepted">${accepted}</p>
  </li>`;
}

/** Only web addresses become links: a rule of someone's own pack may say anything. */
function source(text: string, url: string | undefined): Markup {
  return url !== undefined && /^https?:\/\//i.test(url)
    ? html`<a href="${url}" rel="noreferrer noopener">${text}</a>`
    : html`${text}`;
}
