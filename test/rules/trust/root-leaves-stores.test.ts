import { listedRoots } from '../../../lib/clients/root-stores';
import { TrustAnchor } from '../../../lib/model';
import { rootLeavesStores } from '../../../lib/rules/trust/root-leaves-stores';
import { RuleTester } from '../../../lib/testing';
import { internal, on, withWeb } from '../../support/rule-estates';

function rootNamed(name: string): Partial<TrustAnchor> {
  const { sha256, keyId, subject } = listedRoots().find((root) => root.subject.startsWith(name))!;
  return { name, sha256, keyId, subject };
}

/** Keys of 2009 (leaves on 2027-04-15) and of 2015 (2030-06-04). */
const OLD = rootNamed('CN=GlobalSign,O=GlobalSign,OU=GlobalSign Root CA - R3');
const YOUNG = rootNamed('CN=ISRG Root X1');
const CHROME = [on('windows-11', { application: 'chrome' })];
const until = (notAfter: string | undefined) => ({ facts: { notBefore: '2026-05-01T00:00:00Z', notAfter } });

RuleTester.run(rootLeavesStores, {
  compliant: [
    {
      name: 'the root stays longer than the certificate lives',
      estate: withWeb(until('2027-05-01T00:00:00Z'), { anchors: { root: YOUNG }, populations: CHROME }),
    },
    {
      name: 'the store of Windows has no day',
      estate: withWeb(until('2027-05-01T00:00:00Z'), { anchors: { root: OLD }, populations: [on('windows-11')] }),
    },
    {
      name: 'another root of the certificate stays',
      estate: withWeb(
        { ...until('2027-05-01T00:00:00Z'), furtherAnchors: ['young'] },
        { anchors: { root: OLD, young: YOUNG }, populations: CHROME },
      ),
    },
    {
      name: 'long before, with a certificate that ends before it',
      estate: withWeb(until('2025-08-01T00:00:00Z'), { anchors: { root: OLD }, populations: CHROME }),
      now: new Date('2025-06-01T00:00:00Z'),
    },
  ],
  nonCompliant: [
    {
      name: 'within a year',
      estate: withWeb(until('2026-11-01T00:00:00Z'), { anchors: { root: OLD }, populations: CHROME }),
      messages: ['2027-04-15'],
    },
    {
      name: 'before the certificate ends',
      estate: withWeb(until('2027-05-01T00:00:00Z'), { anchors: { root: OLD }, populations: CHROME }),
      now: new Date('2026-01-01T00:00:00Z'),
      messages: ['2027-05-01'],
    },
  ],
  notApplicable: [{ name: 'a private root', estate: withWeb(internal(), { populations: CHROME }) }],
});
