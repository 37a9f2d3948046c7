import { StapleStatus } from '../../lib/model';
import { judgeStaple } from '../../lib/verify/chain-pool';
import { issueCertificate, issueChain } from '../support/issue';
import { makeOcspResponse } from '../support/issue-other';

const NOW = new Date('2026-06-01T00:00:00Z');
const { leaf, intermediate } = issueChain(['mail.contoso.com'], { key: 'p256' });
const other = issueCertificate({ subject: 'Other CA', isCa: true });
const another = issueCertificate({ subject: 'www.contoso.com', issuer: intermediate });
const CHAIN = [leaf, intermediate].map(({ certificate }) => certificate.der);
const NOTHING = { intermediates: [], roots: () => [] };
const sound = {
  certificate: leaf.certificate,
  issuer: intermediate,
  thisUpdate: new Date('2026-05-31T00:00:00Z'),
  nextUpdate: new Date('2026-06-03T00:00:00Z'),
};
const responder = issueCertificate({ subject: 'Responder', issuer: intermediate, eku: ['OCSPSigning'] });
const impostor = issueCertificate({ subject: 'Responder', issuer: intermediate, eku: ['serverAuth'] });

test.each<[string, Buffer, StapleStatus]>([
  ['sound', makeOcspResponse(sound), StapleStatus.GOOD],
  ['signed by whom the issuer has authorized', makeOcspResponse({ ...sound, responder }), StapleStatus.GOOD],
  ['revoked', makeOcspResponse({ ...sound, status: 'revoked' }), StapleStatus.REVOKED],
  ['not known to the responder', makeOcspResponse({ ...sound, status: 'unknown' }), StapleStatus.UNKNOWN],
  ['expired', makeOcspResponse({ ...sound, nextUpdate: new Date('2026-05-31T12:00:00Z') }), StapleStatus.REFUSED],
  ['of the future', makeOcspResponse({ ...sound, thisUpdate: new Date('2026-06-02T00:00:00Z') }), StapleStatus.REFUSED],
  [
    'without an end, and old',
    makeOcspResponse({ ...sound, nextUpdate: undefined, thisUpdate: new Date('2026-05-01') }),
    StapleStatus.REFUSED,
  ],
  ['of another certificate', makeOcspResponse({ ...sound, certificate: another.certificate }), StapleStatus.REFUSED],
  ['of another issuer', makeOcspResponse({ ...sound, issuer: other }), StapleStatus.REFUSED],
  ['signed by nobody who may', makeOcspResponse({ ...sound, responder: impostor }), StapleStatus.REFUSED],
  ['the answer of a responder that fails', Buffer.from('30030a0106', 'hex'), StapleStatus.UNKNOWN],
  ['garbage', Buffer.from('0a0b0c', 'hex'), StapleStatus.REFUSED],
  [
    'with another signature',
    Buffer.concat([makeOcspResponse(sound).subarray(0, -1), Buffer.from([0])]),
    StapleStatus.REFUSED,
  ],
])('a response that is %s', (_, response, status) => {
  expect(judgeStaple(response, CHAIN, NOTHING, NOW).status).toBe(status);
});

test('without its issuer nothing is known', () => {
  expect(judgeStaple(makeOcspResponse(sound), CHAIN.slice(0, 1), NOTHING, NOW).status).toBe(StapleStatus.UNKNOWN);
  const known = { intermediates: [intermediate.certificate], roots: () => [] };
  expect(judgeStaple(makeOcspResponse(sound), CHAIN.slice(0, 1), known, NOW).status).toBe(StapleStatus.GOOD);
});
