import { CertificateState, ClientProtocol } from '../../../lib/model';
import { TestCertificate, TestEstate } from '../../../lib/testing';
import { codesOf } from '../../support/cells';

const DAY = 86_400;
const iPhone = (web: TestCertificate) =>
  TestEstate.of({
    servers: [{ protocols: [ClientProtocol.ACTIVE_SYNC] }],
    certificates: { web },
    populations: [{ platform: 'ios' }],
  });
const codes = (web: TestCertificate) => codesOf(iPhone(web), ClientProtocol.ACTIVE_SYNC);

it('accepts 825 days to the second', () => {
  expect(codes({ facts: { lifetimeSeconds: 825 * DAY } })).toEqual(['works']);
});

it('accepts 825 days whose last second is inside, and refuses what is longer than an hour more', () => {
  expect(codes({ facts: { lifetimeSeconds: 825 * DAY + 1 } })).toEqual(['works']);
  expect(codes({ facts: { lifetimeSeconds: 825 * DAY + 3600 } })).toEqual(['works']);
  expect(codes({ facts: { lifetimeSeconds: 825 * DAY + 3601 } })).toContain('lifetime-refused');
});

it('leaves alone what was issued before the limit began', () => {
  const facts = { notBefore: '2019-06-30T23:59:59.000Z', lifetimeSeconds: 3650 * DAY };
  expect(codes({ facts })).toEqual(['works']);
  expect(codes({ facts: { ...facts, notBefore: '2019-07-01T00:00:00.000Z' } })).toContain('lifetime-refused');
});

it('binds what Terraform has yet to issue', () => {
  const web = {
    state: CertificateState.DECLARED,
    facts: { lifetimeSeconds: 1000 * DAY, notBefore: undefined, notAfter: undefined },
  };
  expect(codes(web)).toContain('lifetime-refused');
});

it('cannot judge a lifetime that only Terraform knows, and does not take it for short', () => {
  const facts = { lifetimeSeconds: undefined, notBefore: undefined, notAfter: undefined };
  expect(codes({ state: CertificateState.DECLARED, facts })).toContain('lifetime-limit-unknown');
  expect(codes({ state: CertificateState.ORDERED, facts })).not.toContain('lifetime-limit-unknown');
});

it('cannot judge a certificate of setup whose day nobody states', () => {
  const web = {
    state: CertificateState.INSTALLED,
    facts: { lifetimeSeconds: 1826 * DAY, notBefore: undefined, notAfter: undefined },
  };
  expect(codes(web)).toContain('lifetime-limit-unknown');
});

it('distinguishes two certificates that differ in their day of issue alone', () => {
  const estate = TestEstate.of({
    servers: [
      { name: 'old', certificate: 'old', protocols: [ClientProtocol.ACTIVE_SYNC] },
      { name: 'new', certificate: 'new', protocols: [ClientProtocol.ACTIVE_SYNC] },
    ],
    certificates: {
      old: { facts: { notBefore: '2018-01-01T00:00:00.000Z', lifetimeSeconds: 3650 * DAY } },
      new: { facts: { notBefore: '2020-01-01T00:00:00.000Z', lifetimeSeconds: 3650 * DAY } },
    },
    populations: [{ platform: 'ios', servers: ['app/new'] }],
  });
  expect(codesOf({ ...estate, bindings: [...estate.bindings].reverse() }, ClientProtocol.ACTIVE_SYNC)).toContain(
    'lifetime-refused',
  );
});
