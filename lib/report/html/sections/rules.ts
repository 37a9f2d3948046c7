import { AcknowledgementResult, AcknowledgementStatus, UnknownResult } from '../../../policy';
import { counted, digits } from '../../plain';
import { sourceLabel } from '../../words';
import { html, Markup } from '../markup';
import { placeOf } from '../names';
import { Page } from '../page';

/** Unknown results that are listed for one rule. */
const UNKNOWNS_SHOWN = 20;

/** What is not known, what was acknowledged, and the result of every rule. */
export function rulesSection(page: Page): Markup {
  return html`<section id="rules" aria-labelledby="rules-title">
    <h2 id="rules-title">Rules, exceptions and unknowns</h2>
    ${unknowns(page)} ${acknowledgements(page)} ${tallies(page)}
  </section>`;
}

function unknowns(page: Page): Markup | undefined {
  const byRule = new Map<string, UnknownResult[]>();
  for (const result of page.report.unknowns) {
    const list = byRule.get(result.rule);
    if (list) list.push(result);
    else byRule.set(result.rule, [result]);
  }
  if (byRule.size === 0) return undefined;
  return html`<details class="fold" open>
    <summary>
      <h3>Not known yet <span class="count">${digits(page.report.unknowns.length)}</span></h3>
    </summary>
    <p class="hint">A value that only plan or apply knows, or a fact that no source states. It is not a pass.</p>
    <div class="scroll">
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Subject</th>
            <th scope="col">Why it is not known</th>
            <th scope="col">Declared at</th>
          </tr>
        </thead>
        <tbody>
          ${[...byRule.values()].map(unknownRows)}
        </tbody>
      </table>
    </div>
  </details>`;
}

function unknownRows(results: UnknownResult[]): Markup {
  const shown = results.slice(0, UNKNOWNS_SHOWN);
  const rest = results.length - shown.length;
  return html`${shown.map(
    (result) =>
      html`<tr>
        <td><code>${result.rule}</code></td>
        <td><code>${result.subject}</code></td>
        <td>${result.reason}</td>
        <td><code>${placeOf(result.location)}</code></td>
      </tr>`,
  )}${
    rest > 0
      ? html`<tr>
          <td colspan="4" class="quiet">${counted(rest, 'more subject')} of <code>${results[0].rule}</code></td>
        </tr>`
      : undefined
  }`;
}

function acknowledgements(page: Page): Markup | undefined {
  const results = page.report.acknowledgements;
  if (results.length === 0) return undefined;
  const urgent = results.filter((result) => result.status !== AcknowledgementStatus.USED);
  const ordered = [...urgent, ...results.filter((result) => result.status === AcknowledgementStatus.USED)];
  return html`<details class="fold" open>
    <summary>
      <h3>Acknowledgements <span class="count">${digits(results.length)}</span></h3>
    </summary>
    <div class="scroll">
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Rule</th>
            <th scope="col">Where</th>
            <th scope="col">Reason</th>
            <th scope="col">Until</th>
          </tr>
        </thead>
        <tbody>
          ${ordered.map(acknowledgementRow)}
        </tbody>
      </table>
    </div>
  </details>`;
}

function acknowledgementRow({ acknowledgement, status, findings, advice }: AcknowledgementResult): Markup {
  const used = status === AcknowledgementStatus.USED;
  return html`<tr class="${used ? 'quiet-row' : 'urgent-row'}">
    <td><span class="tag">${status.replace(/-/g, ' ')}</span></td>
    <td>
      <code>${acknowledgement.rule}</code
      >${used ? html` <span class="quiet">${counted(findings.length, 'finding')}</span>` : undefined}
    </td>
    <td>
      <code>${acknowledgement.scope === '' ? 'the whole app' : acknowledgement.scope}</code>
      <code class="quiet">${placeOf(acknowledgement.location)}</code>
    </td>
    <td>
      ${acknowledgement.reason}${acknowledgement.ticket === undefined ? undefined : html` <span class="tag">${acknowledgement.ticket}</span>`}${advice === undefined ? undefined : html`<span class="source">${advice}</span>`}
    </td>
    <td>${acknowledgement.expires}</td>
  </tr>`;
}

function tallies(page: Page): Markup {
  const rows = page.report.rules.map(
    ({ rule, level, compliant, nonCompliant, notApplicable, unknown }) =>
      html`<tr>
        <td>${rule.ref}</td>
        <td>${rule.title}<span class="source">${sourceLabel(`${rule.source}, ${rule.section}`)}</span></td>
        <td>${level}</td>
        <td class="number">${digits(compliant)}</td>
        <td class="number${nonCompliant > 0 ? ' strong' : ''}">${digits(nonCompliant)}</td>
        <td class="number">${digits(unknown)}</td>
        <td class="number">${digits(notApplicable)}</td>
      </tr>`,
  );
  return html`<details class="fold">
    <summary>
      <h3>All rules <span class="count">${digits(rows.length)}</span></h3>
    </summary>
    <div class="scroll">
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Title and source</th>
            <th scope="col">Level</th>
            <th scope="col" class="number">Met</th>
            <th scope="col" class="number">Broken</th>
            <th scope="col" class="number">Unknown</th>
            <th scope="col" class="number">Not applicable</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </details>`;
}
