import { ClientPlatform } from '../../../lib/clients';
import { CertificateState, ClientProtocol } from '../../../lib/model';
import { OutcomeKind } from '../../../lib/policy';
import { TestCertificate, TestEstate } from '../../../lib/testing';
import { codesOf, outcomeOf } from '../../support/cells';
import { ofSetup, on, withWeb } from '../../support/rule-estates';

const OWA = ClientProtocol.OWA;
const PSS: TestCertificate = { facts: { rsaPss: true } };
const of = (web: TestCertificate, platform: ClientPlatform, more: object = {}) =>
  withWeb(web, { populations: [on(platform.id, more)] });

describe('signatures of the form RSASSA-PSS', () => {
  test.each([
    [ClientPlatform.WINDOWS_XP_SP3, 'pss-refused'],
    [ClientPlatform.IOS, 'pss-refused'],
    [ClientPlatform.MACOS, 'pss-refused'],
    [ClientPlatform.ANDROID, 'pss-unknown'],
  ])('%s: %s', (platform, code) => {
    expect(codesOf(of(PSS, platform), ClientProtocol.ACTIVE_SYNC)).toContain(code);
  });

  test.each([ClientPlatform.WINDOWS_VISTA_SP1, ClientPlatform.WINDOWS_7, ClientPlatform.WINDOWS_11])(
    '%s takes them',
    (platform) => {
      expect(codesOf(of(PSS, platform), OWA)).toEqual(codesOf(of({}, platform), OWA));
    },
  );

  test('other signatures say nothing', () => {
    expect(codesOf(of({}, ClientPlatform.WINDOWS_XP_SP3), OWA)).not.toContain('pss-refused');
  });

  test('the refusal says how AD CS is set', () => {
    const outcome = outcomeOf(of(PSS, ClientPlatform.IOS), OWA);
    expect(outcome.fix).toContain('AlternateSignatureAlgorithm');
  });

  test('what was tried on these clients comes first', () => {
    const stated = [{ fact: 'rsa-pss', holds: true, ground: 'tried', on: '2026-05-01' }];
    expect(codesOf(of(PSS, ClientPlatform.IOS, { stated }), OWA)).not.toContain('pss-refused');
  });
});

describe('a certificate whose end nobody states', () => {
  const trusted = { roots: [{ state: 'installed' }] };

  test('of setup: whether it is over is not known', () => {
    const outcome = outcomeOf(of(ofSetup(), ClientPlatform.WINDOWS_11, trusted), OWA);
    expect(outcome).toMatchObject({ kind: OutcomeKind.UNKNOWN, code: 'validity-unknown' });
  });

  test('with its day of installation it works, until it is over', () => {
    const dated = (notAfter: string) =>
      of(ofSetup({ notBefore: '2024-01-01T00:00:00Z', notAfter }), ClientPlatform.WINDOWS_11, trusted);
    expect(outcomeOf(dated('2029-01-01T00:00:00Z'), OWA).kind).toBe(OutcomeKind.WORKS);
    expect(outcomeOf(dated('2026-01-01T00:00:00Z'), OWA).code).toBe('expired');
  });

  test('a certificate that Terraform has yet to make is not over', () => {
    const web = { state: CertificateState.DECLARED, facts: { notBefore: undefined, notAfter: undefined } };
    expect(codesOf(TestEstate.of({ certificates: { web }, populations: [on('windows-11')] }), OWA)).not.toContain(
      'validity-unknown',
    );
  });
});
