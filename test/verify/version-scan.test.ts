import { Speech } from '../../lib/verify';
import { scanVersions } from '../../lib/verify/probe';
import { issueChain } from '../support/issue';
import { LoopbackServer, probeTools, withServer } from '../support/probing';
import { certificateMessage, HELLO_DONE, serverHello, tlsRecord } from '../support/tls-flight';

jest.setTimeout(60_000);

const { leaf, intermediate } = issueChain(['mail.contoso.com'], { key: 'rsa2048' });
const CHAIN = { cert: leaf.pem + intermediate.pem, key: leaf.keyPem, ciphers: 'ALL:@SECLEVEL=0' };

function scanned(server: Promise<LoopbackServer>): Promise<Record<string, boolean>> {
  return withServer(server, ({ port }) =>
    scanVersions({ address: '127.0.0.1', port, speech: Speech.TLS }, probeTools({ deadlineMs: 10_000 })),
  );
}

test.each([
  ['TLSv1.2', 'TLSv1.3', { '1.0': false, '1.1': false, '1.2': true, '1.3': true }],
  ['TLSv1', 'TLSv1.1', { '1.0': true, '1.1': true, '1.2': false, '1.3': false }],
  ['TLSv1.3', 'TLSv1.3', { '1.0': false, '1.1': false, '1.2': false, '1.3': true }],
] as const)('from %s to %s', async (minVersion, maxVersion, versions) => {
  expect(await scanned(LoopbackServer.tls({ ...CHAIN, minVersion, maxVersion }))).toEqual({ ssl3: false, ...versions });
});

test('a server that knows SSL 3.0 alone', async () => {
  const old = LoopbackServer.plain((socket) =>
    socket.once('data', () => {
      const messages = [
        serverHello({ version: 0x0300, suite: 0x0005 }),
        certificateMessage([leaf.certificate.der]),
        HELLO_DONE,
      ];
      for (const message of messages) socket.write(tlsRecord(message, 22, 0x0300));
    }),
  );
  const versions = await scanned(old);
  expect(versions.ssl3).toBe(true);
  expect(versions['1.2']).toBe(false);
});

test('what is silent is not known', async () => {
  expect(await scanned(LoopbackServer.plain(() => undefined))).toEqual({});
});

test('what closes without an alert does not answer', async () => {
  const closing = LoopbackServer.plain((socket) => socket.once('data', () => socket.end()));
  expect(await scanned(closing)).toEqual({ ssl3: false, '1.0': false, '1.1': false, '1.2': false, '1.3': false });
});
