import { createHash } from 'node:crypto';
import { PageAssets } from './page-assets';

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
