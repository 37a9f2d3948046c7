import { KnownFact } from '../../clients';
import { ClientFact } from '../../model';
import { Outcome, OutcomeKind } from '../../policy';
import { adverse, Situation, Step } from '../situation';

/** Whether the client can check the signatures of the chain. */
export const hashStep: Step = (situation) => {
  const { certificate, facts, platform } = situation;
  if (!certificate) return undefined;
  const { signatureHash: hash, selfSigned, isCa } = certificate.certificate.facts;
  const forgiven = platform?.checks?.selfSigned.ownHashForgiven;
  if (selfSigned === true && (forgiven === 'always' || (forgiven === 'unless-ca' && isCa === false))) return undefined;
  if (hash === 'sha1' || hash === 'md5') return judgeOldHash(situation, hash, facts[ClientFact.SHA1]);
  const sha512 = hash === 'sha512' || certificate.anchors.some((anchor) => anchor.signatureHash === 'sha512');
  const long = sha512 ? judgeSha512(situation, facts[ClientFact.SHA512]) : undefined;
  if (long) return long;
  return hash === undefined ? undefined : judgeSha2(situation, hash, facts[ClientFact.SHA256]);
};

function nameOf({ application, platform, population }: Situation): string {
  return platform?.label ?? application?.label ?? population.platform;
}

function judgeOldHash(situation: Situation, hash: 'sha1' | 'md5', accepted: KnownFact): Outcome | undefined {
  // MD5 went where SHA-1 went, or before it; what takes SHA-1 may refuse it.
  if (accepted.value === true && hash === 'sha1') return undefined;
  const remedy = 'have the certificate signed with SHA-256';
  if (accepted.value === false) {
    return adverse(
      OutcomeKind.FAILS,
      'weak-hash-refused',
      `${nameOf(situation)} refuses certificates signed with ${hash.toUpperCase()}`,
      accepted.source,
      remedy,
    );
  }
  return adverse(
    OutcomeKind.UNKNOWN,
    'weak-hash-unknown',
    hash === 'sha1'
      ? `whether ${nameOf(situation)} takes certificates signed with SHA-1 is not known: ${accepted.note}`
      : `no source says that ${nameOf(situation)} takes certificates signed with MD5`,
    accepted.source,
    remedy,
  );
}

function judgeSha512(situation: Situation, taken: KnownFact): Outcome | undefined {
  if (taken.value === true) return undefined;
  const remedy = 'use a chain, root included, that is signed with SHA-256 or SHA-1';
  return taken.value === false
    ? adverse(
        OutcomeKind.FAILS,
        'sha512-refused',
        `${nameOf(situation)} refuses a chain with a SHA-512 signature even when its root is installed (0x80072F0D)`,
        taken.source,
        remedy,
      )
    : adverse(
        OutcomeKind.UNKNOWN,
        'sha512-unknown',
        `whether ${nameOf(situation)} takes a chain with a SHA-512 signature is not known: ${taken.note}`,
        taken.source,
        remedy,
      );
}

function judgeSha2(situation: Situation, hash: string, taken: KnownFact): Outcome | undefined {
  if (taken.value === true) return undefined;
  return taken.value === false
    ? adverse(
        OutcomeKind.FAILS,
        'sha2-refused',
        `${nameOf(situation)} cannot check ${hash} signatures`,
        taken.source,
        'have the certificate signed with SHA-1 by a CA of your own, or replace these clients',
      )
    : adverse(
        OutcomeKind.UNKNOWN,
        'sha2-unknown',
        `whether ${nameOf(situation)} can check ${hash} signatures is not known: ${taken.note}`,
        taken.source,
        'try one of these clients before the roll-out, and state what you found (statedFacts of the population)',
      );
}
