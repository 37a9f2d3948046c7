import {
  makeCrl,
  makeOcspRequest,
  readCrl,
  readOcspResponse,
  verifyPath,
  webClient,
  type PathRequest,
  type PkiError,
  type RevocationList,
} from '../../lib/pki';
import * as der from '../../lib/pki/der-writer';
import { OID } from '../../lib/pki/oid';
import { issueCertificate, issueChain, keyOf, type Issued } from '../support/issue';
import { crlNumber as number, crlScope as scope, listWith, makeOcspResponse } from '../support/issue-other';
import { hasOpenssl, openssl } from '../support/openssl';

// Keys, other programs and many rounds take a while on a busy machine.
jest.setTimeout(60_000);

const withOpenssl = hasOpenssl ? test : test.skip;
const time = new Date('2026-06-01T00:00:00Z');
const thisUpdate = new Date('2026-05-31T00:00:00Z');
const nextUpdate = new Date('2026-06-07T00:00:00Z');
const { root, intermediate, leaf } = issueChain(['mail.contoso.com']);
const empty = { thisUpdate, nextUpdate, revoked: [] };
const rootList = makeCrl({ issuer: root.certificate, issuerKey: root.key, number: 1, ...empty });
const list = (
  revoked: { serial: string; date: Date; reason?: 'keyCompromise' | 'removeFromCRL' }[] = [],
  dates = {},
): RevocationList =>
  makeCrl({
    issuer: intermediate.certificate,
    issuerKey: intermediate.key,
    number: 2,
    thisUpdate,
    nextUpdate,
    revoked,
    ...dates,
  });
const base: PathRequest = {
  leaf: leaf.certificate,
  intermediates: [intermediate.certificate],
  roots: [root.certificate],
  time,
  profile: { ...webClient, revocation: 'required' },
};
const judge = (...crls: RevocationList[]): string[] =>
  verifyPath({ ...base, crls: [rootList, ...crls] }).reasons.map((r) => r.code);

describe('revocation lists', () => {
  test('a certificate that is not on the list is good, one that is on it is revoked', () => {
    expect(judge(list())).toEqual([]);
    expect(judge(list([{ serial: leaf.certificate.serial, date: thisUpdate, reason: 'keyCompromise' }]))).toEqual([
      'revoked',
    ]);
    expect(judge(list([{ serial: '01', date: thisUpdate }]))).toEqual([]);
  });

  test('a revoked CA is found too', () => {
    const revokedCa = makeCrl({
      issuer: root.certificate,
      issuerKey: root.key,
      number: 3,
      thisUpdate,
      nextUpdate,
      revoked: [{ serial: intermediate.certificate.serial, date: thisUpdate }],
    });
    expect(verifyPath({ ...base, crls: [revokedCa, list()] }).reasons.map((r) => [r.code, r.certificate])).toEqual([
      ['revoked', 'Contoso Issuing CA'],
    ]);
  });

  test('no list means unknown where revocation is required, and nothing where it is not', () => {
    expect(verifyPath({ ...base, crls: [] })).toMatchObject({ ok: false, unknown: true });
    expect(verifyPath({ ...base, crls: [rootList], profile: webClient })).toMatchObject({ ok: true });
  });

  test('an old, a future, a forged list and one of a CA without cRLSign are refused', () => {
    expect(judge(list([], { thisUpdate: new Date('2026-01-01'), nextUpdate: new Date('2026-05-01') }))).toEqual([
      'crl-expired',
    ]);
    expect(judge(list([], { thisUpdate: new Date('2026-06-02'), nextUpdate: new Date('2026-07-01') }))).toEqual([
      'crl-not-yet-valid',
    ]);
    const impostor = issueCertificate({
      subject: [
        ['O', 'Contoso'],
        ['CN', 'Contoso Issuing CA'],
      ],
      isCa: true,
      key: keyOf('p256', 'impostor'),
      without: [OID.subjectKeyIdentifier],
    });
    expect(judge(listWith(impostor))).toEqual(['crl-signature']);
    const silent = issueCertificate({
      subject: 'Silent CA',
      isCa: true,
      issuer: root,
      keyUsage: ['keyCertSign'],
      notAfter: new Date('2036-01-01'),
    });
    const its = issueCertificate({ subject: 'x', dnsNames: ['mail.contoso.com'], issuer: silent });
    const verdict = verifyPath({
      ...base,
      leaf: its.certificate,
      intermediates: [silent.certificate],
      crls: [rootList, listWith(silent)],
    });
    expect(verdict.reasons.map((r) => r.code)).toEqual(['crl-sign-missing']);
  });

  test.each([
    ['without a number', [], 'crl-number'],
    ['with a critical number', [{ oid: OID.crlNumber, critical: true, value: der.integer(1) }], 'crl-number'],
    [
      'with an unknown critical extension',
      [number(), { oid: '1.2.3', critical: true, value: der.nullValue() }],
      'crl-extension',
    ],
    [
      'that is a delta alone',
      [number(), { oid: OID.deltaCrlIndicator, critical: true, value: der.integer(1) }],
      'crl-delta',
    ],
    ['for CA certificates only', [number(), scope(2)], 'revocation-unknown'],
    ['for attribute certificates only', [number(), scope(5)], 'revocation-unknown'],
  ])('a list %s does not count', (_what, extensions, code) => {
    expect(judge(listWith(intermediate, extensions))).toEqual([code]);
  });

  test('a list for end entities counts for them', () => {
    expect(judge(listWith(intermediate, [number(), scope(1)]))).toEqual([]);
  });

  withOpenssl('OpenSSL accepts the lists that are made here and finds the revocation', () => {
    const check = (crl: RevocationList): string => {
      const files = {
        'root.pem': root.pem,
        'ca.pem': intermediate.pem,
        'leaf.pem': leaf.pem,
        'crls.pem': rootList.pem + crl.pem,
      };
      const args = [
        'verify',
        '-x509_strict',
        '-crl_check_all',
        '-attime',
        String(time.getTime() / 1000),
        '-CAfile',
        'root.pem',
        '-untrusted',
        'ca.pem',
        '-CRLfile',
        'crls.pem',
        'leaf.pem',
      ];
      const { status, stderr } = openssl(args, files);
      return status === 0 ? 'ok' : stderr;
    };
    expect(check(list())).toBe('ok');
    expect(check(list([{ serial: leaf.certificate.serial, date: thisUpdate, reason: 'keyCompromise' }]))).toContain(
      'certificate revoked',
    );
  });

  test('making one with the wrong key, a CA that may not, or dates in the wrong order is refused', () => {
    const code = (run: () => unknown): string | undefined => {
      try {
        run();
        return undefined;
      } catch (error) {
        return (error as PkiError).code;
      }
    };
    const good = { issuer: root.certificate, issuerKey: root.key, number: 1, ...empty };
    expect(code(() => makeCrl({ ...good, issuerKey: leaf.key }))).toBe('bad-argument');
    expect(code(() => makeCrl({ ...good, issuer: leaf.certificate, issuerKey: leaf.key }))).toBe('bad-argument');
    expect(code(() => makeCrl({ ...good, nextUpdate: thisUpdate }))).toBe('bad-argument');
    expect(code(() => makeCrl({ ...good, revoked: [{ serial: 'xyz', date: time }] }))).toBe('bad-argument');
    expect(code(() => readCrl('hello', 'a.crl'))).toBe('malformed-crl');
  });
});

describe('OCSP', () => {
  const response = (options: Partial<Parameters<typeof makeOcspResponse>[0]> = {}): string[] => {
    const bytes = makeOcspResponse({
      certificate: leaf.certificate,
      issuer: intermediate,
      thisUpdate,
      nextUpdate,
      ...options,
    });
    return verifyPath({ ...base, crls: [rootList], ocsp: [readOcspResponse(bytes, 'a.ocsp')] }).reasons.map(
      (r) => r.code,
    );
  };

  test('good, revoked and unknown', () => {
    expect(response()).toEqual([]);
    expect(response({ byName: true })).toEqual([]);
    expect(response({ status: 'revoked' })).toEqual(['revoked']);
    expect(response({ status: 'unknown' })).toEqual(['ocsp-unknown']);
  });

  test('a delegated responder needs a certificate of the issuer for OCSPSigning', () => {
    const responder = (options: Parameters<typeof issueCertificate>[0]): Issued =>
      issueCertificate({ subject: 'responder', issuer: intermediate, ...options });
    expect(response({ responder: responder({ eku: ['OCSPSigning'] }) })).toEqual([]);
    expect(response({ responder: responder({ eku: ['serverAuth'] }) })).toEqual(['ocsp-responder']);
    expect(response({ responder: responder({ eku: ['OCSPSigning'], issuer: root }) })).toEqual(['ocsp-responder']);
    expect(response({ responder: responder({ eku: ['OCSPSigning'], notAfter: new Date('2026-05-01') }) })).toEqual([
      'ocsp-responder',
    ]);
  });

  test('an old or a future answer is refused, one for another certificate says nothing', () => {
    expect(response({ thisUpdate: new Date('2026-01-01'), nextUpdate: new Date('2026-02-01') })).toEqual([
      'ocsp-expired',
    ]);
    expect(response({ thisUpdate: new Date('2026-07-01'), nextUpdate: new Date('2026-08-01') })).toEqual([
      'ocsp-not-yet-valid',
    ]);
    expect(response({ certificate: intermediate.certificate })).toEqual(['revocation-unknown']);
  });

  test('every flipped bit of the answer is refused', () => {
    const good = makeOcspResponse({ certificate: leaf.certificate, issuer: intermediate, thisUpdate, nextUpdate });
    const accepted: number[] = [];
    for (let bit = 0; bit < good.length * 8; bit += 3) {
      const changed = Buffer.from(good);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      try {
        if (verifyPath({ ...base, crls: [rootList], ocsp: [readOcspResponse(changed, 'changed')] }).ok)
          accepted.push(bit);
      } catch (error) {
        expect((error as PkiError).code).toBe('malformed-ocsp');
      }
    }
    expect(accepted).toEqual([]);
  });

  withOpenssl('OpenSSL reads the request and verifies an answer made here', () => {
    const nonce = Buffer.alloc(16, 7);
    const files = {
      'req.der': makeOcspRequest(leaf.certificate, intermediate.certificate, nonce),
      'resp.der': makeOcspResponse({
        certificate: leaf.certificate,
        issuer: intermediate,
        thisUpdate,
        nextUpdate,
        nonce,
      }),
      'chain.pem': intermediate.pem + root.pem,
    };
    const request = openssl(['ocsp', '-reqin', 'req.der', '-req_text'], files);
    expect(request.stdout.toString()).toContain(leaf.certificate.serial);
    expect(request.stdout.toString()).toContain('OCSP Nonce');
    const args = [
      'ocsp',
      '-respin',
      'resp.der',
      '-CAfile',
      'chain.pem',
      '-verify_other',
      'chain.pem',
      '-attime',
      String(time.getTime() / 1000),
      '-resp_text',
    ];
    expect(openssl([...args, '-no_nonce'], files).stderr).toContain('Response verify OK');
  });
});
