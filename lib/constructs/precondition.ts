import { Condition, ConditionKind } from '../policy';
import { literal } from './declared-name';
import { Precondition } from './terraform-data';

/** A rule's question in Terraform's language. */
export function preconditionOf(condition: Condition): Precondition {
  return { condition: `\${${hcl(condition)}}`, errorMessage: sentence(literal(condition.message)) };
}

/** A Terraform expression without its braces; text around an interpolation stays a template. */
export function inner(expression: string): string {
  const whole = /^\$\{((?:[^{}]|\{[^{}]*\})*)\}$/.exec(expression);
  return whole ? whole[1] : `"${expression}"`;
}

function hcl(condition: Condition): string {
  const value = inner(condition.expression);
  switch (condition.kind) {
    case ConditionKind.AT_MOST:
      return `${value} <= ${condition.limit}`;
    case ConditionKind.AT_LEAST:
      return `${value} >= ${condition.limit}`;
    case ConditionKind.NOT_ONE_OF:
      return `!contains(${list(condition.patterns ?? [])}, ${value})`;
    case ConditionKind.NAME_COVERED: {
      const patterns = condition.patterns ?? [];
      const exact = patterns.filter((pattern) => !pattern.startsWith('*.'));
      const suffixes = patterns.filter((pattern) => pattern.startsWith('*.')).map((pattern) => pattern.slice(2));
      // A wildcard stands for exactly one label (RFC 9525 6.3): cut the first off and compare the rest.
      return `contains(${list(exact)}, lower(${value})) || contains(${list(suffixes)}, replace(lower(${value}), "/^[^.]+[.]/", ""))`;
    }
  }
}

function list(values: string[]): string {
  return `[${values.map((value) => JSON.stringify(literal(value))).join(', ')}]`;
}

/** Terraform wants a sentence. */
function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
