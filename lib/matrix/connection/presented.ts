import { CONDITION_DAYS, PlatformFacts, PLATFORMS } from '../../clients';
import { x509 } from '../../late';
import {
  Certificate,
  CertificateState,
  endOfValidity,
  Estate,
  HostName,
  NameCheck,
  Reason,
  TrustAnchor,
  TrustAnchorKind,
} from '../../model';
import { CertificateView } from '../../policy';
import { Coverage, coverageOf, wildcardCovers } from '../../names';
import { haveEqualMembers, Interned, Numbered, without } from './canonical';
import {
  ANCHOR_LOCATION,
  AnchorFacts,
  CERTIFICATE_IDENTITY,
  type IssuerFacts,
  NameFact,
  PresentedCertificate,
} from './connection';
import type { Certificate509 } from '../../pki';

/** What a self-signed certificate is called that nobody names: like ones share one reason. */
const ANY_SELF_SIGNED = 'the self-signed certificate';

const IDENTITY: ReadonlySet<string> = new Set(CERTIFICATE_IDENTITY);

/** Makes the values of the certificates of an estate at one moment. */
export class Certificates {
  private readonly interned = new Interned<PresentedCertificate>();
  private readonly anchors = new Interned<AnchorFacts>();
  private readonly knownAnchors = new Map<TrustAnchor, AnchorFacts>();
  private readonly known = new Map<CertificateView, Numbered<PresentedCertificate>>();
  /** Ids and fingerprints, upper case, of the anchors that some declaration names: their identity counts. */
  private readonly named = new Set<string>();

  /** Ids of the certificates that some population keeps an exception for, and whether its key counts: which one it is counts. */
  private readonly accepted = new Map<string, boolean>();

  /** Fingerprints of the certificates that some endpoint was seen to send. */
  private readonly seen: ReadonlySet<string>;

  /** @param checking platforms of the populations concerned whose validators were measured */
  public constructor(
    estate: Estate,
    private readonly now: Date,
    private readonly checking: readonly PlatformFacts[],
    private readonly verdictOf: (view: CertificateView, platform: PlatformFacts, now: Date) => Reason | undefined,
  ) {
    const name = (id: string | undefined): unknown => id !== undefined && this.named.add(id.toUpperCase());
    for (const { anchor, certificate, fingerprint, keyId } of estate.populations.flatMap(({ roots }) => roots)) {
      name(anchor);
      name(fingerprint);
      if (certificate !== undefined)
        this.accepted.set(certificate, keyId !== undefined || this.accepted.get(certificate) === true);
    }
    this.seen = new Set(
      (estate.observations ?? []).flatMap(({ chains }) => chains.map(({ sha256: [first] }) => first)),
    );
    for (const { trusts } of [...estate.publishingPoints, ...(estate.inspectors ?? [])]) trusts?.forEach(name);
  }

  private last?: { readonly view: CertificateView; readonly value: Numbered<PresentedCertificate> };

  /**
   * Whether a certificate presents what another does, at a look: Terraform has yet to make both, in the same way below the same roots.
   * False where more is to be looked at.
   */
  private isLike(a: CertificateView, b: CertificateView): boolean {
    const [one, other] = [a.certificate, b.certificate];
    const isYetToBeMade = ({ chainPem, facts, faults, id, pem, state }: Certificate): boolean =>
      state === CertificateState.DECLARED &&
      pem === undefined &&
      chainPem.length + faults.length === 0 &&
      facts.notBefore === undefined &&
      facts.notAfter === undefined &&
      !this.accepted.has(id);
    return (
      isYetToBeMade(one) &&
      isYetToBeMade(other) &&
      one.source === other.source &&
      one.exchangeDefault === other.exchangeDefault &&
      one.revocation === other.revocation &&
      a.anchors.length === b.anchors.length &&
      a.anchors.every((anchor, i) => anchor === b.anchors[i]) &&
      haveEqualMembers(one.facts, other.facts, IDENTITY)
    );
  }

  /** What a certificate presents, whatever its names are. */
  public of(view: CertificateView): Numbered<PresentedCertificate> {
    let known = this.known.get(view);
    if (!known) {
      known = this.last && this.isLike(this.last.view, view) ? this.last.value : this.interned.like(this.valueOf(view));
      this.last = { view, value: known };
      this.known.set(view, known);
    }
    return known;
  }

  /** A root as a connection holds it. */
  public anchorFacts(anchor: TrustAnchor): AnchorFacts {
    let known = this.knownAnchors.get(anchor);
    if (!known) this.knownAnchors.set(anchor, (known = this.anchors.like(this.factsOf(anchor)).value));
    return known;
  }

  private factsOf(anchor: TrustAnchor): AnchorFacts {
    const facts = without(anchor, ANCHOR_LOCATION);
    if (anchor.kind !== TrustAnchorKind.SELF_SIGNED || this.isNamed(anchor)) return facts;
    return { ...without(facts, ['sha1', 'sha256', 'subject', 'keyId', 'certificates']), id: '', name: ANY_SELF_SIGNED };
  }

  private isNamed({ id, sha1, sha256 }: TrustAnchor): boolean {
    return [id, sha1, sha256].some((one) => one !== undefined && this.named.has(one.toUpperCase()));
  }

  private acceptedOf({ id, pem }: Certificate): Pick<PresentedCertificate, 'acceptedAs' | 'acceptedKey'> {
    const keyCounts = this.accepted.get(id);
    if (keyCounts === undefined) return {};
    const found = keyCounts && pem !== undefined ? x509().readCertificates(pem, id).certificates[0] : undefined;
    return { acceptedAs: id, ...(found ? { acceptedKey: x509().keyIdOf(found) } : {}) };
  }

  private valueOf(view: CertificateView): PresentedCertificate {
    const { certificate } = view;
    const { notAfter, notBefore } = certificate.facts;
    const now = this.now.getTime();
    return {
      source: certificate.source,
      state: certificate.state,
      exchangeDefault: certificate.exchangeDefault,
      ...this.acceptedOf(certificate),
      facts: without(certificate.facts, CERTIFICATE_IDENTITY),
      revocation: certificate.revocation,
      faults: certificate.faults,
      issuers: issuersOf(view),
      ...(notAfter !== undefined && now >= endOfValidity(notAfter) ? { expiredOn: notAfter } : {}),
      ...(notAfter === undefined && certificate.state === CertificateState.INSTALLED ? { endUnknown: true } : {}),
      ...startOf(notBefore, now),
      ...(notBefore === undefined ? {} : { issuedInEraOf: eraOf(notBefore.slice(0, 10)) }),
      anchors: view.anchors.map((anchor) => this.anchorFacts(anchor)),
      ...(this.seen.has(certificate.facts.sha256 ?? '') ? { chainSeen: true } : {}),
      path: this.checking
        .filter((platform) => isPathAtHand(view, platform))
        .map((platform) => ({ platform: platform.id, reason: this.verdictOf(view, platform, this.now) })),
    };
  }
}

/** When it becomes valid, where that is still to come. */
function startOf(
  notBefore: string | undefined,
  now: number,
): Pick<PresentedCertificate, 'validFrom' | 'validInSeconds'> {
  const ahead = notBefore === undefined ? 0 : Date.parse(notBefore) - now;
  return ahead > 0 ? { validFrom: notBefore, validInSeconds: ahead / 1000 } : {};
}

/** Whether the client's own validator can be asked: it was measured, and every certificate of the path is there. */
function isPathAtHand({ certificate, anchors }: CertificateView, platform: PlatformFacts): boolean {
  const roots = anchors.length > 0 && anchors.every((anchor) => anchor.pem !== undefined);
  return platform.checks !== undefined && certificate.pem !== undefined && roots;
}

/** Covered exactly, and in every client's syntax. */
export const EXACT: NameFact = Object.freeze({ coverage: Coverage.EXACT });

const NOT_ASKED: NameFact = Object.freeze({});

/** How a certificate answers for the name that somebody asks for. */
export function nameFactOf(
  { certificate }: CertificateView,
  host: HostName | undefined,
  check: NameCheck = NameCheck.EVERY_NAME,
): NameFact {
  if (host === undefined || check === NameCheck.NONE) return NOT_ASKED;
  const { facts } = certificate;
  const first = [{ value: facts.commonName?.toLowerCase() }, ...(facts.dnsNames?.slice(0, 1) ?? [])];
  const looked =
    check === NameCheck.SUBJECT_AND_FIRST && facts.dnsNames !== undefined
      ? { ...certificate, facts: { ...facts, dnsNames: first.filter((name) => name.value ?? 'expression' in name) } }
      : certificate;
  const coverage = coverageOf(looked, host);
  const { value } = host;
  if (coverage === Coverage.EXACT && value?.includes('_') !== true) return EXACT;
  const wildcard =
    coverage === Coverage.WILDCARD && value !== undefined
      ? looked.facts.dnsNames?.find((name) => name.value !== undefined && wildcardCovers(name.value, value))?.value
      : undefined;
  return { coverage, host, ...(wildcard === undefined ? {} : { wildcard }) };
}

/**
 * CAs between the server's certificate and the first root that the path leads to, nearest to the server's first. What is in the chain
 * and not on that way is left out, roots too: clients hold their own copy of a root.
 */
export function issuersOf({ certificate, anchors }: CertificateView): IssuerFacts[] {
  if (certificate.chainPem.length === 0) return [];
  const { certificateFacts, isIssuedBy, PkiError, readCertificates } = x509();
  const read = (pem: string): readonly Certificate509[] => {
    try {
      return readCertificates(pem, certificate.id).certificates;
    } catch (error) {
      // What can't be read is a fault of the path already.
      if (error instanceof PkiError) return [];
      throw error;
    }
  };
  const chain = certificate.chainPem.flatMap(read).filter(({ isSelfSigned }) => !isSelfSigned);
  const roots = anchors.flatMap(({ pem }) => (pem === undefined ? [] : read(pem)));
  const leaf = certificate.pem === undefined ? undefined : read(certificate.pem)[0];
  // Of what is yet to be issued the CA that signs comes first.
  const path = leaf ? [leaf] : chain.slice(0, 1);
  while (path.length > 0 && path.length <= chain.length) {
    const last = path[path.length - 1];
    if (roots.some((root) => isIssuedBy(last, root))) break;
    const issuer = chain.find((candidate) => !path.includes(candidate) && isIssuedBy(last, candidate));
    if (!issuer) break;
    path.push(issuer);
  }
  return path
    .filter((one) => one !== leaf)
    .map(certificateFacts)
    .map(({ commonName, signatureHash, rsaPss, keyType, keyBits }) => ({
      commonName,
      signatureHash,
      ...(rsaPss === undefined ? {} : { rsaPss }),
      keyType,
      keyBits,
    }));
}

/**
 * Days from which some client or store treats certificates by their day of issue, `YYYY-MM-DD`, sorted. Between two of them the day of
 * issue decides nothing, so a connection holds the beginning of the era and not the day.
 */
export const ERA_DAYS: readonly string[] = Object.freeze(
  [
    ...new Set([...PLATFORMS.flatMap(({ maximumLifetimeFrom }) => maximumLifetimeFrom ?? []), ...CONDITION_DAYS]),
  ].sort(),
);

/** The beginning of the first era: certificates that were issued before every day of the list. */
const BEGINNING = '0001-01-01';

/** The day on which the era of a day began. */
export function eraOf(day: string): string {
  return ERA_DAYS.filter((start) => start <= day).at(-1) ?? BEGINNING;
}

/** Facts that say which certificate it is: two that differ in one are two certificates. */
const DISTINGUISHING = [
  'sha256',
  'sha1',
  'serialNumber',
  'subject',
  'issuer',
  'notBefore',
  'notAfter',
  'keyType',
  'keyBits',
] as const;

/** Whether two certificates of an estate are one, byte for byte. Undefined: not known. */
export function areSameBytes(one: Certificate, other: Certificate): boolean | undefined {
  // What setup made is on its server alone; what Terraform has yet to make, or a vendor, is none that is there already.
  const isMade = ({ state }: Certificate): boolean =>
    state === CertificateState.DECLARED || state === CertificateState.ORDERED;
  if (one.exchangeDefault || other.exchangeDefault || isMade(one) || isMade(other)) return false;
  const [a, b] = [one.facts, other.facts];
  if (a.sha256 !== undefined && b.sha256 !== undefined) return a.sha256 === b.sha256;
  return DISTINGUISHING.some((fact) => a[fact] !== undefined && b[fact] !== undefined && a[fact] !== b[fact])
    ? false
    : undefined;
}
