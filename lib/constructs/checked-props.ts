import { IConstruct } from 'constructs';
import {
  CertificateRole,
  ClientAuthentication,
  ClientCertificateMode,
  ClientProtocol,
  Encryption,
  SourceLocation,
  TlsRange,
  TlsVersion,
} from '../model';
import { nearest } from '../policy';
import { DeclaredFault, faultOf } from './registry';

/** What one property must be. TypeScript checks it at compile time; plain JavaScript, tsx and other languages are checked here. */
export interface PropCheck {
  readonly fits: (value: unknown) => boolean;
  /** What is allowed, in words. */
  readonly allowed: string;
  /** Stands in for what is missing or wrong, so that the rest can be checked as well. Left out: the property may be left out. */
  readonly instead?: unknown;
  /** The allowed member that a wrong value most likely means. */
  readonly nearest?: (value: unknown) => string | undefined;
}

/** Checks of all properties of a struct, by name: a property without a check would be an unknown one. */
export type PropChecks<T> = { readonly [K in keyof T]-?: PropCheck };

/** A property that must be there. */
export function needed(check: PropCheck, instead: unknown): PropCheck {
  return { ...check, instead };
}

/** A property whose value the construct itself checks. */
export const ELSEWHERE: PropCheck = { fits: () => true, allowed: 'a value' };

export const BOOLEAN: PropCheck = { fits: (value) => typeof value === 'boolean', allowed: 'true or false' };

export const TEXT: PropCheck = { fits: (value) => typeof value === 'string', allowed: 'a string' };

export const LIST: PropCheck = { fits: Array.isArray, allowed: 'a list' };

/** An enum's member. */
export function memberOf(members: Readonly<Record<string, string>>, name: string): PropCheck {
  const values = Object.values(members);
  return {
    fits: (value) => values.includes(value as string),
    allowed: `a member of ${name} (${values.join(', ')})`,
    nearest: (value) => {
      const near = typeof value === 'string' ? nearest(value.toLowerCase(), values) : undefined;
      return near && `${name}.${Object.keys(members).find((key) => members[key] === near)}`;
    },
  };
}

/** A list whose items all pass a check. */
export function listOf(item: PropCheck): PropCheck {
  return {
    fits: (value) => Array.isArray(value) && value.every((one) => item.fits(one)),
    allowed: `a list, each item ${item.allowed}`,
    nearest: (value) => (Array.isArray(value) ? item.nearest?.(value.find((one) => !item.fits(one))) : undefined),
  };
}

/** An object that has what it will be asked for; of whichever copy of this package it comes. */
export function objectWith(fits: (value: Record<string, unknown>) => boolean, allowed: string): PropCheck {
  return { fits: (value) => isObject(value) && fits(value), allowed };
}

/** An object of a struct that has no members but these. */
export function structOf<T>(
  members: Readonly<Record<keyof T, true>>,
  fits: (value: Record<string, unknown>) => boolean,
  allowed: string,
): PropCheck {
  return objectWith(
    (value) => Object.keys(value).every((name) => Object.hasOwn(members, name)) && fits(value),
    `${allowed}, and no other members than ${Object.keys(members).join(', ')}`,
  );
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The properties that a user gave, without those that can't be used: each becomes a fault. A property that the struct does not have is
 * one too, and so is a key whose value is undefined: a misspelled name would otherwise silently mean the default.
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
  const fault = ({ message, ...wrong }: DeclaredFault): void =>
    faultOf(scope, { ...wrong, message: `${prefix}${message}`, location });
  if (given !== undefined && !isObject(given)) {
    fault({
      code: 'props-invalid',
      message: `the properties are ${describe(given)}; they are an object`,
      fix: 'write them in braces',
    });
  }
  const props: Record<string, unknown> = isObject(given) ? { ...given } : {};
  const allowed = Object.entries(checks) as [string, PropCheck][];
  for (const name of Object.keys(props)) {
    if (Object.hasOwn(checks, name)) continue;
    fault(unknownProp(name, Object.keys(checks)));
    delete props[name];
  }
  for (const [name, check] of allowed) {
    const value = props[name];
    if (value === undefined && !(name in props) && check.instead === undefined) continue;
    if (value !== undefined && check.fits(value)) continue;
    if (value === undefined && name in props) fault(undefinedProp(name, check));
    else if (value === undefined)
      fault({ code: 'prop-missing', message: `${name} is missing`, fix: `give ${check.allowed}` });
    else fault(invalidProp(name, value, check));
    if (check.instead === undefined) delete props[name];
    else props[name] = check.instead;
  }
  return props as T;
}

function unknownProp(name: string, names: string[]): DeclaredFault {
  const near = nearest(name, names) ?? names.find((known) => known.toLowerCase() === name.toLowerCase());
  const fix = near === undefined ? 'leave it out' : `write ${near}, or leave it out`;
  const message = `there is no property ${JSON.stringify(name)}`;
  return { code: 'prop-unknown', message, fix: `${fix}; there are ${names.join(', ')}` };
}

function undefinedProp(name: string, check: PropCheck): DeclaredFault {
  const must = check.instead === undefined ? 'leave the key out for the default, or give' : 'give';
  return {
    code: 'prop-undefined',
    message: `${name} is undefined, as a misspelled member of an enum or class and a variable without value are`,
    fix: `${must} ${check.allowed}`,
  };
}

function invalidProp(name: string, value: unknown, check: PropCheck): DeclaredFault {
  const near = check.nearest?.(value);
  const fix = check.instead === undefined ? 'correct it, or leave it out' : `give ${check.allowed}`;
  return {
    code: 'prop-invalid',
    message: `${name} is ${describe(value)}, which is not ${check.allowed}`,
    fix: near === undefined ? fix : `write ${near} if that is meant; else ${fix}`,
  };
}

/** A value in words, short, and without what an object may hold. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}...` : value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list with ${describe(value[0])}`;
  if (typeof value === 'object') return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}

/** A certificate source. */
export const SOURCE = objectWith(
  (value) => typeof value.bind === 'function',
  'a certificate source (CertificateSource.internalCa, .purchased, .selfSigned, ... or a SharedCertificate)',
);

/** A CA. */
export const ISSUER = objectWith(
  (value) => isObject(value.anchor) && 'certificatePem' in value,
  'a CA (new InternalCa, or InternalCa.fromPem)',
);

/** A server. */
export const SERVER = objectWith(
  (value) => isObject(value.node) && typeof value.certificateFor === 'function',
  'a ClientAccessServer',
);

/** A list of servers. */
export const SERVERS = listOf(SERVER);

/** A construct of the tree. */
export const CONSTRUCT = objectWith((value) => isObject(value.node), 'a construct');

/** Something with an id, as platforms and applications are. */
export function identified(name: string): PropCheck {
  return objectWith((value) => typeof value.id === 'string', `a ${name}`);
}

export const KEY_ALGORITHM = objectWith(
  (value) => typeof value.type === 'string' && typeof value.bits === 'number',
  'a KeyAlgorithm',
);

export const ROLE = memberOf(CertificateRole, 'CertificateRole');

export const PROTOCOL = memberOf(ClientProtocol, 'ClientProtocol');

export const PROTOCOLS = listOf(PROTOCOL);

export const AUTHENTICATION = listOf(memberOf(ClientAuthentication, 'ClientAuthentication'));

export const CLIENT_CERTIFICATES = memberOf(ClientCertificateMode, 'ClientCertificateMode');

export const ENCRYPTION = memberOf(Encryption, 'Encryption');

export const TEXTS = listOf(TEXT);

const TLS_VERSIONS = Object.values<string>(TlsVersion);

/** TLS versions from the lowest to the highest. */
export const TLS_RANGE = structOf<TlsRange>(
  { lowest: true, highest: true },
  ({ lowest, highest }) =>
    [lowest, highest].every((bound) => bound === undefined || TLS_VERSIONS.includes(bound as string)) &&
    (lowest === undefined || highest === undefined || (lowest as string) <= (highest as string)),
  `an object with lowest and highest, each a member of TlsVersion (${TLS_VERSIONS.join(', ')}), the lowest not above the highest`,
);
