import { CertificateNames, NamePresence, NeededName } from '../../../policy';
import { useWords } from '../../words';
import { counted, digits } from '../../plain';
import { html, Markup } from '../markup';
import { Page } from '../page';

/** Certificates that are shown. */
const SHOWN = 200;

/** What each certificate needs as names and why, what it has for nothing, and what no public CA can certify. */
export function certificateNamesSection({ certificateNames: all }: Page): Markup | undefined {
  if (all.length === 0) return undefined;
  return html`<section id="certificate-names" aria-labelledby="certificate-names-title">
    <h2 id="certificate-names-title">Names of certificates</h2>
    <p class="hint">Every name that clients, mail flow or a hybrid deployment use, and the names for an order.</p>
    ${all.slice(0, SHOWN).map(certificate)} ${leftOut(all.length - SHOWN)}
  </section>`;
}

function leftOut(count: number): Markup | undefined {
  if (count <= 0) return undefined;
  return html`<p class="calm">${counted(count, 'more certificate')}; client-access names shows all.</p>`;
}

function certificate({ certificate: id, hints, needed, order, superfluous, title }: CertificateNames): Markup {
  return html`<details class="fold">
    <summary>
      <h3>${title} <span class="count">${digits(needed.length)}</span></h3>
    </summary>
    <p class="hint"><code>${id}</code></p>
    <div class="scroll">
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Needed for</th>
            <th scope="col">Certificate</th>
            <th scope="col">What to do</th>
          </tr>
        </thead>
        <tbody>
          ${needed.map(nameRow)}
        </tbody>
      </table>
    </div>
    ${superfluous.length > 0 ? html`<p>Not used by anything declared: ${codes(superfluous)}.</p>` : undefined}
    ${hints.map((hint) => html`<p>${hint}.</p>`)}
    ${order.length > 0 ? html`<p>Names for the order: ${codes(order)}.</p>` : undefined}
  </details>`;
}

const WORDS: Readonly<Record<NamePresence, string>> = {
  [NamePresence.EXACT]: 'has it',
  [NamePresence.WILDCARD]: 'has a wildcard for it',
  [NamePresence.MISSING]: 'does not have it',
  [NamePresence.UNKNOWN]: 'not known yet',
};

function nameRow({ fix, has, name, refused, uses }: NeededName): Markup {
  return html`<tr>
    <td><code>${name}</code></td>
    <td>${useWords(uses).join('; ')}</td>
    <td class="${has === NamePresence.MISSING ? 'strong' : ''}">${WORDS[has]}</td>
    <td>
      ${refused === undefined ? undefined : html`No public CA can certify it: ${refused}. `}${fix === undefined ? undefined : html`Fix: ${fix}`}
    </td>
  </tr>`;
}

function codes(names: readonly string[]): Markup[] {
  return names.map((name, index) => html`${index > 0 ? ', ' : ''}<code>${name}</code>`);
}
