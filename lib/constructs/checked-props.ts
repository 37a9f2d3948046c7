import { IConstruct } from 'constructs';
import { SourceLocation } from '../model';
import { faultOf } from './fault';

/** What one property must be. TypeScript says so at compile time; plain JavaScript and other languages are told here. */
export interface PropCheck {
  readonly fits: (value: unknown) => boolean;
  /** What is allowed, in words. */
  readonly allowed: string;
  /** Stands in for what is missing or wrong, so that the rest can be checked as well. Left out: the property may be left out. */
  readonly instead?: unknown;
}

/** Checks of the properties of a struct, by name. */
export type PropChecks<T> = { readonly [K in keyof T]?: PropCheck };

/** A property that must be there. */
export function needed(check: PropCheck, instead: unknown): PropCheck {
  return { ...check, instead };
}

export const BOOLEAN: PropCheck = { fits: (value) => typeof value === 'boolean', allowed: 'true or false' };

export const TEXT: PropCheck = { fits: (value) => typeof value === 'string', allowed: 'a string' };

export const LIST: PropCheck = { fits: Array.isArray, allowed: 'a list' };

/** An enum's member. */
export function memberOf(members: Readonly<Record<string, string>>, name: string): PropCheck {
  const values = Object.values(members);
  return {
    fits: (value) => values.includes(value as string),
    allowed: `a member of ${name} (${values.join(', ')})`,
  };
}

/** A list whose items all pass a check. */
export function listOf(item: PropCheck): PropCheck {
  return {
    fits: (value) => Array.isArray(value) && value.every((one) => item.fits(one)),
    allowed: `a list, each item ${item.allowed}`,
  };
}

/** An object that has what it will be asked for; of whichever copy of this package it comes. */
export function objectWith(fits: (value: Record<string, unknown>) => boolean, allowed: string): PropCheck {
  return { fits: (value) => isObject(value) && fits(value), allowed };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The properties that a user gave, without those that can't be used: each becomes a fault.
 *
 * @param what the struct or method in the user's words, to be put before the property's name; empty for a construct's own
 */
export function checkedProps<T extends object>(
  scope: IConstruct,
  given: T,
  checks: PropChecks<T>,
  location: SourceLocation | undefined,
  what = '',
): T {
  const prefix = what === '' ? '' : `${what}: `;
  const fault = (code: string, message: string, fix: string): void =>
    faultOf(scope, code, `${prefix}${message}`, fix, location);
  if (given !== undefined && !isObject(given)) {
    fault('props-invalid', `the properties are ${describe(given)}; they are an object`, 'write them in braces');
  }
  const props: Record<string, unknown> = isObject(given) ? { ...given } : {};
  for (const [name, check] of Object.entries(checks) as [string, PropCheck][]) {
    const value = props[name];
    if (value === undefined && check.instead === undefined) continue;
    if (value !== undefined && check.fits(value)) continue;
    if (value === undefined) fault('prop-missing', `${name} is missing`, `give ${check.allowed}`);
    else
      fault(
        'prop-invalid',
        `${name} is ${describe(value)}, which is not ${check.allowed}`,
        check.instead === undefined ? 'correct it, or leave it out' : `give ${check.allowed}`,
      );
    if (check.instead === undefined) delete props[name];
    else props[name] = check.instead;
  }
  return props as T;
}

/** A value in words, short, and without what an object may hold. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}...` : value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list with ${describe(value[0])}`;
  if (typeof value === 'object') return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
