import { ChainFlaw } from '../../lib/model';
import { chainShape } from '../../lib/verify/chain-pool';
import { issueCertificate, type Issued, issueChain } from '../support/issue';

const { leaf, intermediate, root } = issueChain(['mail.contoso.com']);
const ROOT_NAME = [
  ['O', 'Contoso'],
  ['CN', 'Contoso Root CA'],
] as const;
const elder = issueCertificate({ subject: 'Elder Root', isCa: true });
const cross = issueCertificate({ subject: ROOT_NAME, isCa: true, issuer: elder, key: root.key });
const stranger = issueCertificate({ subject: 'Stranger', isCa: true });

const flaws = (sent: readonly Issued[], roots: readonly Issued[] = [root]) =>
  chainShape(
    sent.map(({ certificate }) => certificate.der),
    { intermediates: [], roots: () => roots.map(({ certificate }) => certificate) },
  ).flaws;

test.each<[string, readonly Issued[], readonly Issued[], readonly ChainFlaw[]]>([
  ['complete', [leaf, intermediate], [root], []],
  ['the root as well', [leaf, intermediate, root], [root], [ChainFlaw.ROOT_SENT]],
  ['the root as another CA has signed it, where the root itself is known', [leaf, intermediate, cross], [root], []],
  ['the same, where the other root is known alone', [leaf, intermediate, cross], [elder], []],
  ['the same, where neither is', [leaf, intermediate, cross], [], [ChainFlaw.ISSUER_UNKNOWN]],
  ['its own twice', [leaf, leaf, intermediate], [root], [ChainFlaw.REPEATED]],
  ['one of another chain', [leaf, intermediate, stranger], [root], [ChainFlaw.FOREIGN]],
])('%s', (_, sent, roots, expected) => {
  expect(flaws(sent, roots)).toEqual(expected);
});
