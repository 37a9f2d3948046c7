import { CertificateFacts } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const issuedDiffers = defineRule({
  id: 'issued-differs',
  ref: 'ECA907',
  title: 'A certificate is not the one that was declared',
  level: Level.ERROR,
  source: 'DECLARED',
  section: 'what is issued or presented is what was declared and reviewed',
  rationale:
    'What was reviewed is the declaration. A certificate with other names, uses, lifetime, key or issuer has not been reviewed, and one that is a CA can sign for every name that its root vouches for.',
  remediation:
    'remove what changes the certificate (an override of its resource, a file that was exchanged) and apply again, or declare what it is to be',
  acknowledgeable: false,
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) => certificate.declared !== undefined,
  check: ({ id, certificate: { declared, facts } }, report) => {
    const differences: string[] = [];
    const open: string[] = [];
    for (const { what, of } of MEMBERS) {
      const difference = of(declared as CertificateFacts, facts);
      if (difference === UNKNOWN) open.push(what);
      else if (difference !== undefined) differences.push(`${what}: ${difference}`);
    }
    if (differences.length > 0)
      report.finding({ message: `${id} is not as it was declared: ${differences.join('; ')}` });
    else if (open.length > 0) report.unknown(`${id}: not known whether it is as declared: ${open.join(', ')}`);
  },
});

const UNKNOWN = Symbol('unknown');

/** How a certificate differs from its declaration, in words; undefined: not. What was not declared can't differ. */
type Compared = (declared: CertificateFacts, facts: CertificateFacts) => string | typeof UNKNOWN | undefined;

const MEMBERS: readonly { readonly what: string; readonly of: Compared }[] = [
  { what: 'CA', of: (declared, facts) => values(said(declared.isCa), said(facts.isCa)) },
  { what: 'names', of: names },
  { what: 'IP addresses', of: (declared, facts) => sets(declared.ipAddresses, facts.ipAddresses) },
  { what: 'common name', of: commonName },
  { what: 'key usages', of: (declared, facts) => sets(declared.keyUsages, facts.keyUsages ?? []) },
  { what: 'extended key usages', of: (declared, facts) => sets(declared.extendedKeyUsages, facts.extendedKeyUsages) },
  { what: 'key', of: (declared, facts) => values(keyOf(declared), keyOf(facts)) },
  {
    what: 'lifetime in seconds',
    of: ({ lifetimeSeconds }, facts) => values(lifetimeSeconds?.toString(), facts.lifetimeSeconds?.toString()),
  },
  { what: 'issuer', of: issuer },
  { what: 'signed by itself', of: (declared, facts) => values(said(declared.selfSigned), said(facts.selfSigned)) },
  { what: 'SHA-256', of: (declared, facts) => values(declared.sha256, facts.sha256) },
];

function values(declared: string | undefined, got: string | undefined): string | typeof UNKNOWN | undefined {
  if (declared === undefined || declared === got) return undefined;
  return got === undefined ? UNKNOWN : `declared ${declared}, got ${got}`;
}

function sets(
  declared: readonly string[] | undefined,
  got: readonly string[] | undefined,
): string | typeof UNKNOWN | undefined {
  const list = (items: readonly string[] | undefined): string | undefined =>
    items && ([...new Set(items)].sort().join(', ') || 'none');
  return values(list(declared), list(got));
}

/** Names are compared as a set. A declared name that is not known yet may be any of the names that no other declaration explains. */
function names(declared: CertificateFacts, facts: CertificateFacts): string | typeof UNKNOWN | undefined {
  if (!declared.dnsNames) return undefined;
  const wanted = declared.dnsNames.flatMap(({ value }) => (value === undefined ? [] : [value.toLowerCase()]));
  const got = (facts.dnsNames ?? []).flatMap(({ value }) => (value === undefined ? [] : [value.toLowerCase()]));
  const open = declared.dnsNames.length - wanted.length;
  if (open === 0) return sets(wanted, got);
  const missing = wanted.filter((name) => !got.includes(name));
  const unexplained = new Set(got.filter((name) => !wanted.includes(name)));
  return missing.length > 0 || unexplained.size > open
    ? `declared ${wanted.sort().join(', ')} and ${open} that Terraform knows, got ${got.sort().join(', ')}`
    : UNKNOWN;
}

function commonName(declared: CertificateFacts, facts: CertificateFacts): string | typeof UNKNOWN | undefined {
  return declared.commonName === undefined
    ? undefined
    : values(declared.commonName.toLowerCase(), facts.commonName?.toLowerCase() ?? 'none');
}

/** A declared CA is known by some attributes of its name: each must be in the name of the issuer. */
function issuer(declared: CertificateFacts, facts: CertificateFacts): string | typeof UNKNOWN | undefined {
  if (declared.issuer === undefined || facts.issuer === undefined) return values(declared.issuer, facts.issuer);
  const got = attributes(facts.issuer);
  return attributes(declared.issuer).every((attribute) => got.includes(attribute))
    ? undefined
    : `declared ${declared.issuer}, got ${facts.issuer}`;
}

/** Attributes of a name in the form of RFC 4514; a comma or plus sign in a value is escaped there. */
function attributes(name: string): string[] {
  return (name.match(/(?:\\.|[^,+\\])+/g) ?? []).map((attribute) => attribute.trim().toLowerCase());
}

function keyOf({ keyType, keyBits }: CertificateFacts): string | undefined {
  return keyType === undefined ? undefined : `${keyType}${keyBits === undefined ? '' : ` ${keyBits}`}`;
}

function said(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? 'yes' : 'no';
}
