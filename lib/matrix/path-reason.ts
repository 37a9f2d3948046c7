import { CertificateChecks, PlatformFacts } from '../clients';
import { Reason } from '../model';
import { CertificateView } from '../policy';
import { x509 } from '../late';
import type { Certificate509, PathProfile, PathReason } from '../pki';

const verdicts = new WeakMap<CertificateView, Map<PlatformFacts, Reason | undefined>>();

/** What the validator of a platform finds in the path of an available certificate. A view belongs to one moment. */
export function pathFault(view: CertificateView, platform: PlatformFacts, now: Date): Reason | undefined {
  let known = verdicts.get(view);
  if (!known) verdicts.set(view, (known = new Map()));
  if (!known.has(platform)) known.set(platform, findFault(view, platform, now));
  return known.get(platform);
}

/** Causes that name an issuer which did not sign: it is not sent along, so that a validator only misses it. */
const CAUSES: ReadonlySet<string> = new Set(['signature', 'signature-unchecked']);

function findFault(view: CertificateView, platform: PlatformFacts, now: Date): Reason | undefined {
  const found = pathReason(view, platform, now);
  if (found?.code === 'issuer-missing') {
    const cause = view.certificate.faults.find(({ code }) => CAUSES.has(code));
    if (cause) {
      const { code, message, fix, section } = cause;
      return { code, message, fix, sources: [section ?? found.section] };
    }
  }
  return found && { code: found.code, message: found.message, fix: found.fix, sources: [found.section] };
}

/** The first reason for which the validator of a platform refuses the path of an available certificate. */
export function pathReason(
  { certificate, anchors }: CertificateView,
  platform: PlatformFacts,
  now: Date,
): PathReason | undefined {
  const { momentInside, readCertificates, verifyPath } = x509();
  const read = (pem: string): readonly Certificate509[] => readCertificates(pem, certificate.id).certificates;
  const leaf = read(certificate.pem!)[0];
  const intermediates = certificate.chainPem.flatMap(read);
  const { reasons } = verifyPath({
    leaf,
    intermediates,
    roots: anchors.flatMap((anchor) => read(anchor.pem!)),
    // The leaf's own dates are a step of their own.
    time: momentInside(leaf, now),
    profile: pathProfileOf(platform, platform.checks!, isInOrder([leaf, ...intermediates])),
  });
  return reasons.find((reason) => !isForgiven(reason, leaf, platform));
}

function isInOrder(chain: readonly Certificate509[]): boolean {
  return chain.every((c, i) => i === 0 || chain[i - 1].issuerName.comparisonKey === c.subjectName.comparisonKey);
}

function isForgiven(reason: PathReason, leaf: Certificate509, platform: PlatformFacts): boolean {
  const forgives = platform.checks?.selfSigned.unknownCriticalForgiven === true;
  return forgives && leaf.isSelfSigned && reason.code === 'unknown-critical-extension';
}

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
