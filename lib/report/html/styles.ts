import { BASE } from './styles/base';
import { DRAWINGS } from './styles/drawings';
import { LISTS } from './styles/lists';
import { MATRIX } from './styles/matrix';
import { PRINT } from './styles/print';

/** The page's style sheet; print comes last, for it overrides. */
export const STYLES = [BASE, LISTS, MATRIX, DRAWINGS, PRINT].join('\n');
