import type { Requirement } from './requirement';

const REISSUE = 'issue the certificate again with software that follows the profile';

/** Demands on the certificate's own fields: RFC 5280 4.1. */
export const structureRequirements: readonly Requirement[] = [
  {
    code: 'encoding',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'X.690 10, RFC 5280 4.1',
    fix: REISSUE,
    breach: (c) => c.encodingFaults[0],
  },
  {
    code: 'extension-syntax',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.2',
    fix: REISSUE,
    breach: (c) => {
      const fault = c.extensionFaults[0];
      return fault === undefined ? undefined : `extension ${fault.oid} can't be read: ${fault.message}`;
    },
  },
  {
    code: 'duplicate-extension',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.2',
    fix: REISSUE,
    breach: (c) => {
      const seen = new Set<string>();
      for (const { oid } of c.extensions) {
        if (seen.has(oid)) return `extension ${oid} stands twice`;
        seen.add(oid);
      }
      return undefined;
    },
  },
  {
    code: 'unknown-critical-extension',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.2',
    fix: 'issue the certificate without this extension, or not critical',
    breach: (c) =>
      c.unknownCriticalExtensions.length > 0
        ? `critical extension ${c.unknownCriticalExtensions[0]} is not understood`
        : undefined,
  },
  {
    code: 'version',
    level: 'essential',
    roles: ['leaf', 'ca'],
    section: 'RFC 5280 4.1.2.1',
    fix: 'issue a version 3 certificate',
    breach: (c) => (c.version !== 3 ? `version ${c.version} certificate, which has no extensions` : undefined),
  },
  {
    code: 'anchor-version',
    level: 'rfc5280',
    roles: ['anchor'],
    section: 'RFC 5280 4.1.2.1',
    fix: 'use a root with a version 3 certificate',
    breach: (c) => (c.version !== 3 ? `version ${c.version} root certificate` : undefined),
  },
  {
    code: 'issuer-empty',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.1.2.4',
    fix: 'give the issuing CA a name',
    breach: (c) => (c.issuerName.isEmpty ? 'the issuer name is empty' : undefined),
  },
  {
    code: 'ca-subject-empty',
    level: 'essential',
    roles: ['ca', 'anchor'],
    section: 'RFC 5280 4.1.2.6',
    fix: 'give the CA a name',
    breach: (c) => (c.subjectName.isEmpty ? 'the subject name of a CA is empty' : undefined),
  },
  {
    code: 'serial-syntax',
    level: 'rfc5280',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.1.2.2',
    fix: 'issue the certificate with a positive serial number of at most 20 octets',
    breach: (c) => {
      if (c.serialOctets[0]! >= 0x80) return 'the serial number is negative';
      return c.serialOctets.length > 20 ? `the serial number has ${c.serialOctets.length} octets` : undefined;
    },
  },
  {
    code: 'serial-zero',
    level: 'rfc5280',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.1.2.2',
    fix: 'issue the certificate with a positive serial number',
    breach: (c) => (c.serialOctets.length === 1 && c.serialOctets[0] === 0 ? 'the serial number is zero' : undefined),
  },
  {
    code: 'time-encoding',
    level: 'rfc5280',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.1.2.5',
    fix: REISSUE,
    breach: (c) => (c.hasOddTimeEncoding ? 'a date before 2050 is encoded as GeneralizedTime' : undefined),
  },
  {
    code: 'validity-order',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.1.2.5',
    fix: REISSUE,
    breach: (c) => (c.notBefore > c.notAfter ? 'the certificate ends before it begins' : undefined),
  },
  {
    code: 'unique-identifier',
    level: 'rfc5280',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.1.2.8',
    fix: REISSUE,
    breach: (c) => (c.hasUniqueIdentifiers ? 'the certificate has unique identifiers' : undefined),
  },
  {
    code: 'validity-period',
    level: 'essential',
    roles: ['leaf'],
    section: "the client's limit on validity (profile)",
    fix: 'issue the certificate for a shorter time',
    breach: (c, _role, profile) => {
      const limit = profile.maximumDays.filter((l) => c.notBefore.getTime() >= Date.parse(l.issuedFrom)).at(-1);
      if (limit === undefined) return undefined;
      // Both ends are inside: RFC 5280 4.1.2.5.
      const seconds = (c.notAfter.getTime() - c.notBefore.getTime()) / 1000 + 1;
      return seconds > limit.days * 86_400 + (limit.graceSeconds ?? 0)
        ? `valid for ${Math.ceil(seconds / 86_400)} days; at most ${limit.days} are allowed when issued from ${limit.issuedFrom} (${limit.source})`
        : undefined;
    },
  },
];
