import { CertificateChecks, PlatformFacts, PLATFORMS } from '../../lib/clients';
import { table } from './markdown';

type Row = readonly [string, (checks: CertificateChecks, platform: PlatformFacts) => string];

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
const oneOf = (usages: readonly string[]): string => (usages.length === 0 ? 'not looked at' : usages.join(' or '));

const TRUST = {
  judged: 'yes, and judges it as any other',
  'names-only': 'yes, and looks at its names alone',
  never: 'no',
};
const AUTHORITY_USE = { servers: 'servers', 'any-tls': 'servers or clients', ignored: 'not looked at' };
const COMMON_NAME = {
  no: 'no',
  yes: 'where there is no DNS name',
  plain: 'where there is no DNS name, unless it has an asterisk',
  dotted: 'where there is no DNS name, if it has a dot and no asterisk',
  alone: 'where there is no alternative name at all',
};

const ROWS: readonly Row[] = [
  [
    'smallest RSA key',
    (_, { minimumRsaBits }) => (minimumRsaBits ? `${minimumRsaBits} bits` : 'took all that were tried, from 768 bits'),
  ],
  ['keys of servers', ({ serverKeys }) => serverKeys.join(', ')],
  ['keys of CAs', ({ authorityKeys }) => authorityKeys.join(', ')],
  ['SHA-1 signatures below a root that was installed', (_, { sha1 }) => yesNo(sha1.value === true)],
  ['host name in the common name alone', (_, { commonNameAccepted }) => yesNo(commonNameAccepted.value === true)],
  ['… beside alternative addresses', ({ names }) => yesNo(names.commonNameBesideAddress)],
  ['IP address in the common name alone', ({ names }) => yesNo(names.addressInCommonName)],
  ['`ma*.contoso.com`', ({ names }) => yesNo(names.partialWildcard)],
  ['`mail.*.com`', ({ names }) => yesNo(names.innerWildcard)],
  ['`*.com`', ({ names }) => yesNo(names.publicSuffixWildcard)],
  ['`mail.contoso.com.`, with a dot at its end', ({ names }) => yesNo(names.trailingDot)],
  ['host name with an underscore', ({ names }) => yesNo(names.underscore)],
  ['anyExtendedKeyUsage stands for serverAuth', ({ anyUse }) => yesNo(anyUse.server)],
  ['… in a CA', ({ anyUse, authorityUse }) => (authorityUse === 'ignored' ? 'not looked at' : yesNo(anyUse.authority))],
  ['extended key usage of a CA must allow', ({ authorityUse }) => AUTHORITY_USE[authorityUse]],
  ['key usage of an RSA key', ({ keyUsages }) => oneOf(keyUsages.rsa)],
  ['key usage of another key', ({ keyUsages }) => oneOf(keyUsages.other)],
  [
    'takes a certificate before it is valid',
    ({ earlySeconds = 0 }) => (earlySeconds > 0 ? `${earlySeconds / 3600} hours` : 'no'),
  ],
  ['name constraints bind the common name', ({ constraints }) => COMMON_NAME[constraints.commonName]],
  ['name constraints see an asterisk as a letter', ({ constraints }) => yesNo(constraints.asText)],
  [
    'root past its date',
    ({ root }) => (root.dates === 'always' ? 'refused' : 'refused only where the chain is out of order'),
  ],
  ['root without basic constraints', ({ root }) => (root.basicConstraints ? 'refused' : 'accepted')],
  ['root whose key usage lacks keyCertSign', ({ root }) => (root.certSign ? 'refused' : 'accepted')],
  ['name constraints of the root', ({ root }) => (root.nameConstraints ? 'bind' : 'not looked at')],
  ['trusts a self-signed server certificate that it was given', ({ selfSigned }) => TRUST[selfSigned.trust]],
  [
    '… with a SHA-1 signature of its own',
    ({ selfSigned }) => (selfSigned.ownHashForgiven === 'always' ? 'yes' : 'unless it is marked as a CA'),
  ],
  [
    '… with a critical extension that it does not know',
    ({ selfSigned }) => yesNo(selfSigned.unknownCriticalForgiven || selfSigned.trust === 'names-only'),
  ],
  [
    '… marked as a CA and limited to serverAuth',
    ({ selfSigned }) => yesNo(!selfSigned.caWithoutUse && selfSigned.trust !== 'never'),
  ],
];

/** One column a client that was measured, one row a check. */
export function measuredTable(): string {
  const measured = PLATFORMS.flatMap((platform) => (platform.checks ? [{ platform, checks: platform.checks }] : []));
  const head = ['', ...measured.map(({ platform }) => `\`${platform.id}\``)];
  return table(
    head,
    ROWS.map(([title, pick]) => [title, ...measured.map(({ platform, checks }) => pick(checks, platform))]),
  );
}
