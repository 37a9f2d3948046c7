import { PkiError, readCsr, writePem } from '../../lib/pki';
import { keyOf } from '../support/issue';
import { makeCsr } from '../support/issue-other';
import { hasOpenssl, openssl } from '../support/openssl';

const withOpenssl = hasOpenssl ? test : test.skip;
const names = ['mail.contoso.com', 'autodiscover.contoso.com'];
const exchange = makeCsr({
  subject: [
    ['C', 'US'],
    ['O', 'Contoso'],
    ['CN', 'mail.contoso.com'],
  ],
  dnsNames: names,
  key: keyOf('rsa2048', 'csr'),
  microsoft: true,
});
const text = writePem('NEW CERTIFICATE REQUEST', exchange);

describe('a request as Exchange makes it', () => {
  test('gives names, key and what Windows added', () => {
    expect(readCsr(text, 'mail.req')).toMatchObject({
      subject: 'CN=mail.contoso.com,O=Contoso,C=US',
      commonName: 'mail.contoso.com',
      dnsNames: names,
      key: { algorithm: 'rsa', bits: 2048 },
      signatureValid: true,
      microsoft: {
        osVersion: '6.1.7601.2',
        client: { machine: 'CAS01.contoso.com', user: 'CONTOSO\\CAS01$', process: 'w3wp.exe' },
        provider: 'Microsoft RSA SChannel Cryptographic Provider',
      },
      notes: [],
    });
    expect(readCsr(text, 'mail.req').attributes).toEqual(
      expect.arrayContaining(['1.3.6.1.4.1.311.13.2.3', '1.3.6.1.4.1.311.21.20', '1.3.6.1.4.1.311.13.2.2']),
    );
  });

  test.each([
    ['little-endian with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
    ['little-endian without a mark', Buffer.from(text, 'utf16le')],
    ['big-endian with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()])],
  ])('is read from UTF-16 text, %s, with a note', (_what, bytes) => {
    const request = readCsr(bytes, 'mail.req');
    expect(request.dnsNames).toEqual(names);
    expect(request.notes.join()).toContain('UTF-16');
  });

  test('is read from DER and from bare base64', () => {
    expect(readCsr(exchange, 'mail.der').dnsNames).toEqual(names);
    expect(readCsr(exchange.toString('base64'), 'mail.b64')).toMatchObject({ dnsNames: names });
  });

  test('that was changed is said not to be signed by its key', () => {
    const changed = Buffer.from(exchange);
    changed[changed.indexOf('autodiscover')]! ^= 1;
    expect(readCsr(changed, 'mail.req')).toMatchObject({ signatureValid: false });
  });

  withOpenssl('agrees with what OpenSSL reads', () => {
    const { status, stdout, stderr } = openssl(
      ['req', '-in', 'a.pem', '-verify', '-noout', '-subject', '-nameopt', 'RFC2253'],
      { 'a.pem': readCsr(text, 'x').pem },
    );
    expect(status).toBe(0);
    expect(stdout.toString() + stderr).toContain('CN=mail.contoso.com,O=Contoso,C=US');
  });
});

test.each([
  ['words', 'hello'],
  ['a certificate block', writePem('CERTIFICATE', exchange)],
  ['a cut-off request', text.slice(0, 300)],
  ['DER of something else', Buffer.from('30820001', 'hex')],
])('%s: refused with a PkiError', (_what, input) => {
  expect(() => readCsr(input, 'mail.req')).toThrow(PkiError);
  expect(() => readCsr(input, 'mail.req')).toThrow(/mail\.req.*New-ExchangeCertificate|mail\.req.*request/s);
});
