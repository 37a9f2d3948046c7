import { Token, Tokenization, DefaultTokenResolver, StringConcat } from 'cdktf';
import { IConstruct } from 'constructs';
import { domainToASCII } from 'node:url';
import { HostName } from '../model';

/** A host name as declared: usable, or with what is wrong about it. */
export interface DeclaredName {
  readonly name?: HostName;
  readonly problem?: string;
}

const LABEL = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9])?$/;
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** Longest DNS name, in characters (RFC 1035 2.3.4). */
const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;

/**
 * Decides known or unknown for whatever a user declares: a token is a Terraform expression, everything else is text. Text that holds
 * `${` or `%{` is neither: it would become live Terraform, so it is refused by whoever asks.
 */
export function expressionOf(scope: IConstruct, value: unknown): string | undefined {
  if (!Token.isUnresolved(value)) return undefined;
  const resolved: unknown = Tokenization.resolve(value, {
    scope,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });
  return typeof resolved === 'string' ? resolved : JSON.stringify(resolved);
}

/** Whether text would become live Terraform. */
export function isTemplate(text: string): boolean {
  return /[$%]\{/.test(text);
}

/** Text as Terraform's JSON syntax takes it literally. */
export function literal(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}

/** Reads a host name: lower case, no trailing dot, IDN as A-labels. Wildcards are allowed only where the caller says so. */
export function declaredName(scope: IConstruct, text: unknown, allowWildcard = false): DeclaredName {
  const expression = expressionOf(scope, text);
  if (expression !== undefined) return { name: { expression } };
  if (typeof text !== 'string') return { problem: `a host name must be a string; got ${describe(text)}` };
  if (isTemplate(text)) {
    return {
      problem: `"${text}" is Terraform template text; pass the variable's or resource's attribute itself (a token), never its text`,
    };
  }
  const trimmed = text.trim().replace(/\.$/, '');
  if (trimmed === '') return { problem: 'a host name is empty' };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) || trimmed.includes('/')) {
    return { problem: `"${text}" is a URL or a path; write the host name alone` };
  }
  if (/\s/.test(trimmed)) return { problem: `"${text}" holds white space` };
  const wildcard = trimmed.startsWith('*.');
  if (wildcard && !allowWildcard) return { problem: `"${text}" is a wildcard; clients connect to one name` };
  const bare = wildcard ? trimmed.slice(2) : trimmed;
  if (IPV4.test(bare) || bare.includes(':')) {
    return {
      problem: `"${text}" is an address; clients of Exchange connect to names, and public CAs certify no internal address`,
    };
  }
  const ascii = domainToASCII(bare).toLowerCase();
  if (ascii === '') return { problem: `"${text}" is not a host name` };
  if (ascii.length > LONGEST_NAME)
    return { problem: `"${text}" has ${ascii.length} characters; DNS allows ${LONGEST_NAME}` };
  for (const label of ascii.split('.')) {
    if (label.length > LONGEST_LABEL)
      return { problem: `"${text}" has a label of ${label.length} characters; DNS allows ${LONGEST_LABEL}` };
    if (!LABEL.test(label)) {
      return {
        problem: `"${text}" has the label "${label}"; a label is made of letters, digits and hyphens, with a letter or digit at both ends`,
      };
    }
  }
  return { name: { value: wildcard ? `*.${ascii}` : ascii } };
}

function describe(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;
}
