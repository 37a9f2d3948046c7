import { DETAIL } from './script/detail';
import { DOM } from './script/dom';
import { FILTERS } from './script/filters';
import { FINDINGS } from './script/findings';
import { GRID } from './script/grid';
import { PAGE } from './script/page';
import { SELECTION } from './script/selection';

/**
 * The page's script: plain JavaScript as text, for it runs in the reader's browser without any build. Each part is checked by the
 * compiler against the browser's types in the tests. It writes text and attributes only, never markup.
 */
export const PAGE_SCRIPT = `(() => {
'use strict';
${[DOM, SELECTION, GRID, DETAIL, FINDINGS, FILTERS, PAGE].join('\n')}
})();`;
