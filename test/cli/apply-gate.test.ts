import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeEstate, encodeEstateFile } from '../../lib/delivery/estate-file';
import { applyBundle, applySweep, applyWithdraw } from '../../lib/cli/apply-bundle';
import { AppliedJudgement, applyGate } from '../../lib/cli/apply-gate';
import { expressionKey } from '../../lib/delivery/apply-settings';
import { publishBundle } from '../../lib/delivery/bundle';
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
  CLIENT_ACCESS_PRESENTERS: '1',
  CLIENT_ACCESS_SERVER_1: 'app/cas01',
  CLIENT_ACCESS_ESTATE: digest,
  CLIENT_ACCESS_CERTIFICATES_1: 'main',
  CLIENT_ACCESS_CERTIFICATE_1_MAIN: leaf.pem,
  CLIENT_ACCESS_CHAIN_1_MAIN: chainPem,
  CLIENT_ACCESS_ROOT_1_MAIN: rootPem,
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

test('without a known root nothing is reported about the path', () => {
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
    const text = judge(handed(intermediate.pem, root.pem, { CLIENT_ACCESS_CERTIFICATE_1_MAIN: pem }));
    expect(text).toMatch(/issued-differs/);
    expect(text).toMatch(message);
  });
});

describe('a publishing point', () => {
  const point = { CLIENT_ACCESS_SERVER_1: 'app/proxy' };

  test('is judged like a server', () => {
    expect(judge(handed(intermediate.pem, root.pem, point))).toContain('the certificates of app/proxy are accepted');
    const other = handed(stranger.intermediate.pem, stranger.root.pem, point);
    expect(judge({ ...other, CLIENT_ACCESS_CERTIFICATE_1_MAIN: stranger.leaf.pem })).toMatch(
      /name-not-covered[^]*autodiscover\.contoso\.com|issued-differs[^]*names: declared autodiscover\.contoso\.com/,
    );
  });
});

describe('what the environment holds besides', () => {
  test('is not looked at: only certificates that Terraform names count', () => {
    const more = { CLIENT_ACCESS_CERTIFICATE_1_EVIL: 'no certificate', 'CLIENT_ACCESS_CERTIFICATE_1_../../X': 'none' };
    expect(judge(handed(intermediate.pem, root.pem, more))).toContain('accepted');
  });

  test.each(['../../../../x', 'Main', 'a b', 'a--b'])('a certificate can’t be named %p', (name) => {
    const environment = handed(intermediate.pem, root.pem, { CLIENT_ACCESS_CERTIFICATES_1: `main,${name}` });
    expect(() => judge(environment)).toThrow('a name has small letters, digits and single hyphens');
  });

  test('a certificate that no role has is refused', () => {
    const environment = handed(intermediate.pem, root.pem, {
      CLIENT_ACCESS_CERTIFICATES_1: 'main,oauth',
      CLIENT_ACCESS_CERTIFICATE_1_OAUTH: leaf.pem,
      CLIENT_ACCESS_CHAIN_1_OAUTH: '',
      CLIENT_ACCESS_ROOT_1_OAUTH: '',
    });
    expect(() => judge(environment)).toThrow('app/cas01 presents none of that name');
  });

  test('a chain and a root that another variable holds', () => {
    const elsewhere = { CLIENT_ACCESS_CHAIN_9_X: intermediate.pem, CLIENT_ACCESS_ROOT_9_X: root.pem };
    expect(judge(handed('same as 9_X', 'same as 9_X', elsewhere))).toBe(judge(handed(intermediate.pem, root.pem)));
    expect(() => judge(handed('same as 8_X', root.pem))).toThrow('CLIENT_ACCESS_CHAIN_8_X is not set');
  });

  test('a variable that is missing is not taken for an empty one', () => {
    const { CLIENT_ACCESS_CHAIN_1_MAIN: _, ...environment } = handed('', root.pem);
    expect(() => judge(environment)).toThrow('CLIENT_ACCESS_CHAIN_1_MAIN is not set');
  });
});

test('a bundle is judged by what writes it, and a refused one is not written', () => {
  const bundle = join(folder, 'bundles', 'cas01');
  const environment = (pem: string): NodeJS.ProcessEnv =>
    handed(intermediate.pem, root.pem, {
      CLIENT_ACCESS_CERTIFICATE_1_MAIN: pem,
      CLIENT_ACCESS_BUNDLES: join(folder, 'bundles'),
      CLIENT_ACCESS_BUNDLE_1: 'cas01',
      CLIENT_ACCESS_PFX_1: 'aes256-sha256',
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

describe('several presenters of one run', () => {
  const bundles = join(folder, 'together');
  const second = (pem: string): NodeJS.ProcessEnv => ({
    CLIENT_ACCESS_PRESENTERS: '2',
    CLIENT_ACCESS_SERVER_2: 'app/proxy',
    CLIENT_ACCESS_CERTIFICATES_2: 'main',
    CLIENT_ACCESS_CERTIFICATE_2_MAIN: pem,
    CLIENT_ACCESS_CHAIN_2_MAIN: intermediate.pem,
    CLIENT_ACCESS_ROOT_2_MAIN: root.pem,
    CLIENT_ACCESS_BUNDLES: bundles,
    CLIENT_ACCESS_BUNDLE_1: 'cas01',
    CLIENT_ACCESS_PFX_1: 'aes256-sha256',
    CLIENT_ACCESS_BUNDLE_2: 'proxy',
    CLIENT_ACCESS_PFX_2: 'legacy-3des-sha1',
  });
  const both = (pem: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv =>
    handed(intermediate.pem, root.pem, { ...second(pem), ...more });
  const deliver = (environment: NodeJS.ProcessEnv): AppliedJudgement => applyBundle(environment, file, TEST_NOW);
  const there = (): string[] => (existsSync(bundles) ? readdirSync(bundles).sort() : []);
  beforeEach(() => rmSync(bundles, { recursive: true, force: true }));

  test('are judged each for itself, and delivered', () => {
    expect(judge(both(leaf.pem))).toBe('client access: the certificates of app/cas01, app/proxy are accepted');
    expect(deliver(both(leaf.pem)).refused).toBe(false);
    expect(there()).toEqual(['cas01', 'proxy']);
  });

  test('the refusal of one names it, and says that the others are held back', () => {
    const { refused, text } = deliver(both(stranger.leaf.pem));
    expect(refused).toBe(true);
    expect(text).toContain('client access: refused: app/proxy.');
    expect(text).toMatch(/held back too, and stays as it was: app\/cas01$/);
    expect(there()).toEqual([]);
  });

  test('a key that belongs to no certificate is found before any bundle is written', () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const environment = both(leaf.pem, { CLIENT_ACCESS_KEY_2_MAIN: String(key) });
    expect(() => deliver(environment)).toThrow(/^app\/proxy: the private key [^]*no bundle was written$/);
    expect(there()).toEqual([]);
  });

  test('a folder that is in the way of one keeps no other back, and both are named', () => {
    mkdirSync(join(bundles, 'cas01'), { recursive: true });
    writeFileSync(join(bundles, 'cas01/notes.txt'), 'mine');
    expect(() => deliver(both(leaf.pem))).toThrow(/^app\/cas01: [^]*not a bundle[^]*written were app\/proxy$/);
    expect(existsSync(join(bundles, 'proxy/bundle.json'))).toBe(true);
    expect(readdirSync(join(bundles, 'cas01'))).toEqual(['notes.txt']);
  });

  test.each([
    ['twice the same', { CLIENT_ACCESS_SERVER_2: 'app/cas01' }, 'names app/cas01 twice'],
    ['more than are described', { CLIENT_ACCESS_PRESENTERS: '3' }, 'CLIENT_ACCESS_SERVER_3 is not set'],
    ['no number', { CLIENT_ACCESS_PRESENTERS: 'all' }, 'must be a number'],
    ['too many', { CLIENT_ACCESS_PRESENTERS: '9999' }, 'must be a number up to 1000'],
    ['a bundle elsewhere', { CLIENT_ACCESS_BUNDLE_2: '../proxy' }, 'no name of a bundle'],
    ['a bundle in a hidden folder', { CLIENT_ACCESS_BUNDLE_2: 'a/.b' }, 'no name of a bundle'],
  ])('%s: nothing is written', (_, more, message) => {
    expect(() => deliver(both(leaf.pem, more))).toThrow(message);
    expect(there()).toEqual([]);
  });
});

test('bundles are withdrawn together, and what is not here is named', () => {
  const bundles = join(folder, 'withdrawn');
  const environment = { CLIENT_ACCESS_BUNDLES: bundles, CLIENT_ACCESS_NAMES: 'cas01 site/cas02' };
  publishBundle(join(bundles, 'cas01'), { server: 'app/cas01', certificates: [] }, []);
  expect(applyWithdraw(environment)).toEqual([
    expect.stringMatching(/no bundle at ".*withdrawn.site.cas02" on this machine[^]*remove it by hand/),
  ]);
  expect(existsSync(join(bundles, 'cas01'))).toBe(false);
  expect(() => applyWithdraw({ ...environment, CLIENT_ACCESS_NAMES: '../..' })).toThrow('no name of a bundle');
});

test('the sweep reads the names of all parts, and without one of them takes nothing away', () => {
  const bundles = join(folder, 'swept');
  for (const name of ['a', 'b', 'c'])
    publishBundle(join(bundles, name), { server: `app/${name}`, certificates: [] }, []);
  const environment = { CLIENT_ACCESS_BUNDLES: bundles, CLIENT_ACCESS_KEEP: '2', CLIENT_ACCESS_KEEP_1: 'a' };
  expect(() => applySweep(environment)).toThrow('CLIENT_ACCESS_KEEP_2 is not set');
  expect(readdirSync(bundles).sort()).toEqual(['a', 'b', 'c']);
  applySweep({ ...environment, CLIENT_ACCESS_KEEP_2: 'c' });
  expect(readdirSync(bundles).sort()).toEqual(['a', 'c']);
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
  expect(judge({ ...environment('owa.contoso.com'), CLIENT_ACCESS_SERVER_1: 'app/proxy' }, open.file)).toMatch(
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
