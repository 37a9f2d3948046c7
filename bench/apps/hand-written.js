// The same configuration by hand, with cdktf alone. Arguments: number of servers, output folder.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join, relative, resolve } = require('node:path');
const { App, Fn, TerraformElement, TerraformOutput, TerraformStack, LocalBackend } = require('cdktf');
const { Construct } = require('constructs');
const { TlsProvider } = require('@cdktf/provider-tls/lib/provider');
const { PrivateKey } = require('@cdktf/provider-tls/lib/private-key');
const { CertRequest } = require('@cdktf/provider-tls/lib/cert-request');
const { SelfSignedCert } = require('@cdktf/provider-tls/lib/self-signed-cert');
const { LocallySignedCert } = require('@cdktf/provider-tls/lib/locally-signed-cert');

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
  return `{"clientAccess":"${kind}","schemaVersion":2,"digest":"fnv1a:${fnv(body)}","slice":${body}}`;
};

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const difference = (before, item) =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => {
      if (JSON.stringify(value) === JSON.stringify(before[name])) return [];
      return isObject(value) && isObject(before[name]) && Object.keys(value).length >= 3
        ? [[`${name}~`, difference(before[name], value)]]
        : [[name, value]];
    }),
  );
const differences = (items) => items.map((item, index) => (index === 0 ? item : difference(items[index - 1], item)));

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
};
const SCRIPT = '${path.module}/client-access/apply.cjs';
const run = (command, environment, more = {}) => ({
  'local-exec': { interpreter: ['node', SCRIPT], command, environment, ...more },
});
const addressOf = (resource) => `terraform_data.${resource.friendlyUniqueId}`;
const estate = new Data(new Construct(stack, 'ClientAccess'), 'Estate', {
  triggers_replace: [carry('estate', shared)],
  lifecycle: {
    create_before_destroy: true,
    precondition: [
      {
        condition: `\${filesha256("${SCRIPT}") == "${sha256(readFileSync(join(__dirname, '../../dist/apply/client-access-apply.cjs')))}"}`,
        error_message:
          'The script client-access/apply.cjs was changed after synth wrote it. Synthesize again, and do not edit what it wrote.',
      },
    ],
  },
});

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

const FOLDER = `\${path.module}/${relative(resolve(outdir, 'stacks/perf'), process.cwd())}/.state/bundles/perf\${terraform.workspace == "default" ? "" : "@\${terraform.workspace}"}`;
const batches = [];
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
  const id = `perf/${name}`;
  const certificate = `${id}/Certificate`;
  const slice = {
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
    bindings: PROTOCOLS.map(([protocol, encryptionRequired, authentication, role, port, encryption]) => ({
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
        authorities: [{ name: 'Contoso Root CA', lifetimeSeconds: 315360001 }],
        faults: [],
        notes: [],
        origin: 'Contoso Root CA',
      },
    ],
  };
  const pem = `\${tls_locally_signed_cert.${signed.friendlyUniqueId}.cert_pem}`;
  // As many in a batch as the library puts there.
  const size = batches.at(-1)?.servers.length ?? 25;
  if (size >= 25 || (size >= 8 && createHash('sha256').update(name).digest()[0] % 16 === 0))
    batches.push({ first: name, servers: [] });
  batches.at(-1).servers.push({ id, name, slice, signed, key, pem, internal, external, server });
}

const bundles = new Construct(stack, 'Bundles');
const kept = [];
const gates = [];
for (const { first, servers: members } of batches) {
  const scope = new Construct(bundles, `from-${first}`);
  const text = carry(
    'server',
    Object.fromEntries(
      ['servers', 'bindings', 'certificates'].map((list) => [
        list,
        differences(members.flatMap(({ slice }) => slice[list])),
      ]),
    ),
  );
  const pems = `\${sha256("${members.map(({ pem }) => `\${sha256(${pem.slice(2, -1)})}`).join('')}")}`;
  const environment = {
    CLIENT_ACCESS_ESTATE: `sha256:${sha256(text)}`,
    CLIENT_ACCESS_PRESENTERS: String(members.length),
  };
  const more = { CLIENT_ACCESS_BUNDLES: FOLDER };
  members.forEach(({ id, name, pem, key }, index) => {
    const number = index + 1;
    Object.assign(environment, {
      [`CLIENT_ACCESS_SERVER_${number}`]: id,
      [`CLIENT_ACCESS_CERTIFICATES_${number}`]: 'main',
      [`CLIENT_ACCESS_CERTIFICATE_${number}_MAIN`]: pem,
      [`CLIENT_ACCESS_CHAIN_${number}_MAIN`]: '',
      [`CLIENT_ACCESS_ROOT_${number}_MAIN`]: root.certPem,
    });
    Object.assign(more, {
      [`CLIENT_ACCESS_BUNDLE_${number}`]: name,
      [`CLIENT_ACCESS_PFX_${number}`]: 'legacy-3des-sha1',
      [`CLIENT_ACCESS_KEY_${number}_MAIN`]: `\${tls_private_key.${key.friendlyUniqueId}.private_key_pem}`,
      [`CLIENT_ACCESS_KEY_FILE_${number}_MAIN`]: '',
      [`CLIENT_ACCESS_PFX_FILE_${number}_MAIN`]: '',
      [`CLIENT_ACCESS_PFX_PASSWORD_VARIABLE_${number}_MAIN`]: '',
    });
  });
  const gate = new Data(scope, 'Gate', {
    triggers_replace: [text, sha256(`${text}[]`), pems],
    depends_on: [addressOf(estate)],
    provisioner: [run('gate', environment)],
  });
  const names = members.map(({ name }) => name);
  const bundle = new Data(scope, 'Bundle', {
    triggers_replace: {
      folder: FOLDER,
      names: names.join(' '),
      making: sha256(JSON.stringify(names.map(() => [true, ['main', true, '', '', '']]))).slice(0, 8),
      certificates: [pems, Fn.sha256(root.certPem)],
    },
    depends_on: [addressOf(gate)],
    lifecycle: { create_before_destroy: true },
    provisioner: [
      run('bundle', { ...environment, ...more }),
      run(
        'withdraw',
        {
          CLIENT_ACCESS_BUNDLES: '${self.triggers_replace.folder}',
          CLIENT_ACCESS_NAMES: '${self.triggers_replace.names}',
        },
        { when: 'destroy' },
      ),
    ],
  });
  kept.push({ names, address: addressOf(bundle) });
  gates.push(addressOf(gate));
  for (const { name, server, pem, signed, internal, external } of members)
    new TerraformOutput(server, 'Output', {
      description: `Certificates of ${name}: what to install, what to distribute, when to renew`,
      dependsOn: [{ fqn: addressOf(gate) }],
      value: {
        required_names: [external, internal],
        bundle: `${FOLDER}/${name}`,
        main: {
          state: 'declared',
          certificate: pem,
          chain: '',
          root: 'perf/ca',
          valid_from: `\${tls_locally_signed_cert.${signed.friendlyUniqueId}.validity_start_time}`,
          expires: `\${tls_locally_signed_cert.${signed.friendlyUniqueId}.validity_end_time}`,
          renewal_due: `\${timeadd(tls_locally_signed_cert.${signed.friendlyUniqueId}.validity_start_time, "5840h")}`,
        },
      },
    }).overrideLogicalId(name);
}
new TerraformOutput(bundles, 'Roots', {
  description: 'Roots to distribute to clients, by the name that the outputs of servers and publishing points give',
  dependsOn: gates.map((fqn) => ({ fqn })),
  value: { 'perf/ca': root.certPem },
}).overrideLogicalId('roots_to_distribute');
const names = kept.flatMap((batch) => batch.names).sort();
const parts = {};
for (let at = 0; at < names.length; at += 100)
  parts[`CLIENT_ACCESS_KEEP_${at / 100 + 1}`] = names.slice(at, at + 100).join(' ');
new Data(bundles, 'Sweep', {
  triggers_replace: names.join(' '),
  depends_on: kept.map(({ address }) => address),
  lifecycle: {
    precondition: [
      {
        condition: '${path.module == path.root}',
        error_message:
          'this stack is used as a module: the instances of a module would share one folder of bundles. Apply it by itself, and synthesize a stack with an id of its own for each environment',
      },
    ],
  },
  provisioner: [
    run('sweep', {
      CLIENT_ACCESS_BUNDLES: FOLDER,
      CLIENT_ACCESS_KEEP: String(Object.keys(parts).length),
      ...parts,
    }),
  ],
});
class Check extends TerraformElement {
  constructor(scope, id) {
    super(scope, id, 'check');
  }
  toTerraform() {
    const assert = [...kept]
      .sort((a, b) => (a.address < b.address ? -1 : 1))
      .map(({ names, address }) => {
        const file = `${FOLDER}/\${name}\${${address}.id == "" ? "" : "/bundle.json"}`;
        const missing = `[for name in ${JSON.stringify(names)} : name if !fileexists("${file}")]`;
        return {
          condition: `\${length(${missing}) == 0}`,
          error_message: `Bundles are not on this machine: they were written by another one, or lost: \${join(", ", ${missing})} in ${FOLDER}. To write them again: terraform apply -replace=${address}`,
        };
      });
    return { check: { [this.friendlyUniqueId]: { assert } } };
  }
}
new Check(bundles, 'Check');
app.synth();
