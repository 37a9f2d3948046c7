import { BooleanFact, describeSource } from '../../lib/exchange';

/** What is wrong with a fact: a source that the table does not know, or an unknown without a word on what is missing. */
export function faultsOf(where: string, fact: BooleanFact): string[] {
  const faults: string[] = [];
  if (describeSource(fact.source) === undefined) faults.push(`${where}: source ${fact.source} is not in the table`);
  if (fact.value === undefined && !fact.note) faults.push(`${where}: unknown without a note`);
  return faults;
}
