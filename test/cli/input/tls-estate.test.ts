import { readConfiguration } from '../../../lib/cli/input/configuration';
import { tlsEstate } from '../../../lib/cli/input/tls-estate';
import { CertificateSourceKind, Estate, KeyType, TrustAnchorKind } from '../../../lib/model';

function estateOf(resource: object): Estate {
  return tlsEstate(readConfiguration({ resource }, 'main.tf.json').tlsResources);
}

const CHAIN = {
  tls_private_key: { ca: { algorithm: 'RSA' }, k: { algorithm: 'ECDSA', ecdsa_curve: 'P384' } },
  tls_self_signed_cert: {
    ca: {
      private_key_pem: '${tls_private_key.ca.private_key_pem}',
      subject: { common_name: 'Contoso Root CA' },
      validity_period_hours: 87_600,
      is_ca_certificate: true,
      allowed_uses: ['cert_signing'],
    },
  },
  tls_cert_request: {
    r: {
      private_key_pem: '${tls_private_key.k.private_key_pem}',
      subject: [{ common_name: 'mail.contoso.com' }],
      dns_names: ['Mail.contoso.com', '${var.host}', 'literal-$${x}.example'],
    },
  },
  tls_locally_signed_cert: {
    c: [
      {
        cert_request_pem: '${tls_cert_request.r.cert_request_pem}',
        ca_private_key_pem: 'SECRET',
        ca_cert_pem: '${tls_self_signed_cert.ca.cert_pem}',
        validity_period_hours: 4_800,
        allowed_uses: ['server_auth', 'digital_signature', 'something_new'],
      },
    ],
  },
};

describe('tlsEstate', () => {
  test('follows request, key and issuer to the facts of a certificate', () => {
    const { certificates, anchors, servers } = estateOf(CHAIN);
    expect(servers).toEqual([]);
    expect(anchors).toMatchObject([
      { id: 'tls_self_signed_cert.ca', name: 'Contoso Root CA', kind: TrustAnchorKind.PRIVATE },
    ]);
    expect(certificates).toHaveLength(1);
    expect(certificates[0]).toMatchObject({
      id: 'tls_locally_signed_cert.c',
      source: CertificateSourceKind.INTERNAL_CA,
      anchor: 'tls_self_signed_cert.ca',
      facts: {
        commonName: 'mail.contoso.com',
        issuer: 'CN=Contoso Root CA',
        lifetimeSeconds: 4_800 * 3_600 + 1,
        keyType: KeyType.ECDSA,
        keyBits: 384,
        dnsNames: [
          { value: 'mail.contoso.com' },
          { expression: '${tls_cert_request.r.dns_names}' },
          { value: 'literal-${x}.example' },
        ],
        ipAddresses: [],
        keyUsages: ['digitalSignature'],
        extendedKeyUsages: ['serverAuth', 'something_new'],
        isCa: false,
        selfSigned: false,
      },
    });
    expect(JSON.stringify(certificates)).not.toContain('SECRET');
  });

  test('what is an expression is unknown, what is left out is known to be nothing', () => {
    const certificate = (properties: object): Estate['certificates'][0]['facts'] =>
      estateOf({ tls_self_signed_cert: { c: { allowed_uses: [], ...properties } } }).certificates[0].facts;
    expect(certificate({ validity_period_hours: '${var.hours}', dns_names: '${var.names}' })).toEqual({
      ipAddresses: [],
      extendedKeyUsages: [],
      isCa: false,
      selfSigned: true,
    });
    expect(certificate({}).dnsNames).toEqual([]);
  });

  test('a chain that bites its tail has no anchor, and ends', () => {
    const { certificates } = estateOf({
      tls_locally_signed_cert: {
        a: { ca_cert_pem: '${tls_locally_signed_cert.b.cert_pem}' },
        b: { ca_cert_pem: '${tls_locally_signed_cert.a.cert_pem}' },
      },
    });
    expect(certificates.map(({ anchor }) => anchor)).toEqual([undefined, undefined]);
  });
});
