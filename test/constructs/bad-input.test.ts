import { Token, TerraformVariable } from 'cdktf';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  Encryption,
  ExchangeVersion,
  ICertificateSource,
  InternalCa,
} from '../../lib';
import { PolicyRefusedError } from '../../lib/constructs/refusal';
import { writePfx } from '../../lib/pki';
import { Declared } from '../support/declared';
import { issueCertificate } from '../support/issue';
import { TestVendor } from '../support/purchased';

const vendor = new TestVendor();

/** Declares, expects one fault, and nothing written. */
function expectFault(declare: (declared: Declared) => void, code: string | RegExp, ...said: (string | RegExp)[]): void {
  const declared = new Declared();
  declare(declared);
  const findings = declared.findings('declaration-invalid');
  expect(findings.map((finding) => finding.key)).toEqual([
    expect.stringMatching(typeof code === 'string' ? new RegExp(`:${code}\\]$`) : code),
  ]);
  for (const text of said) expect(`${findings[0].message} | ${findings[0].fix}`).toMatch(text);
  expect(findings[0].fix).not.toBe('');
  expect(findings[0].location?.file).toBe('test/constructs/bad-input.test.ts');
  expect(() => declared.app.synth()).toThrow(PolicyRefusedError);
  const stacks = join(declared.app.outdir, 'stacks', 'contoso');
  expect(existsSync(stacks) ? readdirSync(stacks).filter((file) => file.endsWith('.tf.json')) : []).toEqual([]);
}

function server(
  declared: Declared,
  more: Partial<ConstructorParameters<typeof ClientAccessServer>[2]> = {},
): ClientAccessServer {
  return new ClientAccessServer(declared.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2016,
    internalHostName: 'mail.contoso.com',
    certificate: CertificateSource.internalCa(new InternalCa(declared.stack, 'ca', { commonName: 'Contoso' })),
    ...more,
  });
}

describe('host names', () => {
  test.each([
    ['', /empty/],
    ['   ', /empty/],
    ['https://mail.contoso.com/owa', /URL/],
    ['mail contoso.com', /white space/],
    ['-mail.contoso.com', /label/],
    ['mail..contoso.com', /label|host name/],
    [`${'a'.repeat(64)}.contoso.com`, /64 characters|not a host name/],
    [`${'a.'.repeat(130)}com`, /characters/],
    ['*.contoso.com', /wildcard/],
    ['10.0.0.1', /address/],
    ['${file("x")}', /template/],
    ['%{ if true }x%{ endif }', /template/],
  ])('"%s" is one clear fault', (name, said) => {
    expectFault(
      (declared) => server(declared, { externalHostName: name }),
      'host-name-invalid',
      said,
      /externalHostName/,
    );
  });

  test('${file("x")} never becomes live Terraform, wherever a user can write it', () => {
    const declared = new Declared();
    server(declared);
    new ClientPopulation(declared.stack, '${file("x")}', {
      platform: ClientPlatform.WINDOWS_11,
      place: ClientPlace.INSIDE,
      uses: [ClientProtocol.OWA],
      servers: [],
    });
    ClientAccessPolicy.of(declared.stack).acknowledge({
      rule: 'mail-protocol-in-clear',
      reason: 'because ${file("/etc/passwd")} says so',
      expires: '2027-01-01',
    });
    const written = JSON.stringify(declared.stack.toTerraform());
    expect(written).toContain('\\\\u0024{file(');
    expect(written).not.toContain('${file(');
  });

  test('IDN become A-labels, letters become small', () => {
    const declared = new Declared();
    expect(server(declared, { externalHostName: 'Mail.Bücher.example.' }).requiredDnsNames).toContain(
      'mail.xn--bcher-kva.example',
    );
  });

  test('a token stays a token, and is unknown', () => {
    const declared = new Declared();
    const host = new TerraformVariable(declared.stack, 'host', { type: 'string' });
    const made = server(declared, { externalHostName: host.stringValue });
    expect(made.requiredDnsNames).toContain('${var.host}');
    expect(JSON.stringify(declared.stack.toTerraform())).toContain('${var.host}');
  });
});

describe('protocols, ports, ids', () => {
  test.each([0, 65536, 1.5, Number.NaN, -1])('port %d', (port) => {
    expectFault(
      (declared) =>
        server(declared).addImap4({
          listeners: [
            { port, encryption: Encryption.TLS },
            { port: 993, encryption: Encryption.TLS },
          ],
        }),
      'port-invalid',
      /1 to 65535/,
      /993/,
    );
  });

  test('a protocol that the version lacks, with the versions that have it', () => {
    expectFault(
      (declared) => server(declared, { version: ExchangeVersion.EXCHANGE_2007_SP3 }).addExchangeControlPanel(),
      'protocol-missing',
      /Exchange 2007 SP3/,
      /2010/,
    );
    expectFault(
      (declared) => server(declared, { version: ExchangeVersion.EXCHANGE_2010_SP3 }).addMapiOverHttp(),
      'protocol-missing',
      /2013 SP1/,
    );
  });

  test('a protocol declared twice', () => {
    expectFault(
      (declared) => server(declared).addPop3({ encryption: Encryption.TLS }).addPop3({ encryption: Encryption.TLS }),
      'protocol-declared-twice',
    );
  });

  test('a protocol taken off that is not there', () => {
    expectFault((declared) => server(declared).removeProtocol(ClientProtocol.POP3), 'protocol-not-there');
  });

  test('duplicate ids are refused by the construct tree', () => {
    const declared = new Declared();
    server(declared);
    expect(
      () =>
        new ClientAccessServer(declared.stack, 'cas01', {
          version: ExchangeVersion.EXCHANGE_2016,
          internalHostName: 'a.contoso.com',
        }),
    ).toThrow(/already a Construct with name 'cas01'/);
  });

  test('a population that uses nothing', () => {
    expectFault(
      (declared) =>
        new ClientPopulation(declared.stack, 'nobody', {
          platform: ClientPlatform.WINDOWS_11,
          place: ClientPlace.INSIDE,
          uses: [],
          servers: [server(declared)],
        }),
      'population-without-protocols',
    );
  });
});

describe('validity', () => {
  test.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY])('validityDays %d', (validityDays) => {
    expectFault(
      (declared) =>
        server(declared, { certificate: CertificateSource.selfSigned({ validityDays }) })
          .removeProtocol(ClientProtocol.OUTLOOK_ANYWHERE)
          .removeProtocol(ClientProtocol.MAPI_OVER_HTTP),
      'validity-invalid',
      /above 0/,
    );
  });

  test('a share outside 0 and 1', () => {
    expectFault(
      (declared) =>
        server(declared, {
          certificate: CertificateSource.internalCa(new InternalCa(declared.stack, 'x', { commonName: 'X' }), {
            renewAtShare: 1,
          }),
        }),
      'validity-invalid',
      /share/,
    );
  });

  test('a day that is not in the calendar', () => {
    expectFault(
      (declared) =>
        server(declared, {
          version: ExchangeVersion.EXCHANGE_2007_SP3,
          certificate: CertificateSource.installedByExchange({ installedOn: '2026-02-30' }),
        }),
      'install-date-invalid',
      /YYYY-MM-DD/,
    );
  });

  test('a name of a CA over 64 characters', () => {
    expectFault(
      (declared) => new InternalCa(declared.stack, 'long', { commonName: 'x'.repeat(65) }),
      'ca-name-invalid',
      /64/,
    );
  });
});

describe('certificate files', () => {
  const purchased = (file: string, more: object = {}): ICertificateSource =>
    CertificateSource.purchased({ certificateFile: file, ...more });
  const good = vendor.issue(['mail.contoso.com', 'autodiscover.contoso.com']);
  const withFile =
    (source: ICertificateSource) =>
    (declared: Declared): void => {
      ClientAccessPolicy.of(declared.app).useCommercialRoots(vendor.rootsFile);
      server(declared, { certificate: source });
    };

  test('missing', () => expectFault(withFile(purchased('/nowhere/mail.pem')), 'file-unreadable', /does not exist/));

  test('a directory', () => {
    const folder = join(vendor.folder, 'folder');
    mkdirSync(folder, { recursive: true });
    expectFault(withFile(purchased(folder)), 'file-unreadable', /directory/);
  });

  test('a PEM without certificates', () =>
    expectFault(withFile(purchased(vendor.write('none.pem', 'hello\n'))), /pki-/, /no certificate/));

  test('a private key instead of a certificate is named, not shown', () => {
    expectFault(withFile(purchased(vendor.write('key-only.pem', good.keyPem))), /pki-/, /private key/);
  });

  test('10 MB of rubbish, quickly', () => {
    const started = process.hrtime.bigint();
    expectFault(
      withFile(purchased(vendor.write('rubbish.pem', Buffer.alloc(10 * 1024 * 1024, 0x30)))),
      /file-unreadable|pki-/,
    );
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(5000);
  });

  test('a key that does not match', () => {
    const other = issueCertificate({ subject: 'other', key: 'p256' });
    expectFault(
      withFile(
        purchased(vendor.write('good.pem', good.pem + vendor.issuing.pem), {
          privateKeyFile: vendor.write('other.pem', other.keyPem),
        }),
      ),
      'key-mismatch',
    );
  });

  test('wrong PFX password, and none at all', () => {
    const pfx = vendor.write(
      'good.pfx',
      writePfx({
        certificates: [good.certificate, vendor.issuing.certificate],
        key: good.key,
        password: 'right',
        encryption: 'aes256-sha256',
      }),
    );
    process.env.TEST_PFX_PASSWORD = 'wrong';
    try {
      expectFault(
        withFile(CertificateSource.purchasedPfx({ pfxFile: pfx, passwordVariable: 'TEST_PFX_PASSWORD' })),
        'pki-pfx-password',
        /password/,
      );
      process.env.TEST_PFX_PASSWORD = 'right';
      const declared = new Declared();
      withFile(CertificateSource.purchasedPfx({ pfxFile: pfx, passwordVariable: 'TEST_PFX_PASSWORD' }))(declared);
      expect(declared.findings('declaration-invalid')).toEqual([]);
      const written = JSON.stringify(declared.synth());
      expect(written).not.toMatch(/right|PRIVATE KEY-/);
    } finally {
      delete process.env.TEST_PFX_PASSWORD;
    }
    expectFault(
      withFile(CertificateSource.purchasedPfx({ pfxFile: pfx, passwordVariable: 'TEST_PFX_PASSWORD' })),
      'pfx-password-missing',
      /TEST_PFX_PASSWORD/,
    );
  });

  test('another order and extras are put in order, with a note', () => {
    const declared = new Declared();
    const extra = issueCertificate({ subject: 'Unrelated CA', isCa: true });
    withFile(
      purchased(
        vendor.write('mixed.pem', `${vendor.root.pem}# a comment\n${extra.pem}${vendor.issuing.pem}${good.pem}`),
      ),
    )(declared);
    expect(declared.findings('declaration-invalid')).toEqual([]);
    expect(declared.findings('certificate-path-broken')).toEqual([]);
    const main = declared.synth().output?.cas01.value.main as Record<string, string>;
    expect(main.certificate).toBe(good.pem);
    expect(main.chain).toBe(vendor.issuing.pem);
  });

  test('a delivered certificate that was made for another key than the request', () =>
    expectFault(
      (declared) =>
        server(declared, {
          certificate: CertificateSource.purchaseOrder({
            csrFile: 'examples/02-windows-pki/certificates/cas02.req',
            certificateFile: vendor.write('delivered.pem', `${good.pem}${vendor.issuing.pem}`),
          }),
        }),
      'key-mismatch',
      /another key than the request/,
    ));

  test('a CSR with a bad signature', () => {
    const declared = new Declared();
    const csr = vendor.write(
      'bad.req',
      '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n',
    );
    server(declared, {
      certificate: CertificateSource.internalCa(new InternalCa(declared.stack, 'y', { commonName: 'Y' }), {
        csrFile: csr,
      }),
    });
    expect(
      declared
        .findings('declaration-invalid')
        .map((finding) => finding.message)
        .join(),
    ).toMatch(/request|CSR/i);
    expect(() => declared.app.synth()).toThrow();
  });
});

describe('every fault at once', () => {
  test('one run shows them all', () => {
    const declared = new Declared();
    const made = server(declared, {
      externalHostName: 'bad name',
      mailDomains: ['@contoso'],
      netBiosName: 'much-too-long-a-name',
    });
    made.addImap4({ listeners: [] });
    expect(declared.findings('declaration-invalid')).toHaveLength(4);
  });

  test('a number where a name belongs', () => {
    expectFault(
      (declared) => server(declared, { externalHostName: 42 as unknown as string }),
      'host-name-invalid',
      /must be a string/,
    );
    expect(Token.isUnresolved(42)).toBe(false);
  });
});
