import { everyClient, internalCa, type PathProfile } from './profile';
import type { Requirement } from './requirement';
import type { HashName } from './signature-algorithm';

const EVERY_HASH: readonly HashName[] = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];

function without(list: readonly Requirement[], codes: readonly string[]): readonly Requirement[] {
  return list.filter(({ code }) => !codes.includes(code));
}

/**
 * A path that is sound, whoever looks at it: names, signatures, dates, constraints. Which hashes, keys and names a client accepts is a
 * fact of the client, and no CA's rule stands in for it.
 */
export const soundPath: PathProfile = {
  ...internalCa,
  name: 'soundPath',
  description: 'a path that is sound, whatever keys and hashes the client accepts',
  source: 'RFC 5280 6.1',
  keyTypes: ['rsa', 'rsa-pss', 'ec', 'ed25519', 'ed448', 'dsa'],
  minimumRsaBits: 0,
  hashes: EVERY_HASH,
  commonName: true,
  nameConstraints: { leadingDot: true, commonName: true },
  requirements: {
    leaf: internalCa.requirements.leaf,
    ca: internalCa.requirements.ca,
    // Roots of the time before RFC 3280 are of version 1 and have no extensions.
    anchor: without(internalCa.requirements.anchor, ['anchor-without-basic-constraints']),
  },
  overlooks: everyClient.overlooks,
};

/**
 * What the rules for public CAs demanded of a certificate on its day of issue. The TLS Baseline Requirements are in force from 2012-07-01;
 * they allowed RSA keys of 1024 bits for what ended by 2013-12-31, and SHA-1 for what was issued by 2015-12-31.
 */
export const publicCa: PathProfile = {
  ...everyClient,
  name: 'publicCa',
  description: 'a certificate of a public CA, by its day of issue',
  source: 'CA/B BR 1.2, 6.1.5, 7.1.3; RFC 5280',
  earlier: [
    { issuedBefore: '2012-07-01', profile: soundPath },
    {
      issuedBefore: '2014-01-01',
      profile: { ...soundPath, hashes: EVERY_HASH.filter((hash) => hash !== 'md5'), minimumRsaBits: 1024 },
    },
    {
      issuedBefore: '2016-01-01',
      profile: { ...soundPath, hashes: EVERY_HASH.filter((hash) => hash !== 'md5'), minimumRsaBits: 2048 },
    },
  ],
};
