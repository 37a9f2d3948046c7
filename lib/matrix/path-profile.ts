import { CertificateChecks, PlatformFacts } from '../clients';
import { x509 } from '../late';
import type { PathProfile } from '../pki';

const CURVES = ['P-256', 'P-384', 'P-521'];
/** Of the server's own certificate; steps of their own judge these, declared certificates included. */
const JUDGED_BY_STEPS = [
  'key-type',
  'key-curve',
  'key-size',
  'signature-algorithm',
  'eku-mismatch',
  'leaf-key-usage',
  'san-missing',
  'san-syntax',
];

const COMMON_NAME = { no: false, yes: true, plain: 'plain', dotted: 'dotted', alone: 'alone' } as const;

/**
 * What a platform whose validator was measured demands of a path.
 * @param inOrder whether the server sends each issuer right after what it issued, and nothing else
 */
export function pathProfileOf(platform: PlatformFacts, checks: CertificateChecks, inOrder: boolean): PathProfile {
  const { root } = checks;
  const { internalCa } = x509();
  const algorithms = { rsa: 'rsa', 'rsa-pss': 'rsa-pss', ed25519: 'ed25519' } as const;
  const plain = checks.authorityKeys.flatMap((key) => (key in algorithms ? algorithms[key as 'rsa'] : []));
  const curves = CURVES.filter((curve) => (checks.authorityKeys as readonly string[]).includes(curve));
  return {
    ...internalCa,
    name: platform.id,
    description: platform.label,
    source: checks.source,
    keyTypes: curves.length > 0 ? [...plain, 'ec'] : plain,
    curves,
    minimumRsaBits: platform.minimumRsaBits ?? 0,
    hashes: platform.sha1.value === true ? ['sha1', ...internalCa.hashes] : internalCa.hashes,
    nameConstraints: {
      leadingDot: true,
      commonName: COMMON_NAME[checks.constraints.commonName],
      asText: checks.constraints.asText,
    },
    authorityUses: checks.authorityUse === 'any-tls' ? ['clientAuth'] : [],
    anyUseIsNone: checks.anyUse.authority ? [] : ['ca', 'anchor'],
    overlooks: {
      leaf: JUDGED_BY_STEPS,
      ca: checks.authorityUse === 'ignored' ? ['eku-chain'] : [],
      anchor: [
        ...(checks.authorityUse === 'ignored' ? ['eku-chain'] : []),
        ...(root.dates === 'always' || !inOrder ? [] : ['expired', 'not-yet-valid']),
        ...(root.basicConstraints ? [] : ['anchor-without-basic-constraints']),
        ...(root.certSign ? [] : ['key-cert-sign-missing']),
        ...(root.nameConstraints ? [] : ['name-constraint']),
      ],
    },
  };
}
