import { Changes, Replacement } from '../../changes';
import { Direction } from '../../changes-fold';
import { counted, digits, firstFew } from '../../counts';
import { figure } from '../phrases';
import { Content, html, Markup } from '../markup';
import { Compared, Page } from '../page';
import { changedCertificates } from './changed-certificates';
import { cellsOf, changedClients, clientsOf } from './changed-clients';
import { changedDemands } from './changed-demands';
import { changedFindings } from './changed-findings';
import { replacedResources } from './replacements';

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
