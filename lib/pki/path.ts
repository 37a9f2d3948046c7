import { Budget, BudgetExceeded, type BudgetLimits } from './error';
import type { Certificate509 } from './certificate';
import type { RevocationList } from './crl';
import { constrainedNames, matchesName, nameConstraintFault } from './names';
import { parsePeerName } from '../names';
import type { OcspResponse } from './ocsp';
import {
  issuerMissing,
  type PathReason,
  type PathRole,
  reason,
  renewalOf,
  signatureReason,
  signatureUnchecked,
  titleOf,
} from './path-reason';
import { policyFault } from './policy-processing';
import type { PathProfile } from './requirement';
import { breaches } from './profile';
import { revocationStatus } from './revocation';
import { normalizeFingerprint } from './chain';
import { canVerify, isSignatureKnown, verifySignature } from './signature';

export interface PathRequest {
  readonly leaf: Certificate509;
  /** Any order; certificates that do not belong are ignored. */
  readonly intermediates: readonly Certificate509[];
  /** Trust anchors. A leaf that is itself in here is trusted directly. */
  readonly roots: readonly Certificate509[];
  /**
   * Anchors known by SHA-1 or SHA-256 only. An available certificate with this fingerprint is an anchor; a path that
   * ends below an issuer which is not available is unknown, since that issuer could be one of them.
   */
  readonly rootFingerprints?: readonly string[];
  /** Host names, IP addresses or mailboxes; the certificate must speak for all of them. */
  readonly names?: readonly string[];
  readonly time: Date;
  readonly profile: PathProfile;
  readonly crls?: readonly RevocationList[];
  readonly ocsp?: readonly OcspResponse[];
  readonly budget?: BudgetLimits;
  /** Intermediates that are not self-issued; default: the profile's. */
  readonly maximumIntermediates?: number;
}

/** What became of a path: data, never an exception. */
export interface PathVerdict {
  readonly ok: boolean;
  /** True when the path fails only for lack of knowledge (a root without certificate, no revocation data). */
  readonly unknown?: boolean;
  /** Leaf first. When refused: the best path that was tried. */
  readonly path: Certificate509[];
  readonly anchor?: Certificate509;
  readonly reasons: PathReason[];
  /** Candidate issuers that were looked at. */
  readonly tried: number;
}

/** Decides whether there is a path from the leaf to an anchor that this kind of client accepts: RFC 5280 section 6. */
export function verifyPath(request: PathRequest): PathVerdict {
  return new PathSearch(request).run();
}

interface Attempt {
  readonly path: readonly Certificate509[];
  readonly anchor?: Certificate509;
  readonly reasons: readonly PathReason[];
  /** Higher is nearer to a good path. */
  readonly score: number;
}

/** Codes of reasons that mean "not known" rather than "refused". */
const unknowable: ReadonlySet<string> = new Set([
  'anchor-unknown',
  'revocation-unknown',
  'ocsp-unknown',
  'ocsp-status',
  'crl-delta',
  'signature-unchecked',
]);

/** Depth-first search from the leaf upwards, with every candidate judged before it is followed. */
class PathSearch {
  private readonly budget: Budget;
  private readonly fingerprints: ReadonlySet<string>;
  private readonly judged = new Map<Certificate509, Partial<Record<PathRole, PathReason[]>>>();
  private readonly issuers = new Map<string, readonly Certificate509[]>();
  private best?: Attempt;
  private tried = 0;

  public constructor(private readonly request: PathRequest) {
    this.budget = new Budget(request.budget);
    this.fingerprints = new Set((request.rootFingerprints ?? []).map(normalizeFingerprint));
  }

  public run(): PathVerdict {
    const { leaf } = this.request;
    const leafReasons = this.leafReasons();
    let found: Attempt | undefined;
    try {
      found = this.isAnchor(leaf) ? { path: [leaf], anchor: leaf, reasons: [], score: 0 } : this.extend([leaf], 0);
    } catch (error) {
      if (!(error instanceof BudgetExceeded)) throw error;
      const message = `the search for a path was stopped: the limit on ${error.limit} was reached`;
      const fix = 'give only the certificates of one chain, without excessive names and constraints';
      this.note({
        path: this.best?.path ?? [leaf],
        reasons: [reason(leaf, { code: 'budget', section: 'limit on work', message, fix })],
        score: Infinity,
      });
    }
    const outcome = found ?? this.best ?? { path: [leaf], reasons: [], score: 0 };
    const reasons = [...leafReasons, ...outcome.reasons];
    const ok = found !== undefined && reasons.length === 0;
    const unknown = !ok && reasons.length > 0 && reasons.every((r) => unknowable.has(r.code));
    return {
      ok,
      ...(unknown ? { unknown } : {}),
      path: [...outcome.path],
      anchor: outcome.anchor,
      reasons,
      tried: this.tried,
    };
  }

  private leafReasons(): PathReason[] {
    const { leaf, profile, names = [] } = this.request;
    const reasons = [...this.judge(leaf, 'leaf')];
    const usage = leaf.extendedKeyUsage;
    if (usage !== undefined && !this.allowsPurpose(usage, 'leaf') && !this.overlooks('leaf', 'eku-mismatch')) {
      reasons.push(
        reason(leaf, {
          code: 'eku-mismatch',
          section: 'RFC 5280 4.2.1.12',
          message: `the certificate is for ${usage.join(', ')}, not for ${profile.purpose}`,
          fix: `issue the certificate with the extended usage ${profile.purpose}`,
        }),
      );
    }
    for (const name of names) {
      if (parsePeerName(name) === undefined) {
        reasons.push(
          reason(leaf, {
            code: 'name-syntax',
            section: 'RFC 9525 6.2',
            message: `'${name}' is no host name, IP address or mailbox`,
            fix: 'correct the name that clients use',
          }),
        );
      } else if (!matchesName(leaf, name, { commonName: profile.commonName })) {
        const has = [...leaf.dnsNames, ...leaf.ipAddresses].slice(0, 10).join(', ') || 'none';
        reasons.push(
          reason(leaf, {
            code: 'name-mismatch',
            section: 'RFC 9525 6',
            message: `the certificate does not cover ${name}; its names: ${has}`,
            fix: `issue the certificate with ${name} among its alternative names`,
          }),
        );
      }
    }
    return reasons;
  }

  /** Requirements and validity of one certificate in one role. */
  private judge(certificate: Certificate509, role: PathRole): PathReason[] {
    let known = this.judged.get(certificate);
    if (known === undefined) this.judged.set(certificate, (known = {}));
    return (known[role] ??= [
      ...this.validity(certificate, role),
      ...breaches(certificate, role, this.rulesFor(certificate)).map((breach) =>
        role === 'leaf' ? breach : { ...breach, message: `${titleOf(certificate, role)}: ${breach.message}` },
      ),
    ].filter(({ code }) => !this.overlooks(role, code)));
  }

  /** The profile, or what it demands of certificates that were issued as early as this one. */
  private rulesFor({ notBefore }: Certificate509): PathProfile {
    const { profile } = this.request;
    const era = profile.earlier?.find(({ issuedBefore }) => notBefore.getTime() < Date.parse(issuedBefore));
    return era?.profile ?? profile;
  }

  private overlooks(role: PathRole, code: string): boolean {
    return this.request.profile.overlooks?.[role]?.includes(code) ?? false;
  }

  private allowsPurpose(usage: readonly string[], role: PathRole): boolean {
    const { purpose, anyUseIsNone, authorityUses = [] } = this.request.profile;
    if (purpose === 'any' || usage.includes(purpose)) return true;
    if (role !== 'leaf' && authorityUses.some((use) => usage.includes(use))) return true;
    return usage.includes('anyExtendedKeyUsage') && anyUseIsNone?.includes(role) !== true;
  }

  private validity(c: Certificate509, role: PathRole): PathReason[] {
    // Certificates count in whole seconds; both ends are inside: RFC 5280 4.1.2.5.
    const now = Math.floor(this.request.time.getTime() / 1000) * 1000;
    if (now < c.notBefore.getTime()) {
      const message = `${titleOf(c, role)} is valid from ${c.notBefore.toISOString()} only`;
      return [
        reason(c, { code: 'not-yet-valid', section: 'RFC 5280 4.1.2.5', message, fix: 'wait, or correct the clock' }),
      ];
    }
    if (now > c.notAfter.getTime()) {
      const message = `${titleOf(c, role)} expired on ${c.notAfter.toISOString()}`;
      return [
        reason(c, {
          code: 'expired',
          section: 'RFC 5280 4.1.2.5',
          message,
          fix: renewalOf(c, role, [this.request.leaf, ...this.request.intermediates]),
        }),
      ];
    }
    return [];
  }

  private isAnchor(c: Certificate509): boolean {
    if (this.request.roots.some((root) => root === c || root.der.equals(c.der))) return true;
    return this.fingerprints.size > 0 && (this.fingerprints.has(c.sha1) || this.fingerprints.has(c.sha256));
  }

  /**
   * Follows every issuer of the last certificate of `path`.
   * @param below intermediates in `path` that are not self-issued
   */
  private extend(path: readonly Certificate509[], below: number): Attempt | undefined {
    const last = path[path.length - 1]!;
    const candidates = this.candidates(last).filter((c) => !this.isInPath(c, path));
    if (candidates.length === 0) {
      this.note({ path, reasons: [issuerMissing(last, this.fingerprints.size > 0)], score: path.length * 10 });
      return undefined;
    }
    for (const candidate of candidates) {
      this.budget.spend('nodes');
      this.tried++;
      if (!isSignatureKnown(last, candidate)) this.budget.spend('signatures');
      if (!verifySignature(last, candidate)) {
        if (!canVerify(last.signature, candidate.publicKeyInfo)) {
          this.note({ path, reasons: [signatureUnchecked(last, candidate)], score: path.length * 10 - 4 });
          continue;
        }
        this.note({
          path,
          reasons: [signatureReason(last, candidate)],
          score: path.length * 10 - 5,
        });
        continue;
      }
      const longer = [...path, candidate];
      const found = this.isAnchor(candidate) ? this.finish(longer, below) : this.pass(longer, below);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Judges a candidate that is an intermediate, and goes on from it. */
  private pass(path: readonly Certificate509[], below: number): Attempt | undefined {
    const ca = path[path.length - 1]!;
    if (ca.isSelfSigned) {
      const message = `the path ends at the root ${ca.displayName}, which is not in the client's store`;
      const fix = `install the root ${ca.displayName} (SHA-1 ${ca.sha1}) on the client, or use a certificate of a CA that it trusts`;
      this.note({
        path,
        reasons: [reason(ca, { code: 'untrusted-root', section: 'RFC 5280 6.1.1 (d)', message, fix })],
        score: path.length * 10 + 5,
      });
      return undefined;
    }
    const reasons = [...this.judge(ca, 'ca'), ...this.issuerReasons(path, below)];
    if (reasons.length > 0) {
      this.note({ path, reasons, score: path.length * 10 });
      return undefined;
    }
    const depth = below + (ca.isSelfIssued ? 0 : 1);
    const limit = this.request.maximumIntermediates ?? this.request.profile.maximumIntermediates;
    if (depth > limit) {
      const message = `the path has more than ${limit} intermediate certificates`;
      this.note({
        path,
        reasons: [reason(ca, { code: 'depth', section: 'RFC 5280 6.1', message, fix: 'use a shorter chain' })],
        score: path.length * 10,
      });
      return undefined;
    }
    return this.extend(path, depth);
  }

  /** Judges a path that has reached an anchor. */
  private finish(path: readonly Certificate509[], below: number): Attempt | undefined {
    const anchor = path[path.length - 1]!;
    const reasons = [...this.judge(anchor, 'anchor'), ...this.issuerReasons(path, below)];
    if (reasons.length === 0) {
      const downwards = path.slice(0, -1).reverse();
      const stopped = policyFault(anchor, downwards);
      if (stopped !== undefined) {
        reasons.push(
          reason(stopped, {
            code: 'policy',
            section: 'RFC 5280 6.1.3 (f)',
            message: 'the CA requires a certificate policy that the path does not carry',
            fix: 'issue the certificates with the policies of the CA',
          }),
        );
      }
      reasons.push(...this.revocation(path));
    }
    if (reasons.length === 0) return { path, anchor, reasons, score: 0 };
    this.note({ path, anchor, reasons, score: 1000 - reasons.length });
    return undefined;
  }

  /** What an issuer demands of the certificates below it: path length, use, names. */
  private issuerReasons(path: readonly Certificate509[], below: number): PathReason[] {
    const { profile } = this.request;
    const issuer = path[path.length - 1]!;
    const role = this.isAnchor(issuer) ? 'anchor' : 'ca';
    const reasons: PathReason[] = [];
    if (issuer.pathLength !== undefined && below > issuer.pathLength) {
      const message = `${issuer.displayName} allows ${issuer.pathLength} CA(s) below it, the path has ${below}`;
      reasons.push(
        reason(issuer, {
          code: 'path-length',
          section: 'RFC 5280 4.2.1.9',
          message,
          fix: 'have the certificate issued by a CA that may issue it',
        }),
      );
    }
    const usage = issuer.extendedKeyUsage;
    if (usage !== undefined && !this.allowsPurpose(usage, role) && !this.overlooks(role, 'eku-chain')) {
      const message = `the CA certificate is for ${usage.join(', ')}, not for ${profile.purpose}`;
      reasons.push(
        reason(issuer, {
          code: 'eku-chain',
          section: 'CA/B BR 7.1.2.10.6',
          message,
          fix: `use a CA whose certificate allows ${profile.purpose}`,
        }),
      );
    }
    const constraints = issuer.nameConstraints;
    if (constraints !== undefined && !this.overlooks(role, 'name-constraint')) {
      for (const [i, certificate] of path.slice(0, -1).entries()) {
        if (i > 0 && certificate.isSelfIssued) continue;
        const names = constrainedNames(certificate, i === 0, profile.nameConstraints);
        const fault = nameConstraintFault(constraints, names, this.budget, profile.nameConstraints);
        if (fault !== undefined) {
          const message = `the CA ${issuer.displayName} may not issue for this name: ${fault}`;
          reasons.push(
            reason(certificate, {
              code: 'name-constraint',
              section: 'RFC 5280 4.2.1.10',
              message,
              fix: "use names inside the CA's constraints, or another CA",
            }),
          );
          break;
        }
      }
    }
    return reasons;
  }

  private revocation(path: readonly Certificate509[]): PathReason[] {
    const { profile, crls, ocsp, time } = this.request;
    if (profile.revocation === 'ignored') return [];
    if (profile.revocation === 'when-present' && (crls ?? []).length === 0 && (ocsp ?? []).length === 0) return [];
    const reasons: PathReason[] = [];
    for (let i = 0; i < path.length - 1; i++) {
      const status = revocationStatus(path[i]!, path[i + 1]!, { crls, ocsp }, time, profile);
      if (status.status === 'revoked' || status.status === 'refused') reasons.push(status.reason);
      else if (status.status === 'unknown' && profile.revocation === 'required') reasons.push(status.reason);
    }
    return reasons;
  }

  /** Possible issuers by name, the most likely first. */
  private candidates(c: Certificate509): readonly Certificate509[] {
    const wanted = c.issuerName.comparisonKey;
    let named = this.issuers.get(wanted);
    if (named === undefined) {
      const all = [...this.request.roots, ...this.request.intermediates];
      const list = all.filter((candidate) => candidate.subjectName.comparisonKey === wanted);
      const seen = new Set<string>();
      named = list.length < 2 ? list : list.filter((one) => !seen.has(one.sha256) && seen.add(one.sha256));
      this.issuers.set(wanted, named);
    }
    if (named.length < 2) return named;
    const keyId = c.authorityKeyId;
    const rank = (i: Certificate509): number =>
      (keyId !== undefined && i.subjectKeyId !== undefined && i.subjectKeyId !== keyId ? 4 : 0) +
      (this.validity(i, 'ca').length > 0 ? 2 : 0) +
      (this.isAnchor(i) ? 0 : 1);
    return named
      .map((candidate) => ({ candidate, rank: rank(candidate) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ candidate }) => candidate);
  }

  /** The same entity (name, key and names) twice in a path brings nothing and would allow endless loops. */
  private isInPath(candidate: Certificate509, path: readonly Certificate509[]): boolean {
    return path.some(
      (c, i) =>
        c === candidate ||
        (i > 0 &&
          c.publicKeyInfo.comparisonKey === candidate.publicKeyInfo.comparisonKey &&
          c.subjectName.comparisonKey === candidate.subjectName.comparisonKey &&
          !this.isAnchor(candidate)),
    );
  }

  private note(attempt: Attempt): void {
    if (this.best === undefined || attempt.score > this.best.score) this.best = attempt;
  }
}
