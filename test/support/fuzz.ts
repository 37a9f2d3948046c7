import * as fc from 'fast-check';
import {
  makeCrl,
  orderChain,
  PkiError,
  readCertificates,
  readCrl,
  readCsr,
  readOcspResponse,
  readPfx,
  readPrivateKey,
  verifyPath,
  webClient,
  writePfx,
} from '../../lib/pki';
import { parsePeerName } from '../../lib/names';
import { matchesName } from '../../lib/pki';
import { makeCsr, makeOcspResponse } from './issue-other';
import { cpuMilliseconds } from './cpu-time';
import { issueChain } from './issue';

/** A parser and a good input to change. */
export interface FuzzTarget {
  readonly name: string;
  readonly seedInput: Buffer;
  run(input: Buffer): unknown;
}

/** More processor time counts as a hang. A PFX may rightly ask for a million rounds of key derivation, which takes a while. */
export const HANG_MS = 6000;

export function fuzzTargets(): FuzzTarget[] {
  const { root, intermediate, leaf } = issueChain(['mail.contoso.com', '*.contoso.com']);
  const time = new Date('2026-06-01T00:00:00Z');
  const crl = makeCrl({
    issuer: root.certificate,
    issuerKey: root.key,
    number: 7,
    thisUpdate: time,
    nextUpdate: new Date('2026-07-01'),
    revoked: [{ serial: 'AA', date: time }],
  });
  const pfx = writePfx({
    certificates: [leaf.certificate],
    key: leaf.key,
    password: 'secret',
    encryption: 'legacy-3des-sha1',
  });
  const judge = (input: Buffer): unknown => {
    const { certificates } = readCertificates(input, 'fuzz');
    orderChain(certificates);
    return verifyPath({
      leaf: certificates[0]!,
      intermediates: certificates,
      roots: [root.certificate],
      names: ['mail.contoso.com'],
      time,
      profile: webClient,
    });
  };
  return [
    { name: 'certificate, DER', seedInput: leaf.certificate.der, run: judge },
    { name: 'certificates, PEM', seedInput: Buffer.from(leaf.pem + intermediate.pem), run: judge },
    { name: 'revocation list', seedInput: crl.der, run: (b) => readCrl(b, 'fuzz') },
    { name: 'request', seedInput: makeCsr({ dnsNames: ['mail.contoso.com'] }), run: (b) => readCsr(b, 'fuzz') },
    {
      name: 'OCSP response',
      seedInput: makeOcspResponse({ certificate: leaf.certificate, issuer: intermediate, thisUpdate: time }),
      run: (b) => readOcspResponse(b, 'fuzz'),
    },
    { name: 'PFX', seedInput: pfx, run: (b) => readPfx(b, 'secret', 'fuzz') },
    { name: 'private key, PEM', seedInput: Buffer.from(leaf.keyPem), run: (b) => readPrivateKey(b) },
    {
      name: 'private key, DER',
      seedInput: leaf.key.export({ type: 'pkcs8', format: 'der' }),
      run: (b) => readPrivateKey(b),
    },
    {
      name: 'host name',
      seedInput: Buffer.from('mail.contoso.com'),
      run: (b) => [parsePeerName(b.toString()), matchesName(leaf.certificate, b.toString())],
    },
  ];
}

/** Good input with a few octets changed, cut or put in; or rubbish. */
export function changedInput(seed: Buffer): fc.Arbitrary<Buffer> {
  const edit = fc.record({
    at: fc.nat(Math.max(0, seed.length - 1)),
    remove: fc.nat(4),
    insert: fc.uint8Array({ maxLength: 6 }),
  });
  const edited = fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) =>
      edits.reduce(
        (bytes, { at, remove, insert }) => Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]),
        seed,
      ),
    );
  const cut = fc.nat(seed.length).map((n) => seed.subarray(0, n));
  const rubbish = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
  const framed = fc
    .uint8Array({ maxLength: 120 })
    .map((bytes) => Buffer.concat([Buffer.from([0x30, bytes.length]), bytes]));
  return fc.oneof({ weight: 6, arbitrary: edited }, cut, rubbish, framed);
}

/** Runs one target; fails on anything but a value or a PkiError with a message, and on slowness. */
export function fuzz(target: FuzzTarget, runs: number, seed: number): void {
  fc.assert(
    fc.property(changedInput(target.seedInput), (input) => {
      const elapsed = cpuMilliseconds(() => {
        try {
          target.run(input);
        } catch (error) {
          if (!(error instanceof PkiError)) throw error;
          if (error.message === '') throw new Error('a PkiError without a message');
        }
      });
      if (elapsed > HANG_MS) throw new Error(`took ${Math.round(elapsed)} ms`);
    }),
    { numRuns: runs, seed },
  );
}
