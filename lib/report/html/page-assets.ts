import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';

/** What the page runs and how it looks: text for its `<script>` and its `<style>`. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/** The folder that the build fills from lib/report/browser: beside the bundled command, or of a checkout. */
const FOLDERS = [join(__dirname, '../report'), join(__dirname, '../../../dist/report')];

/** @throws Error where the page was not built */
export function pageAssets(): PageAssets {
  return { script: read('page.js'), style: read('page.css') };
}

function read(name: string): string {
  for (const folder of FOLDERS) {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch {
      continue;
    }
  }
  throw new Error(
    `${name} of the HTML report is missing (looked in ${FOLDERS.join(', ')}); in a checkout run npm run build; elsewhere install the package again`,
  );
}

/** Nothing may be fetched, and no script or style may run but these; a page without a script runs none. */
export function contentPolicy({ script, style }: Pick<PageAssets, 'style'> & Partial<PageAssets>): string {
  return [
    `default-src 'none'`,
    ...(script === undefined ? [] : [`script-src '${hashOf(script)}'`]),
    `style-src '${hashOf(style)}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
