import { Estate } from '../model';
import { IChooser, Report } from '../policy';
import { ReviewContext } from './changes';
import { contentPolicy, html, jsonMarkup, Markup, pageAssets, trusted } from './html/markup';
import { Page, pageOf } from './html/page';
import { pageData } from './html/numbered-page';
import { certificateNamesSection } from './html/sections/certificate-names';
import { chainsSection } from './html/sections/chains';
import { changesSection, isChangesShown } from './html/sections/changes';
import { findingsSection } from './html/sections/findings';
import { headerSection, impactSection } from './html/sections/header';
import { detailPanel, filterSection, matrixSection } from './html/sections/matrix';
import { rulesSection } from './html/sections/rules';
import { timelineSection } from './html/sections/timeline';
import { symbolSheet } from './html/phrases';
import { digits } from './plain';

/** What the HTML report may get besides the judgement. */
export interface HtmlOptions extends ReviewContext {
  /** @default 'Client access review' */
  readonly title?: string;
  /**
   * Subjects of a certificate's intermediates by the certificate's id, the nearest to it first.
   * @default - the nearest is named by the certificate's issuer, the others are counted
   */
  readonly intermediates?: Record<string, string[]>;
  /** Knows which certificates servers present where a name decides. @default - every binding presents what is assigned to it */
  readonly chooser?: IChooser;
  /** Most findings that the page holds, the gravest first; it says how many are left out. @default 20000 */
  readonly maxFindings?: number;
}

/** Most findings that a page holds by default: some ten megabytes. */
const MOST_FINDINGS = 20_000;

/**
 * A judgement as one HTML file: what the change does where there is a base; who stops working, why and what to do; the matrix to
 * look through; findings, chains and lifetimes. It asks for nothing from outside and runs no script but its own. Without an estate the chains and lifetimes are left out.
 *
 * Deterministic: same report, same bytes.
 */
export function formatHtml(report: Report, estate?: Estate, options: HtmlOptions = {}): string {
  const page = pageOf(report, estate, options.changes, {
    title: options.title ?? 'Client access review',
    intermediates: options.intermediates ?? {},
    replacements: options.replacements ?? [],
    notices: options.notices ?? [],
    certificateNames: options.names ?? [],
    chooser: options.chooser,
  });
  const most = options.maxFindings ?? MOST_FINDINGS;
  const data = pageData(page, most);
  const assets = pageAssets();
  const verdict = report.summary.refused ? 'refused' : 'accepted';
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy(assets)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${page.title}: ${verdict}</title>
        ${trusted(`<style>${assets.style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        ${symbolSheet()} ${navigation(page)}
        <main id="main" tabindex="-1">
          ${headerSection(page)} ${changesSection(page)} ${impactSection(page)}
          <div class="explore">
            ${filterSection(page)} ${matrixSection(page)} ${findingsSection(page)}
            ${leftOut(report.findings.length, most)}
          </div>
          ${estate ? chainsSection(page, estate) : undefined} ${estate ? timelineSection(page, estate) : undefined}
          ${certificateNamesSection(page)} ${rulesSection(page)}
        </main>
        <footer class="foot">
          <p>
            ${page.title}, report schema ${report.schemaVersion}, judged ${report.judgedAt}. Everything on this page is
            in this file.
          </p>
        </footer>
        ${detailPanel()}
        <script type="application/json" id="data">
          ${jsonMarkup(data)}
        </script>
        ${trusted(`<script>${assets.script}</script>`)}
      </body>
    </html> `.text;
}

function navigation(page: Page): Markup {
  const standing = page.rules.reduce((count, group) => count + group.standing, 0);
  const link = (id: string, text: string, count?: number): Markup =>
    html`<li>
      <a href="#${id}"
        >${text}${count === undefined ? undefined : html` <span class="count">${digits(count)}</span>`}</a
      >
    </li>`;
  return html`<nav class="bar-top" aria-label="Sections">
    <ul>
      ${isChangesShown(page) ? link('changes', 'Changes') : undefined}${link('affected', 'Affected')}${link('matrix', 'Matrix')}${link('findings', 'Findings', standing)}${page.estate ? [link('trust', 'Trust'), link('expiry', 'Lifetimes')] : undefined}${page.certificateNames.length > 0 ? link('certificate-names', 'Names') : undefined}${link('rules', 'Rules')}
    </ul>
    <button type="button" id="theme" class="plain" hidden>Theme: <span id="theme-name">system</span></button>
  </nav>`;
}

function leftOut(findings: number, most: number): Markup | undefined {
  if (findings <= most) return undefined;
  return html`<p class="calm">
    ${digits(findings - most)} findings more than this page holds; the JSON report has them all.
  </p>`;
}
