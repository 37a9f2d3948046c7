import { RulePack } from '../policy';
import { CATALOGUE } from './catalogue';

/** On without asking. */
export const RECOMMENDED = new RulePack({
  id: 'recommended',
  title: 'What every estate should hold to',
  rules: [...CATALOGUE],
});

/** Every pack of this package. */
export const PACKS: readonly RulePack[] = Object.freeze([RECOMMENDED]);
