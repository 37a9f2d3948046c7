import { KnownFact } from '../../clients';
import { ClientFact } from '../../model';
import type { Outcome } from '../../policy';
import { factOf } from '../connection/party';
import { fails, unknown } from '../reasons';
import type { LegStep } from './step';

/** Whether the client can check the signatures of the chain. */
export const hashStep: LegStep = (_, { by, certificate }) => {
  if (!certificate) return undefined;
  const { signatureHash: hash, selfSigned, isCa } = certificate.facts;
  const { label } = by;
  const forgiven = by.platform?.checks?.selfSigned.ownHashForgiven;
  if (selfSigned === true && (forgiven === 'always' || (forgiven === 'unless-ca' && isCa === false))) return undefined;
  if (hash === 'sha1' || hash === 'md5') return judgeOldHash(label, hash, factOf(by, ClientFact.SHA1));
  const sha512 = hash === 'sha512' || certificate.anchors.some((anchor) => anchor.signatureHash === 'sha512');
  const long = sha512 ? judgeSha512(label, factOf(by, ClientFact.SHA512)) : undefined;
  if (long) return long;
  return hash === undefined ? undefined : judgeSha2(label, hash, factOf(by, ClientFact.SHA256));
};

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
