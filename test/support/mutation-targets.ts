import { Certificate509, makeCrl, PkiError, readCrl, verifyPath, webClient } from '../../lib/pki';
import { issueChain, type KeyKind } from './issue';
import type { MutationOutcome } from './mutation';

export interface MutationTarget {
  readonly name: string;
  readonly original: Buffer;
  judge(changed: Buffer): MutationOutcome;
}

/** The leaf, the intermediate and the revocation list of one valid chain; each judged with the others unchanged. */
export function mutationTargets(kind: KeyKind): MutationTarget[] {
  const { root, intermediate, leaf } = issueChain(['mail.contoso.com'], { key: kind });
  const time = new Date('2026-06-01T00:00:00Z');
  const crl = makeCrl({
    issuer: intermediate.certificate,
    issuerKey: intermediate.key,
    number: 1,
    thisUpdate: new Date('2026-05-30T00:00:00Z'),
    nextUpdate: new Date('2026-06-30T00:00:00Z'),
    revoked: [{ serial: '0102', date: new Date('2026-05-01T00:00:00Z'), reason: 'superseded' }],
  });
  const verdict = (l: Certificate509, i: Certificate509, list?: Buffer): MutationOutcome => {
    const crls = list === undefined ? undefined : [readCrl(list, 'changed')];
    // A list that no longer speaks of this issuer says nothing, so revocation must be required for the test to mean anything.
    const profile = list === undefined ? webClient : { ...webClient, revocation: 'required' as const };
    const rootList = makeCrl({
      issuer: root.certificate,
      issuerKey: root.key,
      number: 1,
      thisUpdate: crl.thisUpdate,
      nextUpdate: crl.nextUpdate!,
      revoked: [],
    });
    const lists = crls === undefined ? undefined : [...crls, rootList];
    const { ok } = verifyPath({
      leaf: l,
      intermediates: [i],
      roots: [root.certificate],
      names: ['mail.contoso.com'],
      time,
      profile,
      crls: lists,
    });
    return ok ? 'accepted' : 'refused';
  };
  const orUnreadable = (run: () => MutationOutcome): MutationOutcome => {
    try {
      return run();
    } catch (error) {
      if (error instanceof PkiError) return 'unreadable';
      throw error;
    }
  };
  return [
    {
      name: `${kind} leaf`,
      original: leaf.certificate.der,
      judge: (changed) =>
        orUnreadable(() => verdict(Certificate509.fromDer(changed, 'changed'), intermediate.certificate)),
    },
    {
      name: `${kind} intermediate`,
      original: intermediate.certificate.der,
      judge: (changed) => orUnreadable(() => verdict(leaf.certificate, Certificate509.fromDer(changed, 'changed'))),
    },
    {
      name: `${kind} revocation list`,
      original: crl.der,
      judge: (changed) => orUnreadable(() => verdict(leaf.certificate, intermediate.certificate, changed)),
    },
  ];
}
