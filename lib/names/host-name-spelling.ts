import { domainToASCII } from 'node:url';

const LABEL = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9])?$/;
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** Longest DNS name, in characters (RFC 1035 2.3.4). */
const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;

/** A host name as certificates spell it, or what keeps a text from being one. */
export interface HostNameSpelling {
  readonly name?: string;
  /** The end of a sentence that begins with the text. */
  readonly problem?: string;
}

/**
 * Spells a text as a host name: lower case, no final dot, no blanks around it, IDN as A-labels. Wildcards are allowed only where the
 * caller says so.
 */
export function spellHostName(text: string, allowWildcard = false): HostNameSpelling {
  const trimmed = text.trim().replace(/\.$/, '');
  if (trimmed === '') return { problem: 'is empty' };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) || trimmed.includes('/'))
    return { problem: 'is a URL or a path; write the host name alone' };
  if (/\s/.test(trimmed)) return { problem: 'holds white space' };
  const wildcard = trimmed.startsWith('*.');
  if (wildcard && !allowWildcard) return { problem: 'is a wildcard; clients connect to one name' };
  const bare = wildcard ? trimmed.slice(2) : trimmed;
  if (IPV4.test(bare) || bare.includes(':'))
    return {
      problem: 'is an address; clients of Exchange connect to names, and public CAs certify no internal address',
    };
  const ascii = domainToASCII(bare).toLowerCase();
  if (ascii === '') return { problem: 'is not a host name' };
  if (ascii.length > LONGEST_NAME) return { problem: `has ${ascii.length} characters; DNS allows ${LONGEST_NAME}` };
  for (const label of ascii.split('.')) {
    if (label.length > LONGEST_LABEL)
      return { problem: `has a label of ${label.length} characters; DNS allows ${LONGEST_LABEL}` };
    if (!LABEL.test(label))
      return {
        problem: `has the label "${label}"; a label is made of letters, digits and hyphens, with a letter or digit at both ends`,
      };
  }
  return { name: wildcard ? `*.${ascii}` : ascii };
}

/**
 * What keeps the value of a Terraform variable from being a host name, as the end of a sentence that names it; undefined: nothing.
 * Synth corrects a name that is written as text (IDN, final dot, blanks around it), but Terraform hands a variable's value on
 * unchanged: what synth would have to correct is refused here. Letter case does not matter, as the apply compares without it.
 */
export function problemOfVariable(value: string, allowWildcard = false): string | undefined {
  const { name, problem } = spellHostName(value, allowWildcard);
  if (problem !== undefined) return `which ${problem}`;
  if (name === value.toLowerCase()) return undefined;
  if (/\s/.test(value)) return 'which holds white space';
  return value.endsWith('.') ? 'which ends in a dot' : `which is not in A-labels (${name})`;
}
