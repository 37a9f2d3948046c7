import { KnownFact } from '../../clients';
import { ClientFact, Reason } from '../../model';
import { Outcome, OutcomeKind } from '../../policy';
import { factOf, Party } from '../connection/party';
import { fails, type LegStep, unknown } from '../reasons';
import type { OpenedLeg, PresentedCertificate } from '../connection/connection';

/** Public CAs signed with SHA-1 until 2015 (BR 7.1.3), with MD5 until it was forged in December 2008: no client of the time refused it. */
const ACCEPTED_BEFORE = { sha1: '2016-01-01', md5: '2009-01-01' } as const;

/** Whether the client can check the signatures below the root; the root's own matters only where it is SHA-512. */
export const hashStep: LegStep = (_, { by, certificate }) => {
  if (!certificate) return undefined;
  const { signatureHash, selfSigned, isCa } = certificate.facts;
  const forgiven = by.platform?.checks?.selfSigned.ownHashForgiven;
  if (selfSigned === true && (forgiven === 'always' || (forgiven === 'unless-ca' && isCa === false))) return undefined;
  const rooted = certificate.anchors.some((anchor) => anchor.signatureHash === 'sha512') ? ['sha512'] : [];
  const below = [signatureHash, ...certificate.issuers.map((issuer) => issuer.signatureHash)];
  const hashes = new Set([...rooted, ...below.flatMap((hash) => hash ?? [])]);
  const outcomes = [...hashes].flatMap((hash) => judge(by, hash) ?? []);
  return outcomes.find(({ kind }) => kind === OutcomeKind.FAILS) ?? outcomes[0];
};

function judge(by: Party, hash: string): Outcome | undefined {
  const { label } = by;
  if (hash === 'sha1' || hash === 'md5') {
    const accepted = factOf(by, ClientFact.SHA1);
    return accepted.value !== false && by.day < ACCEPTED_BEFORE[hash] ? undefined : judgeOldHash(label, hash, accepted);
  }
  const long = hash === 'sha512' ? judgeSha512(label, factOf(by, ClientFact.SHA512)) : undefined;
  return long ?? judgeSha2(label, hash, factOf(by, ClientFact.SHA256));
}

function judgeOldHash(label: string, hash: 'sha1' | 'md5', accepted: KnownFact): Outcome | undefined {
  // MD5 went where SHA-1 went, or before it; what takes SHA-1 may refuse it.
  if (accepted.value === true && hash === 'sha1') return undefined;
  const { source } = accepted;
  const fix = 'have the certificate signed with SHA-256';
  if (accepted.value === false) {
    const message = `${label} refuses certificates signed with ${hash.toUpperCase()}`;
    return fails({ code: 'weak-hash-refused', message, source, fix });
  }
  const message =
    hash === 'sha1'
      ? `whether ${label} takes certificates signed with SHA-1 is not known: ${accepted.note}`
      : `no source says that ${label} takes certificates signed with MD5`;
  return unknown({ code: 'weak-hash-unknown', message, source, fix });
}

function judgeSha512(label: string, { value, source, note }: KnownFact): Outcome | undefined {
  if (value === true) return undefined;
  const fix = 'use a chain, root included, that is signed with SHA-256 or SHA-1';
  if (value === false) {
    const message = `${label} refuses a chain with a SHA-512 signature even when its root is installed (0x80072F0D)`;
    return fails({ code: 'sha512-refused', message, source, fix });
  }
  const message = `whether ${label} takes a chain with a SHA-512 signature is not known: ${note}`;
  return unknown({ code: 'sha512-unknown', message, source, fix });
}

function judgeSha2(label: string, hash: string, { value, source, note }: KnownFact): Outcome | undefined {
  if (value === true) return undefined;
  if (value === false)
    return fails({
      code: 'sha2-refused',
      message: `${label} cannot check ${hash} signatures`,
      source,
      fix: 'have the certificate signed with SHA-1 by a CA of your own, or replace these clients',
    });
  return unknown({
    code: 'sha2-unknown',
    message: `whether ${label} can check ${hash} signatures is not known: ${note}`,
    source,
    fix: 'try one of these clients before the roll-out, and state what you found (statedFacts of the population)',
  });
}

/** Whether the client can check signatures of the form RSASSA-PSS below the root. */
export const pssStep: LegStep = (_, { by, certificate }) => {
  if (!certificate) return undefined;
  const signer = [certificate.facts, ...certificate.issuers].find(({ rsaPss }) => rsaPss === true);
  // A client that was given the certificate itself does not look at the signature that it made of itself.
  const isForgiven =
    certificate.facts.selfSigned === true && by.platform?.checks?.selfSigned.ownHashForgiven === 'always';
  if (!signer || isForgiven) return undefined;
  const { value, source, note } = factOf(by, ClientFact.RSA_PSS);
  if (value === true) return undefined;
  const fix =
    'have the CA sign with PKCS #1 v1.5 (AD CS: certutil -setreg CA\\csp\\AlternateSignatureAlgorithm 0), renew its certificates and this one';
  return value === false
    ? fails({
        code: 'pss-refused',
        message: `${by.label} refuses signatures of the form RSASSA-PSS${note === undefined ? '' : `: ${note}`}`,
        source,
        fix,
      })
    : unknown({
        code: 'pss-unknown',
        message: `whether ${by.label} can check signatures of the form RSASSA-PSS is not known${note === undefined ? '' : `: ${note}`}`,
        source,
        fix,
      });
};

/** Faults of what can be known here; which clients know more, or overlook it, was not measured. */
const NOT_KNOWN: ReadonlySet<string> = new Set(['encoding', 'signature-unchecked']);

/** Faults of the certificate's bytes and path: tampered, incomplete, broken. Their codes are those of lib/pki. */
export const integrityStep: LegStep = (_, leg) => {
  const { by, certificate } = leg;
  if (!certificate) return undefined;
  // Where the client's own validator was asked, its answer counts.
  const verdict = certificate.path.find(({ platform }) => platform === by.platform?.id);
  if (verdict) return verdict.reason && reasonOf(leg, certificate, verdict.reason);
  const [fault] = certificate.faults;
  if (fault === undefined) return undefined;
  const { code, message, fix, section } = fault;
  const sources = [section ?? 'SEED, Overview of Digital Certificates'];
  return reasonOf(leg, certificate, { code, message, sources, fix });
};

function reasonOf(leg: OpenedLeg, certificate: PresentedCertificate, reason: Reason): Outcome {
  return reason.code === 'issuer-missing'
    ? withoutIssuer(leg, certificate, reason)
    : { ...reason, kind: NOT_KNOWN.has(reason.code) ? OutcomeKind.UNKNOWN : OutcomeKind.FAILS };
}

/**
 * What is given of a certificate lacks a CA on its path. Windows sends what it finds in its own stores or fetches, whatever file was given;
 * anything else sends the file. Some clients hold or fetch what is not sent.
 */
function withoutIssuer({ by, name, to }: OpenedLeg, { chainSeen }: PresentedCertificate, reason: Reason): Outcome {
  if (to === 'server' && chainSeen !== true)
    return {
      ...reason,
      kind: OutcomeKind.UNKNOWN,
      message: `${reason.message}; Windows sends the CAs that it has in its stores or can fetch, and whether ${name} has this one is not known`,
      sources: ['page:docs.servertastic.com', ...reason.sources],
      fix: `${reason.fix ?? 'give all intermediate certificates'}; install them in the Intermediate Certification Authorities of the server`,
    };
  const finds = by.platform?.findsIntermediates;
  // Those whose validators were measured refused it.
  if (by.platform?.checks || finds?.value === false) return { ...reason, kind: OutcomeKind.FAILS };
  return {
    ...reason,
    kind: OutcomeKind.UNKNOWN,
    message: `${reason.message}; whether ${by.label} holds it all the same, or fetches it, is not known`,
    sources: [...(finds?.source ?? 'RFC5280, 4.2.2.1').split('; '), ...reason.sources],
  };
}
