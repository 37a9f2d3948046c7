import { Der, DerCursor, Tag, breach, contextTag } from './der-reader';
import { OID, algorithmText } from './oid';

export type HashName = 'md2' | 'md4' | 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

export interface SignatureFacts {
  /** Name as people write it, for example 'sha256WithRSAEncryption'; with the dotted identifier where it can't be checked here. */
  readonly algorithm: string;
  /** Key type that makes such signatures. */
  readonly family: 'rsa' | 'ecdsa' | 'dsa' | 'ed25519' | 'ed448' | 'unknown';
  /** Absent for Ed25519 and Ed448, which hash by themselves. */
  readonly hash?: HashName;
  readonly pss: boolean;
  /** RSASSA-PSS: salt length in octets. */
  readonly saltLength?: number;
}

/** Parameters: NULL, or absent, which RFC 4055 section 5 has everyone accept (RFC 3279); or absent (RFC 5758, 8410). */
type Parameters = 'null' | 'absent';

const algorithms: Readonly<
  Record<string, readonly [string, SignatureFacts['family'], HashName | undefined, Parameters]>
> = {
  '1.2.840.113549.1.1.2': ['md2WithRSAEncryption', 'rsa', 'md2', 'null'],
  '1.2.840.113549.1.1.4': ['md5WithRSAEncryption', 'rsa', 'md5', 'null'],
  '1.2.840.113549.1.1.5': ['sha1WithRSAEncryption', 'rsa', 'sha1', 'null'],
  '1.3.14.3.2.29': ['sha1WithRSAEncryption', 'rsa', 'sha1', 'null'],
  '1.2.840.113549.1.1.14': ['sha224WithRSAEncryption', 'rsa', 'sha224', 'null'],
  '1.2.840.113549.1.1.11': ['sha256WithRSAEncryption', 'rsa', 'sha256', 'null'],
  '1.2.840.113549.1.1.12': ['sha384WithRSAEncryption', 'rsa', 'sha384', 'null'],
  '1.2.840.113549.1.1.13': ['sha512WithRSAEncryption', 'rsa', 'sha512', 'null'],
  '1.2.840.10045.4.1': ['ecdsa-with-SHA1', 'ecdsa', 'sha1', 'absent'],
  '1.2.840.10045.4.3.1': ['ecdsa-with-SHA224', 'ecdsa', 'sha224', 'absent'],
  '1.2.840.10045.4.3.2': ['ecdsa-with-SHA256', 'ecdsa', 'sha256', 'absent'],
  '1.2.840.10045.4.3.3': ['ecdsa-with-SHA384', 'ecdsa', 'sha384', 'absent'],
  '1.2.840.10045.4.3.4': ['ecdsa-with-SHA512', 'ecdsa', 'sha512', 'absent'],
  '1.2.840.10040.4.3': ['dsa-with-SHA1', 'dsa', 'sha1', 'absent'],
  '2.16.840.1.101.3.4.3.1': ['dsa-with-SHA224', 'dsa', 'sha224', 'absent'],
  '2.16.840.1.101.3.4.3.2': ['dsa-with-SHA256', 'dsa', 'sha256', 'absent'],
  [OID.ed25519]: ['Ed25519', 'ed25519', undefined, 'absent'],
  [OID.ed448]: ['Ed448', 'ed448', undefined, 'absent'],
};

const hashOids: Readonly<Record<string, HashName>> = {
  [OID.sha1]: 'sha1',
  [OID.sha224]: 'sha224',
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
};

const known = new Map<string, SignatureFacts>();

/** Reads an AlgorithmIdentifier of a signature: RFC 5280 4.1.1.2, RFC 4055, RFC 5758, RFC 8410. */
export function readSignatureAlgorithm(identifier: Der): SignatureFacts {
  const key = identifier.length <= 16 ? identifier.value.toString('latin1') : undefined;
  const cached = key === undefined ? undefined : known.get(key);
  if (cached !== undefined) return cached;
  const cursor = identifier.open();
  const oid = cursor.next(Tag.OID).oid();
  const before = cursor.breaches?.length;
  const facts = oid === OID.rsassaPss ? readPss(cursor) : readPlain(oid, cursor);
  cursor.finish();
  // A breach that a lenient reader passes over must be seen again.
  const sound = before === cursor.breaches?.length;
  if (key !== undefined && sound && known.size < 256) known.set(key, facts);
  return facts;
}

function readPlain(oid: string, cursor: DerCursor): SignatureFacts {
  const entry = algorithms[oid];
  if (entry === undefined) {
    while (!cursor.done) cursor.next();
    return { algorithm: algorithmText(oid), family: 'unknown', pss: false };
  }
  const [algorithm, family, hash, parameters] = entry;
  if (cursor.done) return { algorithm, family, hash, pss: false };
  const given = cursor.next();
  if (parameters === 'absent') given.breach(`${algorithm} has parameters, which its standard forbids`);
  else if (given.tag === Tag.NULL) given.null();
  else given.breach(`${algorithm} has parameters other than NULL`);
  return { algorithm, family, hash, pss: false };
}

const unusablePss: SignatureFacts = { algorithm: 'RSASSA-PSS', family: 'unknown', pss: true };

/**
 * RFC 4055 3.1. Only one hash for message and mask, MGF1 and trailer field 1 are in use; other parameters give facts
 * whose family is unknown, so that the certificate can be shown but never verified.
 */
function readPss(cursor: DerCursor): SignatureFacts {
  if (cursor.done) {
    breach(cursor.breaches, 'RSASSA-PSS has no parameters, which RFC 4055 3.1 demands in a signature');
    return unusablePss;
  }
  const parameters = cursor.next().open();
  const hashElement = parameters.optional(contextTag(0));
  const hash = hashElement === undefined ? 'sha1' : readHash(hashElement.inner());
  const maskElement = parameters.optional(contextTag(1));
  let maskHash: HashName | undefined = 'sha1';
  if (maskElement !== undefined) {
    const mask = maskElement.inner().open();
    maskHash = mask.next().oid() === OID.mgf1 ? readHash(mask.next()) : undefined;
  }
  const saltElement = parameters.optional(contextTag(2));
  const saltLength = saltElement === undefined ? 20 : saltElement.inner().smallInteger();
  const trailer = parameters.optional(contextTag(3));
  parameters.finish();
  if (hash === undefined || maskHash !== hash) return unusablePss;
  if (trailer !== undefined && trailer.inner().smallInteger() !== 1) return unusablePss;
  return { algorithm: 'RSASSA-PSS', family: 'rsa', hash, pss: true, saltLength };
}

function readHash(identifier: Der): HashName | undefined {
  const cursor = identifier.open();
  const oid = cursor.next().oid();
  if (!cursor.done) cursor.next().null();
  cursor.finish();
  return hashOids[oid];
}
