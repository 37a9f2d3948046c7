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
  /** What is wrong inside a value that holds others, in words. */
  readonly inside?: (value: unknown) => DeclaredFault | undefined;
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
  const firstWrong = (value: unknown[]): number => value.findIndex((one) => !item.fits(one));
  return {
    fits: (value) => Array.isArray(value) && firstWrong(value) === -1,
    allowed: `a list, each item ${item.allowed}`,
    nearest: (value) => (Array.isArray(value) ? item.nearest?.(value[firstWrong(value)]) : undefined),
    inside: (value) => {
      if (!Array.isArray(value)) return undefined;
      const at = firstWrong(value);
      const wrong = item.inside?.(value[at]);
      return wrong && { ...wrong, message: `item ${at + 1}: ${wrong.message}` };
    },
  };
}

/** An object that has what it will be asked for; of whichever copy of this package it comes. */
export function objectWith(fits: (value: Record<string, unknown>) => boolean, allowed: string): PropCheck {
  return { fits: (value) => isObject(value) && fits(value), allowed };
}

/**
 * An object of a struct: each member passes its check, and there are no others.
 *
 * @param fits what the members must be together
 */
export function structOf<T extends object>(
  members: PropChecks<T>,
  allowed: string,
  fits: (value: Partial<T>) => boolean = () => true,
): PropCheck {
  return {
    fits: (value) => isObject(value) && propFaults(value, members).length === 0 && fits(value as Partial<T>),
    allowed: `${allowed}, and no other members than ${Object.keys(members).join(', ')}`,
    inside: (value) => (isObject(value) ? propFaults(value, members)[0]?.fault : undefined),
  };
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
  for (const { name, fault: wrong, instead } of propFaults(props, checks)) {
    fault(wrong);
    if (instead === undefined) delete props[name];
    else props[name] = instead;
  }
  return props as T;
}

/** What is wrong about one property. */
interface PropFault {
  readonly name: string;
  readonly fault: DeclaredFault;
  /** Stands in for its value; undefined: nothing does. */
  readonly instead?: unknown;
}

function propFaults(props: Record<string, unknown>, checks: Readonly<Record<string, PropCheck>>): PropFault[] {
  const known = Object.entries(checks);
  const names = Object.keys(checks);
  const unknown = Object.keys(props).filter((name) => !Object.hasOwn(checks, name));
  return [
    ...unknown.map((name) => ({ name, fault: unknownProp(name, names) })),
    ...known.flatMap(([name, check]): PropFault[] => {
      const value = Object.hasOwn(props, name) ? props[name] : undefined;
      if (value === undefined && !Object.hasOwn(props, name) && check.instead === undefined) return [];
      if (value !== undefined && check.fits(value)) return [];
      return [{ name, fault: propFault(name, props, check), instead: check.instead }];
    }),
  ];
}

function propFault(name: string, props: Record<string, unknown>, check: PropCheck): DeclaredFault {
  const value = props[name];
  if (value !== undefined) return invalidProp(name, value, check);
  if (Object.hasOwn(props, name)) return undefinedProp(name, check);
  return { code: 'prop-missing', message: `${name} is missing`, fix: `give ${check.allowed}` };
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
  const inside = check.inside?.(value);
  if (inside) return { ...inside, message: `${name}: ${inside.message}` };
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

/** A publishing point. */
export const POINT = objectWith((value) => isObject(value.node) && '_certificates' in value, 'a PublishingPoint');

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

const TLS_VERSION = memberOf(TlsVersion, 'TlsVersion');

/** TLS versions from the lowest to the highest. */
export const TLS_RANGE = structOf<TlsRange>(
  { lowest: TLS_VERSION, highest: TLS_VERSION },
  `an object with lowest, highest or both, each a member of TlsVersion (${TLS_VERSIONS.join(', ')}), the lowest not above the highest`,
  ({ lowest, highest }) =>
    (lowest !== undefined || highest !== undefined) &&
    (lowest === undefined || highest === undefined || lowest <= highest),
);
