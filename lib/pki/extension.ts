import { formatIp } from '../names';
import { DistinguishedName } from './distinguished-name';
import { breach, type Breaches, contextTag, Der, Tag } from './der-reader';
import { PkiError } from './error';
import { extendedKeyUsageNames, keyUsageNames, OID } from './oid';

/** One GeneralName: RFC 5280 4.2.1.6. */
export type GeneralName =
  | { readonly kind: 'dns' | 'email' | 'uri'; readonly value: string }
  | { readonly kind: 'ip'; readonly octets: Buffer; readonly value: string }
  | { readonly kind: 'directory'; readonly name: DistinguishedName; readonly value: string }
  | { readonly kind: 'other'; readonly value: string; readonly text?: string }
  | { readonly kind: 'registeredId' | 'x400' | 'ediParty'; readonly value: string };

/** A directory name as GeneralName; its text is made only when it is asked for. */
export function directoryName(name: DistinguishedName): GeneralName {
  return {
    kind: 'directory',
    name,
    get value() {
      return name.toString();
    },
  };
}

function ascii(element: Der): string {
  const text = element.value.toString('latin1');
  if (/[\u0080-\u00ff]/.test(text)) element.breach(`a name at byte ${element.start} is not ASCII (IA5String)`);
  return text;
}

/** Reads one GeneralName; the address length is not judged here, since name constraints use other lengths. */
export function readGeneralName(element: Der): GeneralName {
  switch (element.tag) {
    case contextTag(0):
      return otherName(element);
    case contextTag(1, false):
      return { kind: 'email', value: ascii(element) };
    case contextTag(2, false):
      return { kind: 'dns', value: ascii(element) };
    case contextTag(3):
      return { kind: 'x400', value: element.value.toString('hex') };
    case contextTag(4): {
      const name = new DistinguishedName(element.inner().expect(Tag.SEQUENCE).bytes, element.breaches);
      return directoryName(name);
    }
    case contextTag(5):
      return { kind: 'ediParty', value: element.value.toString('hex') };
    case contextTag(6, false):
      return { kind: 'uri', value: ascii(element) };
    case contextTag(7, false):
      return { kind: 'ip', octets: element.value, value: formatIp(element.value) };
    case contextTag(8, false):
      return { kind: 'registeredId', value: element.oid(contextTag(8, false)) };
    default:
      throw new PkiError(
        'malformed-der',
        `tag 0x${element.tag.toString(16)} at byte ${element.start} is not a GeneralName`,
      );
  }
}

/** OtherName ::= SEQUENCE { type-id, [0] EXPLICIT value }, tagged [0] IMPLICIT; its value as text where it is a string. */
function otherName(element: Der): GeneralName {
  const cursor = element.open(contextTag(0));
  const value = cursor.next().oid();
  const inner = cursor.next(contextTag(0)).inner();
  cursor.finish();
  const isText = inner.tag === Tag.UTF8_STRING || inner.tag === Tag.IA5_STRING || inner.tag === Tag.PRINTABLE_STRING;
  return isText ? { kind: 'other', value, text: inner.text() } : { kind: 'other', value };
}

/** GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName. A lenient reader leaves out an entry that can't be read, not the others. */
export function readGeneralNames(element: Der, tag: number = Tag.SEQUENCE): GeneralName[] {
  return element.children(tag).flatMap((item) => {
    try {
      return [readGeneralName(item)];
    } catch (error) {
      item.breach((error as Error).message);
      return [];
    }
  });
}

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Buffer;
}

export interface BasicConstraints {
  readonly ca: boolean;
  readonly pathLength?: number;
}

export interface AuthorityKeyIdentifier {
  readonly keyId?: Buffer;
  readonly issuer?: readonly GeneralName[];
  readonly serial?: Buffer;
}

/** RFC 5280 4.2.1.10; bases in the form of names, addresses with their mask. */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
  /** False when a subtree list was present but empty, or neither list was present. */
  readonly wellFormed: boolean;
}

export interface PolicyConstraints {
  readonly requireExplicitPolicy?: number;
  readonly inhibitPolicyMapping?: number;
}

export interface DistributionPoint {
  readonly urls: readonly string[];
  /** The CRL is signed by someone else than the certificate's issuer. */
  readonly indirect: boolean;
  /** The CRL covers some reasons only. */
  readonly someReasons: boolean;
}

export interface AccessUrls {
  readonly ocsp: readonly string[];
  readonly caIssuers: readonly string[];
}

/** Reads Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension. */
export function readExtensions(element: Der): Extension[] {
  const found = element.children().map((item) => {
    const cursor = item.open();
    const oid = cursor.next(Tag.OID).oid();
    const critical = cursor.optional(Tag.BOOLEAN)?.boolean() ?? false;
    const value = cursor.next().octets();
    cursor.finish();
    return { oid, critical, value };
  });
  if (found.length === 0) element.breach('the list of extensions is empty');
  return found;
}

export function readBasicConstraints(value: Buffer, lenient?: Breaches): BasicConstraints {
  const cursor = Der.whole(value, undefined, lenient).open();
  const ca = cursor.optional(Tag.BOOLEAN)?.boolean() ?? false;
  const pathLength = cursor.done ? undefined : cursor.next().smallInteger();
  cursor.finish();
  return { ca, pathLength };
}

export function readKeyUsage(value: Buffer, lenient?: Breaches): string[] {
  return Der.whole(value, undefined, lenient)
    .namedBits()
    .flatMap((bit) => {
      const name = keyUsageNames[bit];
      if (name === undefined) breach(lenient, `keyUsage bit ${bit} does not exist`);
      return name ?? [];
    });
}

export function readExtendedKeyUsage(value: Buffer, lenient?: Breaches): string[] {
  return Der.whole(value, undefined, lenient)
    .children()
    .map((item) => {
      const oid = item.oid();
      return extendedKeyUsageNames[oid] ?? oid;
    });
}

export function readSubjectAltName(value: Buffer, lenient?: Breaches): GeneralName[] {
  return readGeneralNames(Der.whole(value, undefined, lenient));
}

export function readAuthorityKeyIdentifier(value: Buffer, lenient?: Breaches): AuthorityKeyIdentifier {
  const cursor = Der.whole(value, undefined, lenient).open();
  const keyId = cursor.optional(contextTag(0, false))?.value;
  const issuerElement = cursor.optional(contextTag(1));
  const issuer = issuerElement === undefined ? undefined : readGeneralNames(issuerElement, contextTag(1));
  const serial = cursor.optional(contextTag(2, false))?.integer(contextTag(2, false));
  cursor.finish();
  return { keyId, issuer, serial };
}

export function readNameConstraints(value: Buffer, lenient?: Breaches): NameConstraints {
  const cursor = Der.whole(value, undefined, lenient).open();
  const permitted = cursor.optional(contextTag(0));
  const excluded = cursor.optional(contextTag(1));
  cursor.finish();
  const permittedNames = permitted === undefined ? [] : readSubtrees(permitted, contextTag(0));
  const excludedNames = excluded === undefined ? [] : readSubtrees(excluded, contextTag(1));
  const wellFormed =
    (permitted !== undefined || excluded !== undefined) &&
    (permitted === undefined || permittedNames.length > 0) &&
    (excluded === undefined || excludedNames.length > 0);
  return { permitted: permittedNames, excluded: excludedNames, wellFormed };
}

/** GeneralSubtree: minimum is 0 (left out in DER) and maximum absent, RFC 5280 4.2.1.10. */
function readSubtrees(element: Der, tag: number): GeneralName[] {
  return element.children(tag).map((item) => {
    const subtree = item.open();
    const name = readGeneralName(subtree.next());
    const minimum = subtree.optional(contextTag(0, false));
    if (minimum !== undefined && minimum.smallInteger(contextTag(0, false)) !== 0)
      item.breach('a name constraint has a minimum other than 0');
    if (!subtree.done) item.breach('a name constraint has a maximum');
    return name;
  });
}

export function readCertificatePolicies(value: Buffer, lenient?: Breaches): string[] {
  const policies = Der.whole(value, undefined, lenient)
    .children()
    .map((item) => {
      const cursor = item.open();
      const oid = cursor.next().oid();
      if (!cursor.done) cursor.next(Tag.SEQUENCE);
      cursor.finish();
      return oid;
    });
  if (policies.length === 0) breach(lenient, 'the list of certificate policies is empty');
  if (new Set(policies).size !== policies.length) breach(lenient, 'a certificate policy stands twice');
  return policies;
}

export function readPolicyConstraints(value: Buffer, lenient?: Breaches): PolicyConstraints {
  const cursor = Der.whole(value, undefined, lenient).open();
  const require = cursor.optional(contextTag(0, false))?.smallInteger(contextTag(0, false));
  const inhibit = cursor.optional(contextTag(1, false))?.smallInteger(contextTag(1, false));
  cursor.finish();
  if (require === undefined && inhibit === undefined) breach(lenient, 'policyConstraints is an empty sequence');
  return { requireExplicitPolicy: require, inhibitPolicyMapping: inhibit };
}

/** Pairs of issuerDomainPolicy and subjectDomainPolicy. */
export function readPolicyMappings(value: Buffer, lenient?: Breaches): { issuer: string; subject: string }[] {
  return Der.whole(value, undefined, lenient)
    .children()
    .map((item) => {
      const cursor = item.open();
      const pair = { issuer: cursor.next().oid(), subject: cursor.next().oid() };
      cursor.finish();
      return pair;
    });
}

export function readInhibitAnyPolicy(value: Buffer, lenient?: Breaches): number {
  return Der.whole(value, undefined, lenient).smallInteger();
}

export function readCrlDistributionPoints(value: Buffer, lenient?: Breaches): DistributionPoint[] {
  return Der.whole(value, undefined, lenient)
    .children()
    .map((item) => {
      const cursor = item.open();
      const name = cursor.optional(contextTag(0));
      const reasons = cursor.optional(contextTag(1, false));
      const issuer = cursor.optional(contextTag(2));
      cursor.finish();
      return {
        urls: name === undefined ? [] : distributionPointUrls(name),
        indirect: issuer !== undefined,
        someReasons: reasons !== undefined,
      };
    });
}

/** URLs of a DistributionPointName; a name relative to the issuer has none. */
export function distributionPointUrls(name: Der): string[] {
  const choice = name.inner();
  if (choice.tag !== contextTag(0)) return [];
  return readGeneralNames(choice, contextTag(0)).flatMap((n) => (n.kind === 'uri' ? [n.value] : []));
}

export function readAuthorityInfoAccess(value: Buffer, lenient?: Breaches): AccessUrls {
  const ocsp: string[] = [];
  const caIssuers: string[] = [];
  const descriptions = Der.whole(value, undefined, lenient).children();
  if (descriptions.length === 0) breach(lenient, 'authorityInfoAccess is an empty sequence');
  for (const item of descriptions) {
    const cursor = item.open();
    const method = cursor.next().oid();
    const location = readGeneralName(cursor.next());
    cursor.finish();
    if (location.kind !== 'uri') continue;
    if (method === OID.ocsp) ocsp.push(location.value);
    else if (method === OID.caIssuers) caIssuers.push(location.value);
  }
  return { ocsp, caIssuers };
}
