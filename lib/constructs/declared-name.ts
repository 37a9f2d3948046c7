import { DefaultTokenResolver, StringConcat, Token, Tokenization } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { spellHostName } from '../names';
import { HostName, SourceLocation } from '../model';
import { faultOf } from './registry';

/** A host name as declared: usable, or with what is wrong about it. */
export interface DeclaredName {
  readonly name?: HostName;
  readonly problem?: string;
}

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

/** What an iterator of cdktf stands for. */
const OF_ITERATOR = /\beach\.(key|value)\b/;

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
  if (expression !== undefined && OF_ITERATOR.test(expression))
    return {
      problem: `"${expression}" is a value of an iterator, which exists only inside a resource with for_each; loop in TypeScript over values that synth knows, or pass a variable`,
    };
  if (expression !== undefined) return { name: { expression } };
  if (typeof text !== 'string') return { problem: `a host name must be a string; got ${describe(text)}` };
  if (isTemplate(text)) {
    return {
      problem: `"${text}" is Terraform template text; pass the variable's or resource's attribute itself (a token), never its text`,
    };
  }
  const { name, problem } = spellHostName(text, allowWildcard);
  if (name !== undefined) return { name: { value: name } };
  return { problem: `${problem === 'is empty' ? 'a host name' : `"${text}"`} ${problem}` };
}

function describe(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;
}

/** The host names of a list; each that is none becomes a fault of the construct. Wildcards are names where the caller says so. */
export function declaredNames(
  scope: Construct,
  prop: string,
  texts: readonly string[],
  location: SourceLocation | undefined,
  allowWildcard = false,
): HostName[] {
  return texts.flatMap((text) => {
    const { name, problem } = declaredName(scope, text, allowWildcard);
    if (problem === undefined) return name ?? [];
    const fix = 'write the names that clients connect to, such as mail.contoso.com';
    faultOf(scope, { code: 'host-name-invalid', message: `${prop}: ${problem}`, fix, location });
    return [];
  });
}
