import { Changes, Replacement } from '../../changes';
import { Direction } from '../../changes-fold';
import { counted, digits, firstFew } from '../../plain';
import { figure, levelSymbol, symbol } from '../phrases';
import { Content, html, Markup } from '../markup';
import { Compared, Page } from '../page';
import { changedCertificates, replacedResources } from './changed-certificates';
import { cellsOf, changedClients, clientsOf } from './changed-clients';
import { demandSentence, foldDemands } from '../../demands';
import { Finding } from '../../../policy';
import { groupByRule, RuleGroup } from '../../findings';
import { pathLabel } from '../../words';
import { placeOf } from '../names';

/** Whether there is anything to compare with, or anything that the apply takes away. */
export function isChangesShown({ compared, replacements }: Page): boolean {
  return compared !== undefined || replacements.length > 0;
}

/** What a reviewer of a change asks before all else: what it does to clients, findings, certificates and what exists. */
export function changesSection(page: Page): Markup | undefined {
  if (!isChangesShown(page)) return undefined;
  const { compared, replacements } = page;
  return html`<section id="changes" aria-labelledby="changes-title">
    <h2 id="changes-title">What this change does</h2>
    ${
      compared
        ? html`${weakened(compared.changes)}
            <p class="headline">${headline(page, compared)}</p>
            ${figures(compared, replacements)} ${changedDemands(compared.changes)} ${changedClients(page, compared)}
            ${servers(page, compared.changes)} ${changedFindings(page, compared.changes)}
            ${changedCertificates(page, compared.changes)}`
        : undefined
    }
    ${replacedResources(replacements)}
  </section>`;
}

/** Comes first: it decides what the rest is worth. */
function weakened({ weakerPolicy }: Changes): Markup | undefined {
  if (weakerPolicy.length === 0) return undefined;
  return html`<div class="weaker-policy">
    <h3>The policy asks less than the base did</h3>
    <ul>
      ${weakerPolicy.map(({ what }) => html`<li><bdi>${what}</bdi></li>`)}
    </ul>
  </div>`;
}

/** Who is worse off and who better, in one sentence; the figures below say on how many connections. */
function headline({ report }: Page, { folds, changes }: Compared): Content {
  const { columns } = report.matrix;
  if (folds.length === 0 && changes.demands.length === 0)
    return html`<strong>Every client connects as before.</strong>`;
  if (folds.length === 0) {
    const asked = new Set(changes.demands.map(({ population }) => population)).size;
    return html`No cell of the matrix changes, but
      <strong>${digits(asked)} of ${counted(columns.length, 'client population')}</strong> must learn a name or get a
      root first.`;
  }
  const parts = DIRECTIONS.flatMap(({ direction, one, many }) => {
    const turned = folds.filter((fold) => fold.direction === direction);
    const names = new Set(turned.map(({ population }) => population));
    const clients = clientsOf(columns, names);
    const size = clients > 0 ? ` (${counted(clients, 'client')})` : '';
    return names.size === 0 ? [] : [{ count: names.size, rest: `${size} ${names.size === 1 ? one : many}` }];
  });
  const worse = folds.some(({ direction }) => direction === Direction.WORSE);
  const [first, ...others] = parts;
  return [
    worse ? undefined : html`<strong>No client is worse off.</strong> `,
    html`<strong>${digits(first.count)} of ${counted(columns.length, 'client population')}</strong>${first.rest}`,
    others.map(({ count, rest }) => html`; <strong>${digits(count)}</strong>${rest}`),
    '.',
  ];
}

const DIRECTIONS = [
  { direction: Direction.WORSE, one: 'is worse off', many: 'are worse off' },
  { direction: Direction.BETTER, one: 'is better off', many: 'are better off' },
  { direction: Direction.OTHER, one: 'meets something else', many: 'meet something else' },
];

function figures({ changes, folds }: Compared, replacements: Replacement[]): Markup {
  const turned = (direction: Direction): number => cellsOf(folds.filter((fold) => fold.direction === direction));
  const other = turned(Direction.OTHER);
  // A base that is a report has no certificates to compare with: 0 would be a guess.
  const certificates = changes.certificates.length;
  return html`<dl class="counts">
    ${figure(turned(Direction.WORSE), 'connection worse', 'connections worse', 'fails')}
    ${figure(turned(Direction.BETTER), 'connection better', 'connections better', 'works')}
    ${other > 0 ? figure(other, 'changed otherwise', 'changed otherwise', 'unknown') : undefined}
    ${figure(changes.newFindings.length, 'new finding', 'new findings', 'prompts')}
    ${figure(changes.fixedFindings.length, 'fixed finding', 'fixed findings', 'works')}
    ${figure(changes.standingFindings.length, 'finding still there', 'findings still there')}
    ${certificates > 0 ? figure(certificates, 'certificate changed', 'certificates changed', 'note') : undefined}
    ${replacements.length > 0 ? figure(replacements.length, 'resource replaced or destroyed', 'resources replaced or destroyed', 'note') : undefined}
  </dl>`;
}

function servers(page: Page, { serversAdded, serversRemoved }: Changes): Markup | undefined {
  const listOf = (title: string, ids: string[], more = ''): Markup | undefined =>
    ids.length === 0
      ? undefined
      : html`<p class="listed">
          <span class="quiet">${counted(ids.length, `server ${title}`, `servers ${title}`)}:</span>
          <bdi>${firstFew(ids.map(page.names.server), 12)}</bdi>${more}
        </p>`;
  return html`${listOf('added', serversAdded)}
  ${listOf('removed', serversRemoved, '; connections to what is removed are not counted')}`;
}

/** Lines that are shown; like demands are one. */
const LINES_SHOWN = 20;

/** Populations that one line names. */
const NAMES_SHOWN = 6;

/** What clients must learn or get first, which no cell of the matrix shows. */
export function changedDemands({ demands }: Changes): Markup | undefined {
  const folds = foldDemands(demands);
  if (folds.length === 0) return undefined;
  const rest = folds.length - LINES_SHOWN;
  return html`<article class="asked">
    <h3>${symbol('prompts')} What clients must learn or get first</h3>
    <ul>
      ${folds.slice(0, LINES_SHOWN).map(
        ({ demand, populations, clients }) =>
          html`<li>
            <strong><bdi>${firstFew(populations, NAMES_SHOWN)}</bdi></strong>
            ${clients > 0 ? `(${counted(clients, 'client')}) ` : ''}<bdi>${demandSentence(demand)}</bdi>
          </li>`,
      )}
    </ul>
    ${rest > 0 ? html`<p class="hint">${digits(rest)} more: the JSON report has them all.</p>` : undefined}
  </article>`;
}

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
