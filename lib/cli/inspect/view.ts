import {
  algorithmText,
  certificateFacts,
  keyMatches,
  type Certificate509,
  type CertificateRequestFile,
  type GeneralName,
  type KeyFacts,
  type RevocationList,
} from '../../pki';
import type { FoundKey } from './file';

/** Names of a certificate or a request beside its DNS names and addresses. */
export interface OtherNames {
  readonly emailAddresses: readonly string[];
  readonly uris: readonly string[];
  /** As `type:value`: user principal names (`UPN:`), directory names, registered identifiers and others. */
  readonly otherNames: readonly string[];
}

/** One certificate in words and numbers; dates as ISO 8601 in UTC. */
export interface CertificateView extends OtherNames {
  readonly name: string;
  readonly version: number;
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly sha1: string;
  readonly sha256: string;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly key: string;
  readonly signature: string;
  readonly isCa: boolean;
  readonly keyUsages?: readonly string[];
  readonly extendedKeyUsages?: readonly string[];
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whole days left; negative when it is over. */
  readonly daysLeft: number;
  /** When two thirds of the lifetime are over: time to renew. */
  readonly renewFrom: string;
  readonly crlUrls: readonly string[];
  readonly ocspUrls: readonly string[];
  /** A server must staple an OCSP response (RFC 7633). */
  readonly mustStaple: boolean;
}

/** One certificate request. */
export interface RequestView extends OtherNames {
  readonly file: string;
  readonly subject: string;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly key: string;
  /** Left out: the algorithm can't be checked here. */
  readonly signatureValid?: boolean;
  readonly signature: string;
  readonly provider?: string;
}

/** One revocation list. */
export interface RevocationListView {
  readonly file: string;
  readonly issuer: string;
  readonly number?: string;
  readonly thisUpdate: string;
  readonly nextUpdate?: string;
  readonly revoked: number;
  /** Breaches of its encoding. */
  readonly notes: readonly string[];
}

/** One key. */
export interface KeyView {
  readonly file: string;
  readonly kind: FoundKey['kind'];
  readonly key?: string;
  /** Name of the certificate that it belongs to. */
  readonly matches?: string;
  readonly provider?: string;
}

const DAY_MS = 86_400_000;
const UPN = '1.3.6.1.4.1.311.20.2.3';

/** What a certificate holds. */
export function certificateView(c: Certificate509, now: Date): CertificateView {
  const lifetime = c.notAfter.getTime() - c.notBefore.getTime();
  return {
    name: c.displayName,
    version: c.version,
    subject: c.subject,
    issuer: c.issuer,
    serialNumber: c.serial,
    sha1: c.sha1,
    sha256: c.sha256,
    dnsNames: c.dnsNames,
    ipAddresses: c.ipAddresses,
    ...otherNames(c.subjectAltNames ?? []),
    key: keyText(c.key),
    signature: signatureText(c.signature),
    isCa: c.isCa,
    keyUsages: c.keyUsage,
    extendedKeyUsages: c.extendedKeyUsage,
    notBefore: c.notBefore.toISOString(),
    notAfter: c.notAfter.toISOString(),
    daysLeft: Math.floor((c.notAfter.getTime() - now.getTime()) / DAY_MS),
    renewFrom: new Date(c.notBefore.getTime() + Math.floor(lifetime / 3000) * 2000).toISOString(),
    crlUrls: c.crlUrls,
    ocspUrls: c.ocspUrls,
    mustStaple: certificateFacts(c).mustStaple === true,
  };
}

/** What a request asks for. */
export function requestView(file: string, request: CertificateRequestFile): RequestView {
  const { signature, signatureValid } = request;
  return {
    file,
    subject: request.subject,
    dnsNames: request.dnsNames,
    ipAddresses: request.ipAddresses,
    ...otherNames(request.subjectAltNames),
    key: keyText(request.key),
    ...(signature.family === 'unknown' || request.key.algorithm === 'unknown' ? {} : { signatureValid }),
    signature: signatureText(signature),
    provider: request.microsoft.provider,
  };
}

/** What a revocation list says of itself. */
export function revocationListView(file: string, list: RevocationList): RevocationListView {
  return {
    file,
    issuer: list.issuer,
    number: list.number,
    thisUpdate: list.thisUpdate.toISOString(),
    ...(list.nextUpdate === undefined ? {} : { nextUpdate: list.nextUpdate.toISOString() }),
    revoked: list.revoked.size,
    notes: list.encodingFaults,
  };
}

/** A key, and which of the certificates it belongs to. */
export function keyView(found: FoundKey, certificates: readonly Certificate509[]): KeyView {
  const { file, kind, key, facts, provider } = found;
  const owner = key === undefined ? undefined : certificates.find((certificate) => keyMatches(certificate, key));
  return {
    file,
    kind,
    ...(facts === undefined ? {} : { key: keyText(facts) }),
    ...(owner === undefined ? {} : { matches: owner.displayName }),
    provider,
  };
}

function otherNames(names: readonly GeneralName[]): OtherNames {
  const of = (kind: GeneralName['kind']): string[] =>
    names.filter((name) => name.kind === kind).map(({ value }) => value);
  return {
    emailAddresses: of('email'),
    uris: of('uri'),
    otherNames: names.flatMap((name) => {
      if (name.kind === 'directory') return [`directory:${name.value}`];
      if (name.kind === 'registeredId') return [`identifier:${name.value}`];
      if (name.kind === 'x400' || name.kind === 'ediParty') return [`${name.kind}:${name.value}`];
      if (name.kind !== 'other') return [];
      const type = name.value === UPN ? 'UPN' : name.value;
      return [name.text === undefined ? type : `${type}:${name.text}`];
    }),
  };
}

function signatureText({ algorithm, pss, hash }: Certificate509['signature']): string {
  return pss && hash !== undefined ? `${algorithm} with ${hash}` : algorithm;
}

/** A key in words: `RSA 2048`, `EC P-256`, or the identifier of an algorithm that is not known. */
export function keyText(key: KeyFacts): string {
  if (key.algorithm === 'unknown') return algorithmText(key.oid);
  return key.algorithm === 'ec'
    ? `EC ${key.curve ?? ''}`.trim()
    : `${key.algorithm.toUpperCase()} ${key.bits ?? ''}`.trim();
}
