import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { connect } from 'node:net';
import { ProbeOutcome, TlsVersion } from '../../../lib/model';
import { Handshake } from '../../../lib/verify/tls/handshake';
import { changedInput } from '../../support/fuzz';
import { issueChain, type KeyKind } from '../../support/issue';
import { LoopbackServer, probeTools, withServer } from '../../support/probing';

jest.setTimeout(120_000);

const NAME = 'mail.contoso.com';

function serving(kind: KeyKind, more: object = {}, chain = issueChain([NAME], { key: kind })): Promise<LoopbackServer> {
  const { leaf, intermediate } = chain;
  return LoopbackServer.tls({ cert: leaf.pem + intermediate.pem, key: leaf.keyPem, ...more });
}

const OLD = { ciphers: 'ALL:@SECLEVEL=0' };

describe('the certificate is shown and the key is proved', () => {
  test.each<[string, KeyKind, object, TlsVersion]>([
    ['TLS 1.3, RSA', 'rsa2048', {}, TlsVersion.TLS_1_3],
    ['TLS 1.3, P-256', 'p256', {}, TlsVersion.TLS_1_3],
    ['TLS 1.3, P-384', 'p384', {}, TlsVersion.TLS_1_3],
    ['TLS 1.3, Ed25519', 'ed25519', {}, TlsVersion.TLS_1_3],
    ['TLS 1.3, RSA bound to PSS', 'pss2048', {}, TlsVersion.TLS_1_3],
    ['TLS 1.3 with SHA-384', 'p256', { ciphers: 'TLS_AES_256_GCM_SHA384' }, TlsVersion.TLS_1_3],
    ['TLS 1.3 with ChaCha20', 'p256', { ciphers: 'TLS_CHACHA20_POLY1305_SHA256' }, TlsVersion.TLS_1_3],
    ['TLS 1.3, asked again for another group', 'p256', { ecdhCurve: 'P-384' }, TlsVersion.TLS_1_3],
    ['TLS 1.3, asked again for P-521', 'rsa2048', { ecdhCurve: 'P-521' }, TlsVersion.TLS_1_3],
    ['TLS 1.2, RSA', 'rsa2048', { maxVersion: 'TLSv1.2' }, TlsVersion.TLS_1_2],
    ['TLS 1.2, P-256', 'p256', { maxVersion: 'TLSv1.2' }, TlsVersion.TLS_1_2],
    ['TLS 1.1, RSA', 'rsa2048', { ...OLD, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' }, TlsVersion.TLS_1_1],
    ['TLS 1.0, RSA', 'rsa2048', { ...OLD, minVersion: 'TLSv1', maxVersion: 'TLSv1' }, TlsVersion.TLS_1_0],
    ['TLS 1.0, P-256', 'p256', { ...OLD, minVersion: 'TLSv1', maxVersion: 'TLSv1' }, TlsVersion.TLS_1_0],
  ])('%s', async (_, kind, options, tls) => {
    const chain = issueChain([NAME], { key: kind });
    const met = await withServer(serving(kind, options, chain), (server) => server.probe({ serverName: NAME }));
    expect(met).toMatchObject({ outcome: ProbeOutcome.PRESENTED, shown: { tls, keyProved: true } });
    expect(met.shown.chain).toEqual([chain.leaf.certificate.der, chain.intermediate.certificate.der]);
  });

  test('where the key exchange signs nothing, it is not known whether the server has the key', async () => {
    const options = { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' };
    const { shown } = await withServer(serving('rsa2048', options), (server) => server.probe());
    expect(shown).toMatchObject({ tls: TlsVersion.TLS_1_2, suite: 0x002f });
    expect(shown.keyProved).toBeUndefined();
    expect(shown.chain).toHaveLength(2);
  });
});

describe('what else it shows', () => {
  test.each(['TLSv1.2', 'TLSv1.3'])('%s: whether it asks for a client certificate', async (version) => {
    const options = { minVersion: version, maxVersion: version };
    const asks = { ...options, requestCert: true, rejectUnauthorized: true };
    const without = await withServer(serving('p256', options), (server) => server.probe());
    const withRequest = await withServer(serving('p256', asks), (server) => server.probe());
    expect(without.shown.asksForCertificate).toBe(false);
    expect(withRequest.shown).toMatchObject({ asksForCertificate: true, keyProved: true });
    expect(withRequest.shown.chain).toHaveLength(2);
  });

  test('the chain exactly as sent: order, what is there twice, the root', async () => {
    const { root, intermediate, leaf } = issueChain([NAME]);
    const sent = [leaf, root, intermediate, intermediate];
    const server = LoopbackServer.tls({ cert: sent.map(({ pem }) => pem).join(''), key: leaf.keyPem });
    const { shown } = await withServer(server, (one) => one.probe());
    expect(shown.chain).toEqual(sent.map(({ certificate }) => certificate.der));
  });

  test.each(['TLSv1.2', 'TLSv1.3'])('%s: a stapled OCSP response', async (version) => {
    const response = Buffer.from('0a0b0c', 'hex');
    const server = await serving('p256', { minVersion: version, maxVersion: version });
    const inner = (server as unknown as { server: NodeJS.EventEmitter }).server;
    inner.on('OCSPRequest', (_der, _issuer, done: (error: null, bytes: Buffer) => void) => done(null, response));
    const { shown } = await withServer(Promise.resolve(server), (one) => one.probe());
    expect(shown.staple).toEqual(response);
  });
});

test('a certificate whose key the server does not have is no certificate of the server', async () => {
  // The flight of a true server, replayed to another handshake: its signature is over other randoms.
  const flight = await recorded({ maxVersion: 'TLSv1.2' });
  const replay = LoopbackServer.plain((socket) => socket.once('data', () => socket.write(flight)));
  const met = await withServer(replay, (server) => server.probe());
  expect(met).toMatchObject({ outcome: ProbeOutcome.KEY_NOT_PROVED, shown: { keyProved: false } });
});

/** Bytes that a true server answers a ClientHello with, whose random octets are all from one seed. */
async function recorded(options: object): Promise<Buffer> {
  return withServer(
    serving('p256', options),
    (server) =>
      new Promise<Buffer>((resolve, reject) => {
        const handshake = begun();
        const socket = connect(server.port, '127.0.0.1', () => socket.write(handshake.start()));
        const parts: Buffer[] = [];
        socket.on('error', reject).on('data', (bytes: Buffer) => {
          parts.push(bytes);
          handshake.feed(bytes);
          if (handshake.end) {
            socket.destroy();
            resolve(Buffer.concat(parts));
          }
        });
      }),
  );
}

const tools = probeTools();

function begun(): Handshake {
  let calls = 0;
  const random = (size: number): Buffer => createHash('sha256').update(`seed ${calls++}`).digest().subarray(0, size);
  const request = { lowest: TlsVersion.TLS_1_0, highest: TlsVersion.TLS_1_3, serverName: NAME };
  return new Handshake(request, { ...tools, random });
}

function keyOf({ shown: { chain } }: Handshake): string | undefined {
  return tools.keyOf(chain[0]).key?.export({ type: 'spki', format: 'der' }).toString('hex');
}

describe('hostile bytes', () => {
  test.each([{ maxVersion: 'TLSv1.2' }, {}])('a changed flight ends in a closed way: %j', async (options) => {
    const flight = await recorded(options);
    const untouched = begun();
    untouched.start();
    untouched.feed(flight);
    expect(untouched.end).toEqual({ kind: 'shown' });
    expect(untouched.shown.keyProved).toBe(true);
    fc.assert(
      fc.property(changedInput(flight), fc.integer({ min: 40, max: 2000 }), (bytes, step) => {
        const handshake = begun();
        handshake.start();
        for (let at = 0; at < bytes.length; at += step) handshake.feed(bytes.subarray(at, at + step));
        const kinds = ['shown', 'alert', 'not-tls', 'too-big', 'fault', undefined];
        expect(kinds).toContain(handshake.end?.kind);
        // Before TLS 1.3 the signature covers the key exchange and not the certificate: its key is what is proved.
        if (handshake.end?.kind === 'shown' && handshake.shown.keyProved === true)
          expect(keyOf(handshake)).toBe(keyOf(untouched));
      }),
      { numRuns: 120, seed: 14 },
    );
  });

  test('a message that claims more than any chain has is refused before it is there', () => {
    const handshake = begun();
    handshake.start();
    handshake.feed(Buffer.from('160303000402ffffff', 'hex'));
    expect(handshake.end).toMatchObject({ kind: 'too-big' });
  });

  test('records without end are refused', () => {
    const handshake = begun();
    handshake.start();
    const record = Buffer.concat([Buffer.from('1403034000', 'hex'), Buffer.alloc(0x4000)]);
    for (let sent = 0; sent < 80 && !handshake.end; sent++) handshake.feed(record);
    expect(handshake.end).toMatchObject({ kind: 'too-big' });
  });
});
