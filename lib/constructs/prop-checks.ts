import {
  CertificateRole,
  ClientAuthentication,
  ClientCertificateMode,
  ClientProtocol,
  Encryption,
  TlsRange,
  TlsVersion,
} from '../model';
import { isObject, listOf, memberOf, objectWith, PropCheck, structOf, TEXT } from './checked-props';

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
