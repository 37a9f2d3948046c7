import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeEstateFile } from '../../lib/delivery/estate-file';
import { applyGate } from '../../lib/cli/apply-gate';
import {
  CertificateSourceKind,
  CertificateState,
  ClientManagement,
  ClientPlace,
  TrustAnchorKind,
} from '../../lib/model';
import { TEST_NOW, TestEstate } from '../../lib/testing';
import { issueChain } from '../support/issue';

const folder = mkdtempSync(join(tmpdir(), 'apply-gate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { root, intermediate, leaf } = issueChain(['mail.contoso.com', 'autodiscover.contoso.com', 'cas01.contoso.com']);
const stranger = issueChain(['mail.contoso.com'], { key: 'p384' });

/** Domain-joined computers inside, before a certificate that Terraform has yet to make with a CA of the organization. */
const estate = TestEstate.of({
  servers: [{}],
  anchors: { ca: { kind: TrustAnchorKind.PRIVATE, name: 'Contoso Root CA', publishedInDirectory: true } },
  certificates: {
    web: { source: CertificateSourceKind.INTERNAL_CA, state: CertificateState.DECLARED, anchor: 'ca' },
  },
  populations: [{ platform: 'windows-11', place: ClientPlace.INSIDE, management: ClientManagement.DOMAIN_JOINED }],
});
const file = join(folder, 'estate.json');
writeFileSync(file, encodeEstateFile(estate, __filename));

const gate = (chainPem: string, rootPem: string) =>
  applyGate(
    {
      CLIENT_ACCESS_SERVER: estate.servers[0].id,
      CLIENT_ACCESS_CERTIFICATE_MAIN: leaf.pem,
      CLIENT_ACCESS_CHAIN_MAIN: chainPem,
      CLIENT_ACCESS_ROOT_MAIN: rootPem,
    },
    file,
    TEST_NOW,
  ).text;

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

test('an estate that was edited is judged by nobody', () => {
  const edited = join(folder, 'edited.json');
  writeFileSync(edited, readFileSync(file, 'utf8').replace('domain-joined', 'none'));
  expect(() => applyGate({ CLIENT_ACCESS_SERVER: estate.servers[0].id }, edited, TEST_NOW)).toThrow(
    'was changed after synth wrote it',
  );
});
