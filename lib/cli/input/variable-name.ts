import { spellHostName } from '../../exchange/host-name-spelling';

/**
 * What keeps the value of a variable from being a host name, as the end of a sentence that names it; undefined: nothing. Synth mends
 * a name that is written as text (IDN, final dot, blanks around it), but Terraform hands a variable's value on as it is: what synth
 * would have to mend is refused here. Letter case is no matter, as the apply compares without it.
 */
export function problemOfName(value: string, allowWildcard = false): string | undefined {
  const { name, problem } = spellHostName(value, allowWildcard);
  if (problem !== undefined) return `which ${problem}`;
  if (name === value.toLowerCase()) return undefined;
  if (/\s/.test(value)) return 'which holds white space';
  return value.endsWith('.') ? 'which ends in a dot' : `which is not in A-labels (${name})`;
}
