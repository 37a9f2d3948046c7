import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { Certificate509 } from '../../lib/pki/certificate';
import * as der from '../../lib/pki/der-writer';
import { encodeName } from '../../lib/pki/distinguished-name';
import { parseIp } from '../../lib/names';
import { OID, extendedKeyUsageNames, keyUsageNames } from '../../lib/pki/oid';
import { writePem } from '../../lib/pki/pem';
import { PublicKeyInfo } from '../../lib/pki/public-key';
import { signerFor } from '../../lib/pki/signature';

export type KeyKind =
  'rsa768' | 'rsa1024' | 'rsa2048' | 'rsa3072' | 'rsa4096' | 'pss2048' | 'p256' | 'p384' | 'p521' | 'ed25519' | 'ed448';

/** A certificate with its private key. */
export interface Issued {
  readonly certificate: Certificate509;
  readonly key: KeyObject;
  readonly pem: string;
  readonly keyPem: string;
}

export interface RawExtension {
  readonly oid: string;
  readonly critical?: boolean;
  readonly value: Buffer;
}

export interface IssueOptions {
  /** A common name, or attributes in certificate order; default: empty. */
  readonly subject?: string | readonly (readonly [string, string])[];
  /** Default: self-signed. */
  readonly issuer?: { readonly certificate: Certificate509; readonly key: KeyObject };
  /** Default: 'p256'; a key may be given instead. */
  readonly key?: KeyKind | KeyObject;
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
  readonly emailAddresses?: readonly string[];
  /** Default: 2026-01-01. */
  readonly notBefore?: Date;
  /** Default: 2027-01-01. */
  readonly notAfter?: Date;
  readonly isCa?: boolean;
  readonly pathLength?: number;
  /** Names of RFC 5280; default: by isCa. `null` leaves the extension out. */
  readonly keyUsage?: readonly string[] | null;
  /** Default: serverAuth for end entities, none for CAs. `null` leaves the extension out. */
  readonly eku?: readonly string[] | null;
  /** Default 'sha256'. */
  readonly hash?: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  /** Sign with RSASSA-PSS. */
  readonly pss?: boolean;
  /** Default: derived from the subject and the key, so that the same input has the same number. */
  readonly serial?: bigint;
  readonly crlUrls?: readonly string[];
  readonly ocspUrls?: readonly string[];
  readonly caIssuerUrls?: readonly string[];
  readonly permitted?: readonly Buffer[];
  readonly excluded?: readonly Buffer[];
  /** Added after the others. */
  readonly extensions?: readonly RawExtension[];
  /** Extensions, by identifier, that are left out. */
  readonly without?: readonly string[];
  /** Version on paper; default 3. */
  readonly version?: 1 | 3;
}

const keyCache = new Map<string, KeyObject>();

/** A key of this kind; the same `name` gives the same key within a process, which saves RSA generation. */
export function keyOf(kind: KeyKind, name?: string): KeyObject {
  const known = name === undefined ? undefined : keyCache.get(`${kind}/${name}`);
  if (known !== undefined) return known;
  const key = generate(kind);
  if (name !== undefined) keyCache.set(`${kind}/${name}`, key);
  return key;
}

function generate(kind: KeyKind): KeyObject {
  if (kind === 'pss2048') return generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey;
  if (kind.startsWith('rsa')) return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(3)) }).privateKey;
  if (kind === 'ed25519') return generateKeyPairSync('ed25519').privateKey;
  if (kind === 'ed448') return generateKeyPairSync('ed448').privateKey;
  const namedCurve = { p256: 'prime256v1', p384: 'secp384r1', p521: 'secp521r1' }[kind as 'p256' | 'p384' | 'p521'];
  return generateKeyPairSync('ec', { namedCurve }).privateKey;
}

function publicInfo(key: KeyObject): PublicKeyInfo {
  return new PublicKeyInfo(createPublicKey(key).export({ type: 'spki', format: 'der' }));
}

/** GeneralName encodings, for name constraints and odd alternative names. */
export const generalName = {
  dns: (name: string): Buffer => der.context(2, false, Buffer.from(name, 'latin1')),
  email: (name: string): Buffer => der.context(1, false, Buffer.from(name, 'latin1')),
  uri: (name: string): Buffer => der.context(6, false, Buffer.from(name, 'latin1')),
  ip: (octets: Buffer): Buffer => der.context(7, false, octets),
  directory: (attributes: readonly (readonly [string, string])[]): Buffer =>
    der.context(4, true, encodeName(attributes)),
};

function extension(oid: string, critical: boolean, value: Buffer): RawExtension {
  return { oid, critical, value };
}

/** Issues a certificate for tests. Everything can be chosen, valid or not; unsaid things are chosen to be valid. */
export function issueCertificate(options: IssueOptions): Issued {
  const key = options.key === undefined || typeof options.key === 'string' ? keyOf(options.key ?? 'p256') : options.key;
  const info = publicInfo(key);
  const signerKey = options.issuer?.key ?? key;
  const subject = encodeName(typeof options.subject === 'string' ? [['CN', options.subject]] : (options.subject ?? []));
  const issuerName = options.issuer?.certificate.subjectName.der ?? subject;
  const signer = signerFor(signerKey, options.hash, options.pss);
  const notBefore = options.notBefore ?? new Date('2026-01-01T00:00:00Z');
  const notAfter = options.notAfter ?? new Date('2027-01-01T00:00:00Z');
  const serial =
    options.serial ??
    BigInt(`0x1${info.keyIdentifier.toString('hex', 0, 8)}${Buffer.from(subject).subarray(-4).toString('hex')}`);

  const list: RawExtension[] = [];
  const ca = options.isCa === true;
  if (ca) {
    const path = options.pathLength === undefined ? [] : [der.integer(options.pathLength)];
    list.push(extension(OID.basicConstraints, true, der.sequence(der.boolean(true), ...path)));
  }
  const usage =
    options.keyUsage === undefined ? (ca ? ['keyCertSign', 'cRLSign'] : ['digitalSignature']) : options.keyUsage;
  if (usage !== null) {
    const bits = usage.map((name) => (keyUsageNames as readonly string[]).indexOf(name));
    list.push(extension(OID.keyUsage, true, der.namedBits(bits)));
  }
  const eku = options.eku === undefined ? (ca ? null : ['serverAuth']) : options.eku;
  if (eku !== null) {
    const oids = eku.map((name) => Object.entries(extendedKeyUsageNames).find(([, n]) => n === name)?.[0] ?? name);
    list.push(extension(OID.extendedKeyUsage, false, der.sequence(...oids.map(der.oid))));
  }
  const names = [
    ...(options.dnsNames ?? []).map(generalName.dns),
    ...(options.ipAddresses ?? []).map((ip) => generalName.ip(parseIp(ip)!)),
    ...(options.emailAddresses ?? []).map(generalName.email),
  ];
  if (names.length > 0) list.push(extension(OID.subjectAltName, subject.length === 2, der.sequence(...names)));
  list.push(extension(OID.subjectKeyIdentifier, false, der.octetString(info.keyIdentifier)));
  const authority = options.issuer?.certificate.subjectKeyId;
  if (options.issuer !== undefined && authority !== undefined) {
    list.push(
      extension(OID.authorityKeyIdentifier, false, der.sequence(der.context(0, false, Buffer.from(authority, 'hex')))),
    );
  }
  if (options.permitted !== undefined || options.excluded !== undefined) {
    const lists = ([options.permitted, options.excluded] as const).flatMap((bases, n) =>
      bases === undefined ? [] : [der.context(n, true, ...bases.map((base) => der.sequence(base)))],
    );
    list.push(extension(OID.nameConstraints, true, der.sequence(...lists)));
  }
  if (options.crlUrls !== undefined) {
    const points = options.crlUrls.map((url) =>
      der.sequence(der.context(0, true, der.context(0, true, generalName.uri(url)))),
    );
    list.push(extension(OID.crlDistributionPoints, false, der.sequence(...points)));
  }
  const access = [
    ...(options.ocspUrls ?? []).map((url) => der.sequence(der.oid(OID.ocsp), generalName.uri(url))),
    ...(options.caIssuerUrls ?? []).map((url) => der.sequence(der.oid(OID.caIssuers), generalName.uri(url))),
  ];
  if (access.length > 0) list.push(extension(OID.authorityInfoAccess, false, der.sequence(...access)));
  list.push(...(options.extensions ?? []));

  const encoded = list
    .filter((e) => !(options.without ?? []).includes(e.oid))
    .map((e) =>
      der.sequence(der.oid(e.oid), ...(e.critical === true ? [der.boolean(true)] : []), der.octetString(e.value)),
    );
  const version3 = options.version !== 1;
  const tbs = der.sequence(
    ...(version3 ? [der.context(0, true, der.integer(2))] : []),
    der.integer(serial),
    signer.algorithm,
    issuerName,
    der.sequence(der.time(notBefore), der.time(notAfter)),
    subject,
    info.der,
    ...(version3 && encoded.length > 0 ? [der.context(3, true, der.sequence(...encoded))] : []),
  );
  const whole = der.sequence(tbs, signer.algorithm, der.bitString(signer.sign(tbs)));
  const certificate = Certificate509.fromDer(whole, 'issued for a test');
  return {
    certificate,
    key,
    pem: writePem('CERTIFICATE', whole),
    keyPem: key.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

/** A root, an intermediate and a leaf for `names`; the usual case of most tests. */
export function issueChain(
  names: readonly string[],
  options: { key?: KeyKind; notBefore?: Date; notAfter?: Date } = {},
): {
  root: Issued;
  intermediate: Issued;
  leaf: Issued;
} {
  const key = options.key ?? 'p256';
  const until = new Date('2036-01-01T00:00:00Z');
  const since = new Date('2020-01-01T00:00:00Z');
  const root = issueCertificate({
    subject: [
      ['O', 'Contoso'],
      ['CN', 'Contoso Root CA'],
    ],
    isCa: true,
    key: keyOf(key, 'root'),
    notBefore: since,
    notAfter: until,
  });
  const intermediate = issueCertificate({
    subject: [
      ['O', 'Contoso'],
      ['CN', 'Contoso Issuing CA'],
    ],
    isCa: true,
    pathLength: 0,
    issuer: root,
    key: keyOf(key, 'intermediate'),
    notBefore: since,
    notAfter: until,
  });
  const leaf = issueCertificate({
    subject: names[0] ?? '',
    dnsNames: names,
    issuer: intermediate,
    key: keyOf(key, 'leaf'),
    notBefore: options.notBefore,
    notAfter: options.notAfter,
  });
  return { root, intermediate, leaf };
}
