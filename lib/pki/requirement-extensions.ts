import type { PathCode, PathRole } from './path-reason';
import { constraintSyntaxFault } from './names';
import { OID } from './oid';
import type { Certificate509 } from './certificate';
import type { Requirement, RequirementLevel } from './requirement';

const ALL: readonly PathRole[] = ['leaf', 'ca', 'anchor'];
const REISSUE_CA = 'issue the CA certificate again with the extension as the section demands';
const REISSUE = 'issue the certificate again with the extension as the section demands';

function isCritical(certificate: Certificate509, oid: string): boolean {
  return certificate.extension(oid)?.critical === true;
}

function isNonCritical(certificate: Certificate509, oid: string): boolean {
  return certificate.extension(oid)?.critical === false;
}

/** A demand that an extension is never critical. */
function mustNotBeCritical(
  code: PathCode,
  name: string,
  oid: string,
  section: string,
  level: RequirementLevel,
  roles = ALL,
): Requirement {
  return {
    code,
    level,
    roles,
    section,
    fix: REISSUE,
    breach: (c) => (isCritical(c, oid) ? `extension ${name} is critical` : undefined),
  };
}

/** A demand that an extension, when present, is critical. */
function mustBeCritical(
  code: PathCode,
  name: string,
  oid: string,
  section: string,
  level: RequirementLevel,
  roles = ALL,
): Requirement {
  return {
    code,
    level,
    roles,
    section,
    fix: REISSUE,
    breach: (c) => (isNonCritical(c, oid) ? `extension ${name} is not critical` : undefined),
  };
}

/** Demands on extensions: RFC 5280 4.2, CA/B BR 7.1.2. */
export const extensionRequirements: readonly Requirement[] = [
  // authorityKeyIdentifier, subjectKeyIdentifier
  mustNotBeCritical(
    'aki-critical',
    'authorityKeyIdentifier',
    OID.authorityKeyIdentifier,
    'RFC 5280 4.2.1.1',
    'rfc5280',
  ),
  {
    code: 'aki-missing',
    level: 'rfc5280',
    roles: ALL,
    section: 'RFC 5280 4.2.1.1',
    fix: REISSUE,
    breach: (c) =>
      c.authorityKeyIdentifier?.keyId === undefined && !c.isSelfSigned
        ? "the certificate does not name its issuer's key (authorityKeyIdentifier with keyIdentifier)"
        : undefined,
  },
  {
    code: 'aki-key-identifier',
    level: 'cabf',
    roles: ALL,
    section: 'CA/B BR 7.1.2.1.3, 7.1.2.11.1',
    fix: REISSUE,
    breach: (c) =>
      c.authorityKeyIdentifier !== undefined && c.authorityKeyIdentifier.keyId === undefined
        ? 'authorityKeyIdentifier lacks its keyIdentifier'
        : undefined,
  },
  {
    code: 'aki-issuer',
    level: 'cabf',
    roles: ALL,
    section: 'CA/B BR 7.1.2.1.3, 7.1.2.11.1',
    fix: REISSUE,
    breach: (c) =>
      c.authorityKeyIdentifier?.issuer !== undefined || c.authorityKeyIdentifier?.serial !== undefined
        ? 'authorityKeyIdentifier names the issuer certificate by issuer or serial number'
        : undefined,
  },
  {
    code: 'aki-mismatch',
    level: 'cabf',
    roles: ['anchor'],
    section: 'CA/B BR 7.1.2.1.3',
    fix: REISSUE_CA,
    breach: (c) =>
      c.isSelfSigned && c.authorityKeyId !== undefined && c.authorityKeyId !== c.subjectKeyId
        ? 'the keyIdentifier of a root differs from its own subjectKeyIdentifier'
        : undefined,
  },
  mustNotBeCritical('ski-critical', 'subjectKeyIdentifier', OID.subjectKeyIdentifier, 'RFC 5280 4.2.1.2', 'rfc5280'),
  {
    code: 'ski-missing',
    level: 'rfc5280',
    roles: ALL,
    section: 'RFC 5280 4.2.1.2',
    fix: REISSUE_CA,
    breach: (c) => (c.isCa && c.subjectKeyId === undefined ? 'a CA certificate lacks subjectKeyIdentifier' : undefined),
  },
  // basicConstraints
  {
    code: 'not-a-ca',
    level: 'essential',
    roles: ['ca'],
    section: 'RFC 5280 4.2.1.9',
    fix: 'have the certificate issued by a real CA certificate (basicConstraints with cA)',
    breach: (c) => (c.isCa ? undefined : 'the certificate is used as an issuer but is no CA (basicConstraints cA)'),
  },
  {
    code: 'anchor-not-a-ca',
    level: 'essential',
    roles: ['anchor'],
    section: 'RFC 5280 4.2.1.9',
    fix: 'use a root certificate with basicConstraints cA',
    breach: (c) =>
      c.basicConstraints === undefined || c.isCa
        ? undefined
        : 'the trusted certificate is used as an issuer but is no CA (basicConstraints cA)',
  },
  {
    code: 'anchor-without-basic-constraints',
    level: 'essential',
    roles: ['anchor'],
    section: 'RFC 5280 4.2.1.9',
    fix: 'use a root certificate with basicConstraints cA',
    breach: (c) =>
      c.basicConstraints !== undefined || c.version !== 3
        ? undefined
        : 'the trusted certificate is used as an issuer but has no basicConstraints',
  },
  mustBeCritical(
    'basic-constraints-not-critical',
    'basicConstraints',
    OID.basicConstraints,
    'RFC 5280 4.2.1.9',
    'rfc5280',
    ['ca', 'anchor'],
  ),
  {
    code: 'path-length-without-ca',
    level: 'rfc5280',
    roles: ALL,
    section: 'RFC 5280 4.2.1.9',
    fix: REISSUE,
    breach: (c) => {
      if (c.pathLength === undefined) return undefined;
      if (!c.isCa) return 'pathLenConstraint on a certificate that is no CA';
      return c.keyUsage !== undefined && !c.keyUsage.includes('keyCertSign')
        ? 'pathLenConstraint without the keyCertSign usage'
        : undefined;
    },
  },
  {
    code: 'leaf-is-ca',
    level: 'cabf',
    roles: ['leaf'],
    section: 'CA/B BR 7.1.2.7.8',
    fix: 'use a server certificate, not the certificate of a CA',
    breach: (c) => (c.isCa ? 'the server certificate is a CA certificate' : undefined),
  },
  // keyUsage
  {
    code: 'key-usage-empty',
    level: 'rfc5280',
    roles: ALL,
    section: 'RFC 5280 4.2.1.3',
    fix: REISSUE,
    breach: (c) => (c.keyUsage?.length === 0 ? 'keyUsage names no usage' : undefined),
  },
  {
    code: 'key-usage-missing',
    level: 'cabf',
    roles: ['ca', 'anchor'],
    section: 'RFC 5280 4.2.1.3, CA/B BR 7.1.2.1.2, 7.1.2.10.2',
    fix: REISSUE_CA,
    breach: (c) => (c.keyUsage === undefined ? 'a CA certificate lacks keyUsage' : undefined),
  },
  {
    code: 'key-cert-sign-missing',
    level: 'essential',
    roles: ['ca', 'anchor'],
    section: 'RFC 5280 4.2.1.3',
    fix: 'issue the CA certificate with the usage keyCertSign',
    breach: (c) =>
      c.keyUsage !== undefined && !c.keyUsage.includes('keyCertSign')
        ? 'the key may not sign certificates (keyUsage lacks keyCertSign)'
        : undefined,
  },
  {
    code: 'key-cert-sign-without-ca',
    level: 'rfc5280',
    roles: ALL,
    section: 'RFC 5280 4.2.1.9',
    fix: REISSUE,
    breach: (c) =>
      c.keyUsage?.includes('keyCertSign') === true && !c.isCa
        ? 'keyUsage has keyCertSign on a certificate that is no CA'
        : undefined,
  },
  mustBeCritical('key-usage-not-critical', 'keyUsage', OID.keyUsage, 'CA/B BR 7.1.2.1.2, 7.1.2.10.2', 'public', [
    'ca',
    'anchor',
  ]),
  {
    code: 'leaf-key-usage',
    level: 'essential',
    roles: ['leaf'],
    section: 'RFC 5280 4.2.1.3, 4.2.1.12',
    fix: 'issue the certificate with the usages digitalSignature and (RSA) keyEncipherment',
    breach: (c, _role, profile) => {
      if (profile.purpose !== 'serverAuth' || c.keyUsage === undefined || c.isCa) return undefined;
      const useful = ['digitalSignature', 'keyEncipherment', 'keyAgreement'];
      return c.keyUsage.some((u) => useful.includes(u))
        ? undefined
        : `keyUsage (${c.keyUsage.join(', ')}) allows no TLS key exchange`;
    },
  },
  // extendedKeyUsage
  {
    code: 'eku-empty',
    level: 'essential',
    roles: ALL,
    section: 'RFC 5280 4.2.1.12',
    fix: REISSUE,
    breach: (c) => (c.extendedKeyUsage?.length === 0 ? 'extendedKeyUsage names no usage' : undefined),
  },
  {
    code: 'eku-missing',
    level: 'cabf',
    roles: ['leaf'],
    section: 'CA/B BR 7.1.2.7.10',
    fix: 'issue the certificate with the extended usage serverAuth',
    breach: (c) => (c.extendedKeyUsage === undefined ? 'the server certificate lacks extendedKeyUsage' : undefined),
  },
  {
    code: 'eku-any',
    level: 'cabf',
    roles: ['leaf'],
    section: 'CA/B BR 7.1.2.7.10',
    fix: 'issue the certificate with serverAuth instead of anyExtendedKeyUsage',
    breach: (c) =>
      c.extendedKeyUsage?.includes('anyExtendedKeyUsage') === true
        ? 'extendedKeyUsage has anyExtendedKeyUsage'
        : undefined,
  },
  mustNotBeCritical('eku-critical', 'extendedKeyUsage', OID.extendedKeyUsage, 'CA/B BR 7.1.2.7.6', 'cabf', ['leaf']),
  {
    code: 'anchor-eku',
    level: 'cabf',
    roles: ['anchor'],
    section: 'CA/B BR 7.1.2.1.2',
    fix: 'use a root certificate without extendedKeyUsage',
    breach: (c) =>
      c.extension(OID.extendedKeyUsage) === undefined ? undefined : 'a root certificate has extendedKeyUsage',
  },
  // nameConstraints
  {
    code: 'name-constraints-in-leaf',
    level: 'rfc5280',
    roles: ALL,
    section: 'RFC 5280 4.2.1.10',
    fix: REISSUE,
    breach: (c) =>
      c.extension(OID.nameConstraints) !== undefined && !c.isCa
        ? 'nameConstraints on a certificate that is no CA'
        : undefined,
  },
  mustBeCritical(
    'name-constraints-not-critical',
    'nameConstraints',
    OID.nameConstraints,
    'RFC 5280 4.2.1.10',
    'rfc5280',
  ),
  {
    code: 'name-constraints-empty',
    level: 'rfc5280',
    roles: ['ca', 'anchor'],
    section: 'RFC 5280 4.2.1.10, CA/B BR 7.1.2.5.2',
    fix: REISSUE_CA,
    breach: (c) =>
      c.nameConstraints?.wellFormed === false ? 'nameConstraints has an empty list of subtrees, or none' : undefined,
  },
  {
    code: 'name-constraints-syntax',
    level: 'essential',
    roles: ['ca', 'anchor'],
    section: 'RFC 5280 4.2.1.10',
    fix: 'issue the CA certificate with name constraints in the form of the section',
    breach: (c, _role, profile) => {
      for (const base of [...(c.nameConstraints?.permitted ?? []), ...(c.nameConstraints?.excluded ?? [])]) {
        const fault = constraintSyntaxFault(base, profile.nameConstraints);
        if (fault !== undefined) return fault;
      }
      return undefined;
    },
  },
  // policies
  mustBeCritical(
    'policy-constraints-not-critical',
    'policyConstraints',
    OID.policyConstraints,
    'RFC 5280 4.2.1.11',
    'rfc5280',
  ),
  mustBeCritical(
    'inhibit-any-policy-not-critical',
    'inhibitAnyPolicy',
    OID.inhibitAnyPolicy,
    'RFC 5280 4.2.1.14',
    'rfc5280',
  ),
  {
    code: 'policy-mapping-any',
    level: 'essential',
    roles: ['ca'],
    section: 'RFC 5280 4.2.1.5',
    fix: REISSUE_CA,
    breach: (c) =>
      c.policyMappings?.some((m) => m.issuer === OID.anyPolicy || m.subject === OID.anyPolicy) === true
        ? 'a policy is mapped to or from anyPolicy'
        : undefined,
  },
  // URLs
  mustNotBeCritical('aia-critical', 'authorityInfoAccess', OID.authorityInfoAccess, 'RFC 5280 4.2.2.1', 'rfc5280'),
  mustNotBeCritical('sia-critical', 'subjectInfoAccess', OID.subjectInfoAccess, 'RFC 5280 4.2.2.2', 'rfc5280'),
  mustNotBeCritical('freshest-crl-critical', 'freshestCRL', OID.freshestCrl, 'RFC 5280 4.2.1.15', 'rfc5280'),
  mustNotBeCritical(
    'crl-distribution-points-critical',
    'cRLDistributionPoints',
    OID.crlDistributionPoints,
    'CA/B BR 7.1.2.11.2',
    'cabf',
  ),
  mustNotBeCritical('policies-critical', 'certificatePolicies', OID.certificatePolicies, 'CA/B BR 7.1.2.7.9', 'cabf'),
  {
    code: 'aia-url',
    level: 'cabf',
    roles: ['leaf', 'ca'],
    section: 'CA/B BR 7.1.2.7.7, 7.1.2.10.3',
    fix: 'issue the certificate with http URLs in authorityInfoAccess',
    breach: (c) => {
      const bad = [...c.ocspUrls, ...c.caIssuerUrls].find((url) => !/^http:\/\/[^/?#]+/.test(url));
      return bad === undefined ? undefined : `authorityInfoAccess has '${bad.slice(0, 80)}', which is no http URL`;
    },
  },
  {
    code: 'policies-missing',
    level: 'public',
    roles: ['leaf', 'ca'],
    section: 'CA/B BR 7.1.2.7.9',
    fix: 'use a certificate of a CA that follows the Baseline Requirements',
    breach: (c) => (c.policies === undefined ? 'the certificate names no certificate policy' : undefined),
  },
];
