import { BASE } from './styles/base';
import { CHANGES } from './styles/changes';
import { DRAWINGS } from './styles/drawings';
import { LISTS } from './styles/lists';
import { MATRIX } from './styles/matrix';
import { PRINT } from './styles/print';

/** The page's style sheet; print comes last, for it overrides. */
export const STYLES = [BASE, LISTS, MATRIX, CHANGES, DRAWINGS, PRINT].join('\n');
