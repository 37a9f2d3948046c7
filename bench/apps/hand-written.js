// The same configuration by hand, with cdktf alone. Arguments: number of servers, output folder.
const { createHash } = require('node:crypto');
const { App, TerraformElement, TerraformOutput, TerraformStack, LocalBackend } = require('cdktf');
const { Construct } = require('constructs');
const { TlsProvider } = require('@cdktf/provider-tls/lib/provider');
const { PrivateKey } = require('@cdktf/provider-tls/lib/private-key');
const { CertRequest } = require('@cdktf/provider-tls/lib/cert-request');
const { SelfSignedCert } = require('@cdktf/provider-tls/lib/self-signed-cert');
const { LocallySignedCert } = require('@cdktf/provider-tls/lib/locally-signed-cert');
const { DataTlsCertificate } = require('@cdktf/provider-tls/lib/data-tls-certificate');

const [servers, outdir] = process.argv.slice(2);

// cdktf's own construct for terraform_data starts a process for each resource, so by hand one writes this too.
class Data extends TerraformElement {
  constructor(scope, id, body) {
    super(scope, id, 'terraform_data');
    this.body = body;
  }
  toTerraform() {
    return {
      resource: { terraform_data: { [this.friendlyUniqueId]: { ...this.body, '//': this.constructNodeMetadata } } },
    };
  }
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const fnv = (text) => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
};
const carry = (kind, slice) => {
  const body = JSON.stringify(slice).replaceAll('${', '\\u0024{');
  return `{"clientAccess":"${kind}","schemaVersion":1,"digest":"fnv1a:${fnv(body)}","slice":${body}}`;
};

const differences = (items) =>
  items.map((item, index) => {
    const before = items[index - 1] ?? {};
    const differs = ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]);
    return Object.fromEntries(Object.entries(item).filter(differs));
  });

const app = new App({ outdir, stackTraces: false });
const stack = new TerraformStack(app, 'perf');
new TlsProvider(stack, 'tls');
new LocalBackend(stack, { path: `${process.cwd()}/terraform.perf.tfstate` });

const caScope = new Construct(stack, 'ca');
const rootKey = new PrivateKey(caScope, 'RootKey', {
  algorithm: 'RSA',
  rsaBits: 4096,
  lifecycle: { createBeforeDestroy: true },
});
const root = new SelfSignedCert(caScope, 'Root', {
  privateKeyPem: rootKey.privateKeyPem,
  subject: [{ commonName: 'Contoso Root CA' }],
  allowedUses: ['cert_signing', 'crl_signing', 'digital_signature'],
  isCaCertificate: true,
  validityPeriodHours: 87600,
  earlyRenewalHours: 29200,
  setSubjectKeyId: true,
  setAuthorityKeyId: true,
  lifecycle: { createBeforeDestroy: true },
});

const shared = {
  anchors: [
    {
      id: 'perf/ca',
      name: 'Contoso Root CA',
      kind: 'private',
      madeHere: true,
      endEntity: false,
      signatureHash: 'sha256',
      publishedInDirectory: true,
      pemExpression: `\${tls_self_signed_cert.${root.friendlyUniqueId}.cert_pem}`,
    },
  ],
  certificates: [],
  publishingPoints: [],
  populations: [],
  mailDomains: [],
  acknowledgements: [],
};
new Data(new Construct(stack, 'ClientAccess'), 'Estate', { input: carry('estate', shared) });

const PROTOCOLS = [
  ['owa', true, ['forms', 'basic'], 'iis', 443, 'tls'],
  ['ecp', true, ['forms', 'basic'], 'iis', 443, 'tls'],
  ['activesync', true, ['basic'], 'iis', 443, 'tls'],
  ['outlook-anywhere', false, ['negotiate', 'ntlm'], 'iis', 443, 'tls'],
  ['mapi-over-http', true, ['negotiate', 'ntlm'], 'iis', 443, 'tls'],
  ['ews', true, ['negotiate', 'ntlm'], 'iis', 443, 'tls'],
  ['oab', true, ['negotiate', 'ntlm'], 'iis', 443, 'tls'],
  ['autodiscover', true, ['basic', 'negotiate', 'ntlm'], 'iis', 443, 'tls'],
  ['smtp-submission', false, ['basic'], 'smtp', 587, 'starttls'],
];

const script = '${path.module}/client-access/apply.cjs';
const kept = [];
for (let i = 0; i < Number(servers); i++) {
  const name = `cas${i}`;
  const [internal, external] = [`cas${i}.corp.contoso.com`, `mail${i}.contoso.com`];
  const server = new Construct(stack, name);
  const scope = new Construct(server, 'Certificate');
  const key = new PrivateKey(scope, 'Key', {
    algorithm: 'RSA',
    rsaBits: 2048,
    lifecycle: { createBeforeDestroy: true },
  });
  const request = new CertRequest(scope, 'Request', {
    privateKeyPem: key.privateKeyPem,
    dnsNames: [external, internal],
    subject: [{ commonName: external }],
    lifecycle: { createBeforeDestroy: true },
  });
  const signed = new LocallySignedCert(scope, 'Signed', {
    certRequestPem: request.certRequestPem,
    caCertPem: root.certPem,
    caPrivateKeyPem: rootKey.privateKeyPem,
    allowedUses: ['digital_signature', 'key_encipherment', 'server_auth'],
    validityPeriodHours: 8760,
    earlyRenewalHours: 2920,
    setSubjectKeyId: true,
    lifecycle: { createBeforeDestroy: true },
  });
  const parsed = new DataTlsCertificate(scope, 'Parsed', { content: signed.certPem });
  const id = `perf/${name}`;
  const certificate = `${id}/Certificate`;
  const slice = carry('server', {
    servers: [
      {
        id,
        name,
        stack: 'perf',
        release: { product: '2016' },
        fqdn: { value: internal },
        netBiosName: name.toUpperCase(),
        internalHost: { value: internal },
        externalHost: { value: external },
        mailDomains: [],
        publicDeployment: true,
        roles: ['iis', 'pop', 'imap', 'smtp'].map((role) => ({ role, certificate })),
      },
    ],
    bindings: differences(
      PROTOCOLS.map(([protocol, encryptionRequired, authentication, role, port, encryption]) => ({
        id: `${id}/${protocol}`,
        server: id,
        protocol,
        listeners: [{ port, encryption }],
        encryptionRequired,
        internalHosts: [{ value: internal }],
        externalHosts: [{ value: external }],
        authentication,
        clientCertificates: 'ignore',
        role,
        byDefault: true,
        certificate,
      })),
    ),
    certificates: [
      {
        id: certificate,
        source: 'internal-ca',
        state: 'declared',
        exchangeDefault: false,
        facts: {
          lifetimeSeconds: 31536001,
          issuer: 'CN=Contoso Root CA',
          signatureHash: 'sha256',
          keyUsages: ['digitalSignature', 'keyEncipherment'],
          extendedKeyUsages: ['serverAuth'],
          isCa: false,
          selfSigned: false,
          crlUrls: [],
          ocspUrls: [],
          hasPolicies: false,
          commonName: external,
          dnsNames: [{ value: external }, { value: internal }],
          ipAddresses: [],
          keyType: 'rsa',
          keyBits: 2048,
        },
        uses: ['web-server-authentication'],
        custody: 'terraform',
        anchor: 'perf/ca',
        chainPem: [],
        revocation: 'unknown',
        crlPem: [],
        renewal: { unattended: true, atShare: 2 / 3 },
        pemExpression: `\${tls_locally_signed_cert.${signed.friendlyUniqueId}.cert_pem}`,
        faults: [],
        notes: [],
        origin: 'Contoso Root CA',
      },
    ],
    anchors: [],
  });
  const gate = new Data(server, 'Gate', {
    input: slice,
    triggers_replace: [signed.certPem, sha256(`${slice}[]`)],
    provisioner: [
      {
        'local-exec': {
          interpreter: ['node', script],
          command: 'gate',
          environment: {
            CLIENT_ACCESS_SERVER: id,
            CLIENT_ACCESS_CERTIFICATE_MAIN: signed.certPem,
            CLIENT_ACCESS_ROOT_MAIN: root.certPem,
          },
        },
      },
    ],
  });
  const folder = `\${path.module}/../../../.state/bundles/${id}`;
  const gateAddress = `terraform_data.${gate.friendlyUniqueId}`;
  const bundle = new Data(server, 'Bundle', {
    input: { folder, server: id },
    triggers_replace: [
      signed.certPem,
      '',
      root.certPem,
      sha256(JSON.stringify([folder, true, ['main', true, '', '', '']])).slice(0, 8),
    ],
    depends_on: [gateAddress],
    lifecycle: { create_before_destroy: true },
    provisioner: [
      {
        'local-exec': {
          interpreter: ['node', script],
          command: 'bundle',
          environment: {
            CLIENT_ACCESS_SERVER: id,
            CLIENT_ACCESS_FOLDER: folder,
            CLIENT_ACCESS_PFX: 'legacy-3des-sha1',
            CLIENT_ACCESS_CERTIFICATE_MAIN: signed.certPem,
            CLIENT_ACCESS_ROOT_MAIN: root.certPem,
            CLIENT_ACCESS_KEY_MAIN: key.privateKeyPem,
          },
        },
      },
      {
        'local-exec': {
          interpreter: ['node', script],
          command: 'withdraw',
          environment: { CLIENT_ACCESS_FOLDER: '${self.input.folder}' },
          when: 'destroy',
        },
      },
    ],
  });
  kept.push([name, `terraform_data.${bundle.friendlyUniqueId}`]);
  new TerraformOutput(server, 'Output', {
    description: `Certificates of ${name}: what to install, what to distribute, when to renew`,
    dependsOn: [{ fqdn: gateAddress, fqn: gateAddress }],
    value: {
      required_names: [external, internal],
      bundle: folder,
      main: {
        state: 'declared',
        certificate_request: request.certRequestPem,
        certificate: signed.certPem,
        chain: '',
        root_to_distribute: root.certPem,
        thumbprint: `\${upper(data.tls_certificate.${parsed.friendlyUniqueId}.certificates[0].sha1_fingerprint)}`,
        valid_from: signed.validityStartTime,
        expires: signed.validityEndTime,
        renewal_due: `\${timeadd(tls_locally_signed_cert.${signed.friendlyUniqueId}.validity_start_time, "5840h")}`,
      },
    },
  }).overrideLogicalId(name);
}
const names = kept.map(([name]) => name).sort();
new Data(new Construct(stack, 'Bundles'), 'Sweep', {
  triggers_replace: names,
  depends_on: kept.map(([, address]) => address),
  provisioner: [
    {
      'local-exec': {
        interpreter: ['node', script],
        command: 'sweep',
        environment: {
          CLIENT_ACCESS_BUNDLES: '${path.module}/../../../.state/bundles/perf',
          CLIENT_ACCESS_KEEP: JSON.stringify(names),
        },
      },
    },
  ],
});
app.synth();
