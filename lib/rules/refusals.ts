import { IRuleReport, Outcome, OutcomeCode, PopulationView } from '../policy';
import { counted } from './words';

/**
 * Reports what the matrix found between a population and its bindings: one finding for each of the refused codes, with all bindings that
 * it affects, and one unknown result for each of the unknown codes.
 */
export function reportRefusals(
  view: PopulationView,
  report: IRuleReport,
  refused: readonly OutcomeCode[],
  unknown: readonly OutcomeCode[] = [],
): void {
  for (const code of refused) {
    const found = withCode(view, code);
    if (!found) continue;
    report.finding({
      message: `${view.population.name} cannot connect to ${counted(found.bindings.length, 'binding')}: ${found.outcome.message}`,
      ...(found.outcome.fix === undefined ? {} : { fix: found.outcome.fix }),
      ...(refused.length === 1 ? {} : { discriminator: code }),
      bindings: found.bindings,
    });
  }
  for (const code of unknown) {
    const found = withCode(view, code);
    if (found)
      report.unknown(`${view.population.name}, ${counted(found.bindings.length, 'binding')}: ${found.outcome.message}`);
  }
}

/** Whether these clients connect to anything at all. */
export function connects(view: PopulationView): boolean {
  return view.groups.length > 0;
}

/** The first reason with this code, also where a graver one hides it, and every binding that has one. */
export function withCode(
  view: PopulationView,
  code: OutcomeCode,
): { outcome: Outcome; bindings: string[] } | undefined {
  let outcome: Outcome | undefined;
  const bindings: string[] = [];
  for (const group of view.groups) {
    const reason = reasonFor(group.outcome, code);
    if (!reason) continue;
    outcome ??= reason;
    for (const binding of group.bindings) bindings.push(binding.id);
  }
  return outcome && { outcome, bindings };
}

/** The reason with this code, also where a graver one hides it. */
function reasonFor(outcome: Outcome, code: OutcomeCode): Outcome | undefined {
  return outcome.code === code ? outcome : outcome.others?.find((other) => other.code === code);
}
