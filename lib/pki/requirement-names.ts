import { dnsSyntaxFault, formatIp, isMailbox, isPublicName, isPublicSuffix, parseIp } from '../names';
import type { Certificate509 } from './certificate';
import { OID } from './oid';
import type { Requirement } from './requirement';

const REISSUE = 'issue the certificate again with correct alternative names';

/** Demands on subject and subjectAltName: RFC 5280 4.2.1.6, RFC 9525, CA/B BR 7.1.2.7.12 and 7.1.4. */
export const nameRequirements: readonly Requirement[] = [
  {
    code: 'san-empty',
    level: 'rfc5280',
    roles: ['leaf', 'ca'],
    section: 'RFC 5280 4.2.1.6',
    fix: REISSUE,
    breach: (c) => (c.subjectAltNames?.length === 0 ? 'subjectAltName is there but holds no name' : undefined),
  },
  {
    code: 'san-not-critical',
    level: 'rfc5280',
    roles: ['leaf'],
    section: 'RFC 5280 4.2.1.6',
    fix: 'mark subjectAltName critical, or give the certificate a subject',
    breach: (c) => {
      if (!c.subjectName.isEmpty) return undefined;
      const extension = c.extension(OID.subjectAltName);
      if (extension === undefined) return 'the certificate has neither a subject nor alternative names';
      return extension.critical ? undefined : 'the subject is empty but subjectAltName is not critical';
    },
  },
  {
    code: 'san-missing',
    level: 'essential',
    roles: ['leaf'],
    section: 'RFC 9525 2, CA/B BR 7.1.2.7.12',
    fix: 'issue the certificate with its host names as alternative names (subjectAltName)',
    breach: (c, _role, profile) =>
      profile.purpose === 'serverAuth' && c.subjectAltNames === undefined && !profile.commonName
        ? 'the certificate has no alternative names; the common name does not count'
        : undefined,
  },
  {
    code: 'san-syntax',
    level: 'essential',
    roles: ['leaf', 'ca'],
    section: 'RFC 5280 4.2.1.6',
    fix: REISSUE,
    breach: altNameFault,
  },
  {
    code: 'san-underscore',
    level: 'rfc5280',
    roles: ['leaf', 'ca'],
    section: 'RFC 5280 4.2.1.6',
    fix: 'use host names without underscores',
    breach: (c) => {
      const bad = c.dnsNames.find((name) => name.includes('_'));
      return bad === undefined ? undefined : `DNS name '${bad}' has an underscore`;
    },
  },
  {
    code: 'public-suffix-wildcard',
    level: 'cabf',
    roles: ['leaf'],
    section: 'CA/B BR 3.2.2.6',
    fix: 'use a wildcard under your own domain, or list the host names',
    breach: (c) => {
      const bad = c.dnsNames.find((name) => name.startsWith('*.') && isPublicSuffix(name.slice(2)));
      return bad === undefined ? undefined : `'${bad}' is a wildcard over a public suffix`;
    },
  },
  {
    code: 'san-critical',
    level: 'cabf',
    roles: ['leaf'],
    section: 'CA/B BR 7.1.2.7.12',
    fix: REISSUE,
    breach: (c) =>
      !c.subjectName.isEmpty && c.extension(OID.subjectAltName)?.critical === true
        ? 'subjectAltName is critical although there is a subject'
        : undefined,
  },
  {
    code: 'san-type',
    level: 'cabf',
    roles: ['leaf'],
    section: 'CA/B BR 7.1.2.7.12',
    fix: 'use DNS names and IP addresses only',
    breach: (c, _role, profile) => {
      if (profile.purpose !== 'serverAuth') return undefined;
      const bad = c.subjectAltNames?.find((n) => n.kind !== 'dns' && n.kind !== 'ip');
      return bad === undefined ? undefined : `subjectAltName has a name of type ${bad.kind}`;
    },
  },
  {
    code: 'common-name-not-in-san',
    level: 'cabf',
    roles: ['leaf'],
    section: 'CA/B BR 7.1.4.3',
    fix: 'put the common name into subjectAltName, in the same spelling, or leave it out',
    breach: (c) => {
      const names = c.subjectName.values(OID.commonName);
      if (names.length > 1) return 'the subject has more than one common name';
      const [name] = names;
      if (name === undefined) return undefined;
      const address = parseIp(name);
      if (address !== undefined && formatIp(address) !== name)
        return `common name '${name}' is an IP address in an unusual form`;
      const found = c.dnsNames.includes(name) || c.ipAddresses.includes(name);
      return found ? undefined : `common name '${name}' is not among the alternative names`;
    },
  },
  {
    code: 'common-name-address',
    level: 'cabf',
    roles: ['leaf'],
    section: 'CA/B BR 7.1.4.3',
    fix: 'write the address in dotted decimal or as RFC 5952 says, or leave the common name out',
    breach: (c) => {
      const odd = c.subjectName
        .values(OID.commonName)
        .find((name) => LOOKS_LIKE_ADDRESS.test(name) && !isUsualAddress(name));
      return odd === undefined ? undefined : `common name '${odd}' is an address in an unusual form`;
    },
  },
  {
    code: 'internal-name',
    level: 'public',
    roles: ['leaf'],
    section: 'CA/B BR 4.2.2, 7.1.2.7.12',
    fix: 'use names that exist in the public DNS; an internal name needs an internal CA',
    breach: (c) => {
      const bad = c.dnsNames.find((name) => !isPublicName(name.replace(/^\*\./, '')));
      return bad === undefined ? undefined : `'${bad}' is an internal name`;
    },
  },
];

/** Digits, and hexadecimal with its marks: no host name with letters of its own can be meant. */
const LOOKS_LIKE_ADDRESS =
  /^(?:0x[0-9a-f]+|(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){1,3}|[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*)$/i;

function isUsualAddress(name: string): boolean {
  const address = parseIp(name);
  return address !== undefined && formatIp(address) === name;
}

function altNameFault(c: Certificate509): string | undefined {
  for (const name of c.subjectAltNames ?? []) {
    if (name.kind === 'dns') {
      const wildcard = name.value.startsWith('*.');
      const fault = dnsSyntaxFault(wildcard ? name.value.slice(2) : name.value);
      if (name.value.includes('*', wildcard ? 1 : 0))
        return `DNS name '${name.value}' has a star that is not the whole left-most label`;
      if (fault !== undefined && fault !== 'has an underscore') return `DNS name '${name.value}' ${fault}`;
    } else if (name.kind === 'ip' && name.octets.length !== 4 && name.octets.length !== 16) {
      return `IP address of ${name.octets.length} bytes`;
    } else if (name.kind === 'email' && !isMailbox(name.value)) {
      return `e-mail address '${name.value}' is malformed`;
    } else if (name.kind === 'uri' && !/^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/.test(name.value)) {
      return `URI '${name.value}' is not absolute`;
    }
  }
  return undefined;
}
