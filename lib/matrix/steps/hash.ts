import { KnownFact } from '../../clients';
import { ClientFact } from '../../model';
import { Outcome, OutcomeKind } from '../../policy';
import { factOf, Party } from '../connection/party';
import { fails, unknown } from '../reasons';
import type { LegStep } from './step';

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
