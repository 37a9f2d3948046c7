import { PlatformFacts, platformFacts, PLATFORMS } from '../clients';
import { releaseLabel } from '../exchange';
import { ClientPlace, Encryption, endOfValidity, Estate, Population, TrustAnchor } from '../model';
import { BindingView, CertificateView, graver, IAssessor, Outcome, OutcomeKind } from '../policy';
import { coverageOf } from './coverage';
import { hostsUsedAt } from './hosts';
import { situationOf } from './situation';
import { STEPS, stepsFor } from './steps';
import { pathFault } from './steps/integrity';
import { isTolerated } from './steps/trust';

const WORKS: Outcome = Object.freeze({
  kind: OutcomeKind.WORKS,
  code: 'works',
  reason: 'the client holds the root, and names, dates, key and use are right',
  source: 'SEED, Overview of Digital Certificates',
});
const TOLERATED: Outcome = Object.freeze({
  kind: OutcomeKind.WORKS,
  code: 'default-certificate-tolerated',
  reason:
    'domain-joined Outlook inside overlooks the untrusted chain of the certificate that setup installed, for what it finds through Active Directory',
  source: 'TN:bb851554',
});
const CLEAR: Outcome = Object.freeze({
  kind: OutcomeKind.WORKS,
  code: 'clear-text',
  reason: 'nothing is encrypted, so no certificate is shown',
  source: 'SEED, Understanding SSL',
});

/** The shortest lifetime that some platform refuses to exceed, in seconds. */
const SHORTEST_CLIENT_LIMIT =
  Math.min(...PLATFORMS.map((platform) => platform.maximumLifetimeDays ?? Infinity)) * 86_400;

/** Answers every cell of the compatibility matrix from the facts of Exchange, the clients and the certificate. */
export class Assessor implements IAssessor {
  private readonly certificateClasses = new WeakMap<CertificateView, string>();
  private readonly certificateNumbers = new Map<string, string>();
  private readonly releaseLabels = new Map<unknown, string>();
  /** For each name that clients connect to, how a certificate answers for it; bindings of one server share their names. */
  private readonly coverageKeys = new Map<CertificateView, Map<string, string>>();
  /** Anchors that some population speaks of by name or fingerprint: their identity matters. */
  private readonly namedAnchors = new Set<string>();
  /** Platforms of the populations whose own validators judge what is at hand. */
  private readonly checking: PlatformFacts[];

  public constructor(
    estate: Estate,
    private readonly now: Date,
  ) {
    const platforms = new Set(estate.populations.map(({ platform }) => platform));
    this.checking = [...platforms]
      .flatMap((id) => platformFacts(id) ?? [])
      .filter(({ checks }) => checks !== undefined);
    for (const population of estate.populations) {
      for (const root of population.roots) {
        if (root.anchor !== undefined) this.namedAnchors.add(root.anchor);
        if (root.fingerprint !== undefined) this.namedAnchors.add(root.fingerprint.toUpperCase());
      }
    }
  }

  public classOf(view: BindingView): string {
    const { binding, server, certificate, publishingPoint: point } = view;
    const inside = this.coverageKey(view, certificate, ClientPlace.INSIDE);
    const outside = this.coverageKey(view, certificate, ClientPlace.OUTSIDE);
    const own = `${this.labelOf(server.server.release)}|${binding.protocol}|${binding.role}|${binding.clientCertificates}|${binding.certificatePrincipalName ?? ''}|${isClear(view)}|${this.classOfCertificate(certificate)}|${inside}|${outside}`;
    if (!point) return own;
    const published = this.coverageKey(view, point.certificate, ClientPlace.OUTSIDE);
    return `${own}|${point.id}|${this.classOfCertificate(point.certificate)}|${published}`;
  }

  public assess(view: BindingView, population: Population): Outcome {
    if (isClear(view)) {
      const reachable = STEPS[0](situationOf(view, population, this.now));
      return reachable ?? CLEAR;
    }
    const situation = situationOf(view, population, this.now);
    const against = stepsFor(situation).flatMap((step) => step(situation) ?? []);
    if (against.length === 0) return isTolerated(situation) ? TOLERATED : WORKS;
    const worst = against.reduce(graver);
    return against.length === 1 ? worst : { ...worst, others: against.filter((outcome) => outcome !== worst) };
  }

  private labelOf(release: BindingView['server']['server']['release']): string {
    let label = this.releaseLabels.get(release);
    if (label === undefined)
      this.releaseLabels.set(release, (label = `${releaseLabel(release)};${release.securityUpdate ?? ''}`));
    return label;
  }

  private coverageKey(view: BindingView, certificate: CertificateView | undefined, place: ClientPlace): string {
    if (!certificate) return '-';
    let known = this.coverageKeys.get(certificate);
    if (!known) this.coverageKeys.set(certificate, (known = new Map()));
    let key = '';
    for (const host of hostsUsedAt(view.binding, place)) {
      const name = host.value ?? host.expression ?? '';
      let part = known.get(name);
      if (part === undefined) {
        const coverage = coverageOf(certificate.certificate, host);
        // An outcome tells the name unless it is covered exactly and in every client's syntax: it is part of the class then.
        part = coverage === 'exact' && host.value?.includes('_') !== true ? 'e,' : `${coverage}:${name},`;
        known.set(name, part);
      }
      key += part;
    }
    return key;
  }

  private classOfCertificate(view: CertificateView | undefined): string {
    if (!view) return '-';
    let key = this.certificateClasses.get(view);
    if (key === undefined) {
      const { facts, ...certificate } = view.certificate;
      key = [
        certificate.source,
        certificate.state,
        certificate.exchangeDefault,
        certificate.revocation,
        certificate.faults.map((fault) => `${fault.code}:${fault.message}`).join(),
        facts.selfSigned,
        facts.isCa,
        facts.keyType,
        facts.keyBits,
        facts.signatureHash,
        facts.lifetimeSeconds,
        facts.extendedKeyUsages?.join(),
        facts.keyUsages?.join(),
        facts.hasPolicies,
        // The day of issue decides whether a client's limit binds, for what lives long.
        facts.lifetimeSeconds !== undefined && facts.lifetimeSeconds > SHORTEST_CLIENT_LIMIT ? facts.notBefore : '',
        // Dates are told only where they are the fault.
        isCurrent(facts.notBefore, facts.notAfter, this.now) ? '' : `${facts.notBefore}/${facts.notAfter}`,
        view.anchors.map((anchor) => this.classOfAnchor(anchor)).join(),
        this.checking.map((platform) => pathFault(view, platform, this.now)?.reason ?? '').join(),
      ].join(';');
      // A number for each: thousands of bindings carry the class in their own, and a number is quicker to join and compare.
      let number = this.certificateNumbers.get(key);
      if (number === undefined) this.certificateNumbers.set(key, (number = String(this.certificateNumbers.size)));
      key = number;
      this.certificateClasses.set(view, key);
    }
    return key;
  }

  private classOfAnchor(anchor: TrustAnchor): string {
    const named =
      anchor.kind !== 'self-signed' ||
      this.namedAnchors.has(anchor.id) ||
      (anchor.sha256 !== undefined && this.namedAnchors.has(anchor.sha256.toUpperCase())) ||
      (anchor.sha1 !== undefined && this.namedAnchors.has(anchor.sha1.toUpperCase()));
    return [
      anchor.kind,
      anchor.madeHere,
      anchor.endEntity,
      anchor.signatureHash,
      anchor.publishedInDirectory,
      named ? anchor.id : '',
    ].join(':');
  }
}

function isClear(view: BindingView): boolean {
  return view.binding.listeners.every((listener) => listener.encryption === Encryption.NONE);
}

function isCurrent(notBefore: string | undefined, notAfter: string | undefined, now: Date): boolean {
  return (
    (notBefore === undefined || Date.parse(notBefore) <= now.getTime()) &&
    (notAfter === undefined || now.getTime() < endOfValidity(notAfter))
  );
}
