import { CertificateSourceKind } from '../../../model';
import { CertificateChangeKind, Changes, Replacement } from '../../changes';
import {
  foldCertificates,
  FoldedCertificates,
  FoldedProperty,
  FoldedReplacement,
  foldReplacements,
} from '../../changes-fold';
import { clipped, counted, digits, firstFew } from '../../plain';
import { SOURCE_WORDS } from '../../words';
import { Content, html, Markup } from '../markup';
import { Page } from '../page';

/** Rows of the table; certificates that change alike are one row. */
const ROWS_SHOWN = 50;

/** Longest value of a property. */
const LONGEST = 400;

/** Which certificates come, go or change, and what about them. */
export function changedCertificates(page: Page, { certificates: changes }: Changes): Markup | undefined {
  if (changes.length === 0) return undefined;
  const folds = foldCertificates(changes, page.names.server);
  const rest = folds.length - ROWS_SHOWN;
  return html`<details class="fold" open>
    <summary>
      <h3>Certificates that change <span class="count">${digits(changes.length)}</span></h3>
    </summary>
    <div class="scroll">
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">Certificate</th>
            <th scope="col">What changes</th>
            <th scope="col">Presented by</th>
          </tr>
        </thead>
        <tbody>
          ${folds.slice(0, ROWS_SHOWN).map((fold) => certificateRow(page, fold))}
        </tbody>
      </table>
    </div>
    ${rest > 0 ? html`<p class="hint">${counted(rest, 'further group')} of certificates: the JSON report has them all.</p>` : undefined}
  </details>`;
}

function certificateRow(page: Page, { kind, certificates: ids, properties, servers: on }: FoldedCertificates): Markup {
  const names = ids.map(page.names.certificate);
  const presenters = on.map(page.names.server);
  return html`<tr>
    <td>
      <span class="tag">${kind}</span>
      ${ids.length > 1 ? html`<strong>${digits(ids.length)} alike:</strong> ` : undefined}<bdi
        >${firstFew(names, 3)}</bdi
      >
    </td>
    <td>
      <ul class="properties">
        ${properties.map((property) => propertyLine(property, kind))}
      </ul>
    </td>
    <td><bdi>${presenters.length === 0 ? 'no server' : firstFew(presenters, 3)}</bdi></td>
  </tr>`;
}

/** A property before and after; of a certificate that comes or goes, what it has or had. */
function propertyLine({ property, before, after, alike }: FoldedProperty, kind: CertificateChangeKind): Markup {
  const value = (text: string): Content =>
    text === ''
      ? html`<span class="quiet">none</span>`
      : html`<bdi>${clipped(property === 'source' ? sourceWords(text) : text, LONGEST)}</bdi>`;
  return html`<li>
    <span class="quiet">${property}:</span>
    ${
      kind === CertificateChangeKind.CHANGED
        ? html`${value(before)} <span aria-hidden="true">→</span><span class="sr">becomes</span> ${value(after)}`
        : value(kind === CertificateChangeKind.ADDED ? after : before)
    }${alike > 1 ? html` <span class="quiet">(and ${digits(alike - 1)} more alike)</span>` : undefined}
  </li>`;
}

function sourceWords(source: string): string {
  return Object.hasOwn(SOURCE_WORDS, source) ? SOURCE_WORDS[source as CertificateSourceKind] : source;
}

/** Rows of the table; like resources are one row. */
const RESOURCES_SHOWN = 50;

/** Addresses of like resources that are named. */
const ADDRESSES_SHOWN = 100;

/** What is done to a resource, as people say it. */
const ACTIONS: Record<string, string> = {
  replace: 'destroyed, then created again',
  'create-first': 'created again, then the old one destroyed',
  delete: 'destroyed',
};

/** What the apply destroys, and whether it creates it again. */
export function replacedResources(replacements: Replacement[]): Markup | undefined {
  if (replacements.length === 0) return undefined;
  const folds = foldReplacements(replacements);
  const rest = folds.length - RESOURCES_SHOWN;
  return html`<details class="fold" open>
    <summary>
      <h3>What the apply recreates or removes <span class="count">${digits(replacements.length)}</span></h3>
    </summary>
    <div class="scroll">
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col">What is done</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          ${folds.slice(0, RESOURCES_SHOWN).map(replacementRow)}
        </tbody>
      </table>
    </div>
    ${rest > 0 ? html`<p class="hint">${counted(rest, 'further group')} of resources: the JSON report has them all.</p>` : undefined}
  </details>`;
}

function replacementRow({ type, action, reason, addresses }: FoldedReplacement): Markup {
  return html`<tr>
    <td>
      ${
        addresses.length <= 3
          ? addresses.map((address) => html`<code class="address">${address}</code> `)
          : html`<details>
              <summary>${digits(addresses.length)} of <code>${type}</code></summary>
              <p><code>${firstFew(addresses, ADDRESSES_SHOWN)}</code></p>
            </details>`
      }
    </td>
    <td>${Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : action}</td>
    <td>${reason ?? ''}</td>
  </tr>`;
}
