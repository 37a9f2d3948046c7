import { domainToASCII } from 'node:url';

const LABEL = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9])?$/;
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** Longest DNS name, in characters (RFC 1035 2.3.4). */
const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;

/**
 * What keeps the value of a variable from being a host name, as the end of a sentence that names it; undefined: nothing. Synth mends
 * a name that is written as text (IDN, final dot, blanks around it), but Terraform hands a variable's value on as it is: what synth
 * would have to mend is refused here. Letter case is no matter, as the apply compares without it.
 */
export function problemOfName(value: string, allowWildcard = false): string | undefined {
  const name = value.toLowerCase();
  if (name.trim() === '') return 'which is empty';
  if (/^[a-z][a-z0-9+.-]*:\/\//.test(name) || name.includes('/')) return 'which is a URL or a path';
  if (/\s/.test(name)) return 'which holds white space';
  if (name.endsWith('.')) return 'which ends in a dot';
  const wildcard = name.startsWith('*.');
  if (wildcard && !allowWildcard) return 'which is a wildcard; clients connect to one name';
  const bare = wildcard ? name.slice(2) : name;
  if (IPV4.test(bare) || bare.includes(':')) return 'which is an address; clients of Exchange connect to names';
  // eslint-disable-next-line no-control-regex -- what is no ASCII
  if (/[^\u0000-\u007f]/.test(bare)) {
    const ascii = domainToASCII(bare);
    return `which is not in A-labels${ascii === '' ? '' : ` (${ascii})`}`;
  }
  if (bare.length > LONGEST_NAME) return `which has ${bare.length} characters; DNS allows ${LONGEST_NAME}`;
  for (const label of bare.split('.')) {
    if (label.length > LONGEST_LABEL)
      return `which has a label of ${label.length} characters; DNS allows ${LONGEST_LABEL}`;
    if (!LABEL.test(label))
      return `which has the label "${label}"; a label is made of letters, digits and hyphens, with a letter or digit at both ends`;
  }
  // The same as synth asks: a label such as xn--a that decodes to nothing is no name.
  return domainToASCII(bare) === '' ? 'which is not a host name' : undefined;
}
