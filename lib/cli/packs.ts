import { RulePack } from '../policy/pack';

/** Every pack of this package, the one that is on without asking first. */
export function packs(): readonly RulePack[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is used
  return (require('../rules') as typeof import('../rules')).PACKS;
}
