import { OutcomeKind } from '../../policy';
import { adverse, Step } from '../situation';

/** Whether the client can check the signatures of the chain. */
export const hashStep: Step = ({ certificate, platform }) => {
  if (!certificate || !platform) return undefined;
  const { signatureHash: hash, selfSigned, isCa } = certificate.certificate.facts;
  const forgiven = platform.checks?.selfSigned.ownHashForgiven;
  if (selfSigned === true && (forgiven === 'always' || (forgiven === 'unless-ca' && isCa === false))) return undefined;
  if (hash === 'sha1' || hash === 'md5') {
    const accepted = platform.sha1;
    if (accepted.value === false)
      return adverse(
        OutcomeKind.FAILS,
        'weak-hash-refused',
        `${platform.label} refuses certificates signed with ${hash.toUpperCase()}`,
        accepted.source,
        'have the certificate signed with SHA-256',
      );
    return undefined;
  }
  const sha512 = hash === 'sha512' || certificate.anchors.some((anchor) => anchor.signatureHash === 'sha512');
  if (sha512 && platform.sha512Chain.value !== true) {
    const remedy = 'use a chain, root included, that is signed with SHA-256 or SHA-1';
    return platform.sha512Chain.value === false
      ? adverse(
          OutcomeKind.FAILS,
          'sha512-refused',
          `${platform.label} refuses a chain with a SHA-512 signature even when its root is installed (0x80072F0D)`,
          platform.sha512Chain.source,
          remedy,
        )
      : adverse(
          OutcomeKind.UNKNOWN,
          'sha512-unknown',
          `no source tells whether ${platform.label} takes a chain with a SHA-512 signature`,
          platform.sha512Chain.source,
          remedy,
        );
  }
  if (hash !== undefined && platform.sha2.value === false)
    return adverse(
      OutcomeKind.FAILS,
      'sha2-refused',
      `${platform.label} cannot check ${hash} signatures`,
      platform.sha2.source,
      'have the certificate signed with SHA-1 by a CA of your own, or replace these clients',
    );
  if (hash !== undefined && platform.sha2.value === undefined)
    return adverse(
      OutcomeKind.UNKNOWN,
      'sha2-unknown',
      `no source tells whether ${platform.label} can check ${hash} signatures`,
      platform.sha2.source,
      'try one of these clients before the roll-out',
    );
  return undefined;
};
