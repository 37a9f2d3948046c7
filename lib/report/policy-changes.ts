import { Acknowledgement, Estate, PolicySettings } from '../model';
import { LEVELS, refusalLevel, Report } from '../policy';
import { PolicyChange } from './changes';
import { counted, firstFew } from './plain';

/** One side of a comparison of policies. */
export interface Ruled {
  readonly report: Report;
  /** Left out: base lines, scopes of packs and the level of refusal are not compared. */
  readonly estate?: Estate;
}

/**
 * Where the head asks less than the base did. Whoever writes the change writes the policy that judges it, so a weaker policy must not
 * look like a better estate.
 */
export function weakerPolicy(base: Ruled, head: Ruled): PolicyChange[] {
  const changes = [...rulesGone(base.report, head.report), ...levelsLowered(base.report, head.report)];
  if (base.estate && head.estate) {
    changes.push(
      ...packsNarrowed(base.estate, head.estate),
      ...refusalRaised(base.estate, head.estate),
      ...baselineGrown(base.estate, head.estate),
    );
  }
  return [...changes, ...acknowledgementsAdded(base.report, head.report)];
}

function rulesGone(base: Report, head: Report): PolicyChange[] {
  const asked = new Set(head.rules.map(({ rule }) => rule.id));
  const gone = base.rules.map(({ rule }) => rule.id).filter((id) => !asked.has(id));
  if (gone.length === 0) return [];
  return [
    {
      kind: 'rules-gone',
      rules: gone,
      what: `${counted(gone.length, 'rule')} of the base ${gone.length === 1 ? 'does' : 'do'} not run any more: ${firstFew(gone, 10)}`,
    },
  ];
}

function levelsLowered(base: Report, head: Report): PolicyChange[] {
  const before = new Map(base.rules.map(({ rule, level }) => [rule.id, level]));
  return head.rules.flatMap(({ rule, level }): PolicyChange[] => {
    const old = before.get(rule.id);
    if (old === undefined || LEVELS.indexOf(level) <= LEVELS.indexOf(old)) return [];
    return [{ kind: 'level-lowered', rules: [rule.id], what: `${rule.id} is ${level} and was ${old}` }];
  });
}

const packsOf = ({ policies }: Estate): PolicySettings['packs'] =>
  policies?.[0]?.packs ?? [{ pack: 'recommended', scope: '' }];

/** A pack that still runs somewhere hides from the list of rules that the rest is not asked any more. */
function packsNarrowed(base: Estate, head: Estate): PolicyChange[] {
  const after = packsOf(head);
  return packsOf(base).flatMap(({ pack, scope }): PolicyChange[] => {
    const covered = after.some(
      (one) => one.pack === pack && (one.scope === '' || one.scope === scope || scope.startsWith(`${one.scope}/`)),
    );
    const place = scope === '' ? 'the whole app' : scope;
    return covered
      ? []
      : [{ kind: 'pack-narrowed', rules: [], what: `the pack ${pack} does not judge ${place} any more` }];
  });
}

function refusalRaised(base: Estate, head: Estate): PolicyChange[] {
  const [before, after] = [refusalLevel(base), refusalLevel(head)];
  if (LEVELS.indexOf(after) >= LEVELS.indexOf(before)) return [];
  return [
    { kind: 'refusal-raised', rules: [], what: `the app refuses from ${after} on and refused from ${before} on` },
  ];
}

function baselineGrown(base: Estate, head: Estate): PolicyChange[] {
  const before = new Set(base.policies?.[0]?.baseline);
  const added = (head.policies?.[0]?.baseline ?? []).filter((key) => !before.has(key));
  if (added.length === 0) return [];
  return [
    {
      kind: 'baseline-grown',
      rules: [],
      what: `the baseline has ${counted(added.length, 'key')} more: ${firstFew(added, 5)}`,
    },
  ];
}

function acknowledgementsAdded(base: Report, head: Report): PolicyChange[] {
  const before = new Map(base.acknowledgements.map(({ acknowledgement }) => [keyOf(acknowledgement), acknowledgement]));
  return head.acknowledgements.flatMap(({ acknowledgement }): PolicyChange[] => {
    const { rule, finding, expires, reason, scope } = acknowledgement;
    const old = before.get(keyOf(acknowledgement));
    if (old && old.expires >= expires) return [];
    const of = `${finding ?? rule}${scope === '' ? '' : ` at ${scope}`}`;
    const what = old
      ? `the acknowledgement of ${of} lasts until ${expires} and lasted until ${old.expires}`
      : `${of} is acknowledged until ${expires}: ${reason}`;
    return [{ kind: old ? 'acknowledgement-extended' : 'acknowledgement-added', rules: [rule], what }];
  });
}

function keyOf({ rule, finding, scope }: Acknowledgement): string {
  return JSON.stringify([rule, finding ?? '', scope]);
}
