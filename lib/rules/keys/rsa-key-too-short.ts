import { MINIMUM_RSA_BITS } from '../../exchange';
import { KeyType } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { titleOf } from '../words';

export const rsaKeyTooShort = defineRule({
  id: 'rsa-key-too-short',
  ref: 'ECA401',
  title: 'An RSA key has less than 2048 bits',
  level: Level.WARNING,
  source: MINIMUM_RSA_BITS.source,
  section: 'key size; BR 6.1.5 for certificates that end after 2013-12-31',
  effectiveFrom: '2014-01-01',
  rationale:
    'Shorter keys can be factored, public CAs no longer sign them, and Apple platforms refuse them. Clients of the time of Exchange 2007 still take them.',
  remediation: 'use an RSA key of 2048 bits or more (KeyAlgorithm.RSA_2048)',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) => certificate.facts.keyType === KeyType.RSA,
  check: (view, report) => {
    const { keyBits } = view.certificate.facts;
    if (keyBits === undefined) report.unknown(`the length of the key of ${titleOf(view)} is not known`);
    else if (keyBits < MINIMUM_RSA_BITS.bits)
      report.finding({ message: `${titleOf(view)} has an RSA key of ${keyBits} bits` });
  },
});
