import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeEstate, encodeEstateFile } from '../../lib/delivery/estate-file';
import { applyBundle } from '../../lib/cli/apply-bundle';
import { applyGate } from '../../lib/cli/apply-gate';
import { expressionKey } from '../../lib/delivery/apply-variables';
import {
  CertificateFacts,
  CertificateSourceKind,
  CertificateState,
  ClientManagement,
  ClientPlace,
  Estate,
  TrustAnchorKind,
} from '../../lib/model';
import { TEST_NOW, TestEstate } from '../../lib/testing';
import { certificateFacts, readCertificates } from '../../lib/pki';
import { issueCertificate, issueChain } from '../support/issue';

const folder = mkdtempSync(join(tmpdir(), 'apply-gate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAMES = ['mail.contoso.com', 'autodiscover.contoso.com', 'cas01.contoso.com'];
const { root, intermediate, leaf } = issueChain(NAMES);
const stranger = issueChain(['mail.contoso.com'], { key: 'p384' });

/** What is declared of the certificate that Terraform has yet to make with a CA of the organization. */
const declared: CertificateFacts = {
  ...certificateFacts(readCertificates(leaf.pem, 'leaf').certificates[0]),
  notBefore: undefined,
  notAfter: undefined,
  sha256: undefined,
};

/** Domain-joined computers inside, and others outside behind a bridge. */
const estate = TestEstate.of({
  servers: [{ publishingPoint: 'app/proxy', publishingPoints: ['app/proxy'] }],
  anchors: { ca: { kind: TrustAnchorKind.PRIVATE, name: 'Contoso Root CA', publishedInDirectory: true } },
  certificates: {
    web: { source: CertificateSourceKind.INTERNAL_CA, state: CertificateState.DECLARED, anchor: 'ca', facts: declared },
    proxy: {
      source: CertificateSourceKind.INTERNAL_CA,
      state: CertificateState.DECLARED,
      anchor: 'ca',
      facts: declared,
    },
  },
  publishingPoints: [{ id: 'app/proxy', certificate: 'proxy', trusts: ['ca'] }],
  populations: [{ platform: 'windows-11', place: ClientPlace.INSIDE, management: ClientManagement.DOMAIN_JOINED }],
});

let files = 0;
function written(given: Estate): { file: string; digest: string } {
  const file = join(folder, `estate-${files++}.json`);
  const encoded = encodeEstate(given);
  writeFileSync(file, encodeEstateFile(encoded));
  return { file, digest: encoded.digest };
}
const { file, digest } = written(estate);

const handed = (chainPem: string, rootPem: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  CLIENT_ACCESS_SERVER: 'app/cas01',
  CLIENT_ACCESS_ESTATE: digest,
  CLIENT_ACCESS_CERTIFICATES: 'main',
  CLIENT_ACCESS_CERTIFICATE_MAIN: leaf.pem,
  CLIENT_ACCESS_CHAIN_MAIN: chainPem,
  CLIENT_ACCESS_ROOT_MAIN: rootPem,
  ...more,
});
const judge = (environment: NodeJS.ProcessEnv, at = file): string => applyGate(environment, at, TEST_NOW).text;
const gate = (chainPem: string, rootPem: string): string => judge(handed(chainPem, rootPem));

test('a chain that leads to the root passes', () => {
  expect(gate(intermediate.pem, root.pem)).not.toContain('certificate-path-broken');
});

test('a chain without the certificate between is stopped', () => {
  expect(gate('', root.pem)).toMatch(/certificate-path-broken[^]*no certificate of its issuer/);
});

test('a root of the same name with another key is stopped', () => {
  expect(gate(intermediate.pem, stranger.root.pem)).toMatch(/certificate-path-broken[^]*signature/);
});

test('without a root at hand nothing is said of the path', () => {
  expect(gate('', '')).not.toContain('certificate-path-broken');
});

test('a certificate that is what was declared is accepted', () => {
  expect(gate(intermediate.pem, root.pem)).toBe('client access: the certificates of app/cas01 are accepted');
});

describe('what was issued is compared with what was declared', () => {
  const issued = (request: Partial<Parameters<typeof issueCertificate>[0]>): string =>
    issueCertificate({ ...leafRequest(), ...request }).pem;
  const leafRequest = (): Parameters<typeof issueCertificate>[0] => ({
    subject: 'mail.contoso.com',
    dnsNames: NAMES,
    issuer: intermediate,
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    notBefore: new Date('2026-05-01T00:00:00Z'),
    notAfter: new Date('2026-07-01T00:00:00Z'),
  });

  test.each<[string, string, RegExp]>([
    ['a CA', issued({ isCa: true }), /CA:\s+declared\s+no,\s+got\s+yes/],
    ['one name more', issued({ dnsNames: [...NAMES, '*.com'] }), /names: declared [^]*,\s+got \*\.com, /],
    ['ten years', issued({ notAfter: new Date('2036-05-01T00:00:00Z') }), /lifetime\s+in\s+seconds:\s+declared/],
  ])('%s', (_, pem, message) => {
    const text = judge(handed(intermediate.pem, root.pem, { CLIENT_ACCESS_CERTIFICATE_MAIN: pem }));
    expect(text).toMatch(/issued-differs/);
    expect(text).toMatch(message);
  });
});

describe('a publishing point', () => {
  const point = { CLIENT_ACCESS_SERVER: 'app/proxy' };

  test('is judged like a server', () => {
    expect(judge(handed(intermediate.pem, root.pem, point))).toContain('the certificates of app/proxy are accepted');
    const other = handed(stranger.intermediate.pem, stranger.root.pem, point);
    expect(judge({ ...other, CLIENT_ACCESS_CERTIFICATE_MAIN: stranger.leaf.pem })).toMatch(
      /name-not-covered[^]*autodiscover\.contoso\.com|issued-differs[^]*names: declared autodiscover\.contoso\.com/,
    );
  });
});

describe('what the environment holds besides', () => {
  test('is not looked at: only certificates that Terraform names count', () => {
    const more = { CLIENT_ACCESS_CERTIFICATE_EVIL: 'no certificate', 'CLIENT_ACCESS_CERTIFICATE_../../X': 'none' };
    expect(judge(handed(intermediate.pem, root.pem, more))).toContain('accepted');
  });

  test.each(['../../../../x', 'Main', 'a b', 'a--b'])('a certificate can’t be named %p', (name) => {
    const environment = handed(intermediate.pem, root.pem, { CLIENT_ACCESS_CERTIFICATES: `main,${name}` });
    expect(() => judge(environment)).toThrow('a name has small letters, digits and single hyphens');
  });

  test('a certificate that no role has is refused', () => {
    const environment = handed(intermediate.pem, root.pem, {
      CLIENT_ACCESS_CERTIFICATES: 'main,oauth',
      CLIENT_ACCESS_CERTIFICATE_OAUTH: leaf.pem,
      CLIENT_ACCESS_CHAIN_OAUTH: '',
      CLIENT_ACCESS_ROOT_OAUTH: '',
    });
    expect(() => judge(environment)).toThrow('app/cas01 presents none of that name');
  });

  test('a variable that is missing is not taken for an empty one', () => {
    const { CLIENT_ACCESS_CHAIN_MAIN: _, ...environment } = handed('', root.pem);
    expect(() => judge(environment)).toThrow('CLIENT_ACCESS_CHAIN_MAIN is not set');
  });
});

test('a bundle is judged by what writes it, and a refused one is not written', () => {
  const bundle = join(folder, 'bundles', 'cas01');
  const environment = (pem: string): NodeJS.ProcessEnv =>
    handed(intermediate.pem, root.pem, {
      CLIENT_ACCESS_CERTIFICATE_MAIN: pem,
      CLIENT_ACCESS_FOLDER: bundle,
      CLIENT_ACCESS_PFX: 'aes256-sha256',
    });
  expect(applyBundle(environment(stranger.leaf.pem), file, TEST_NOW).refused).toBe(true);
  expect(existsSync(bundle)).toBe(false);
  expect(applyBundle(environment(leaf.pem), file, TEST_NOW).refused).toBe(false);
  expect(readdirSync(bundle).sort()).toEqual([
    'bundle.json',
    'certificate.pem',
    'chain.pem',
    'fullchain.pem',
    'root.pem',
  ]);
});

test('a name that only Terraform knew is judged by its value', () => {
  const expression = '${var.host}';
  const externalHosts = [{ expression }];
  const open = written({ ...estate, bindings: estate.bindings.map((binding) => ({ ...binding, externalHosts })) });
  const environment = (value: string): NodeJS.ProcessEnv =>
    handed(intermediate.pem, root.pem, {
      CLIENT_ACCESS_ESTATE: open.digest,
      [`CLIENT_ACCESS_VALUE_${expressionKey(expression)}`]: value,
    });
  expect(judge({ ...environment('owa.contoso.com'), CLIENT_ACCESS_SERVER: 'app/proxy' }, open.file)).toMatch(
    /name-not-covered[^]*owa\.contoso\.com/,
  );
  expect(judge(environment('mail.contoso.com'), open.file)).toContain('accepted');
  expect(judge(environment('no name'), open.file)).toContain('the variable host gives "no name"');
});

describe('an estate that was changed', () => {
  test('by hand is judged by nobody', () => {
    const edited = join(folder, 'edited.json');
    writeFileSync(edited, readFileSync(file, 'utf8').replace('domain-joined', 'none'));
    expect(() => judge(handed('', ''), edited)).toThrow('was changed after synth wrote it');
  });

  test('with a digest of its own is not the one that the plan names', () => {
    const emptied = written({ ...estate, populations: [] });
    expect(() => judge(handed('', ''), emptied.file)).toThrow('was changed after synth wrote it');
  });
});
