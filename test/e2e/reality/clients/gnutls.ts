import { runCommand, TemporaryFolder, type ClientOutcome } from '../../support';
import type { RealityClient } from '../client';
import type { ServedCase } from '../servers';
import { eachOf, isAddress } from './each';

async function tryOne(one: ServedCase, folder: TemporaryFolder): Promise<ClientOutcome> {
  const roots = folder.write(`${one.id}.pem`, one.storePem);
  const args = ['--port', `${one.port}`, '--x509cafile', roots, '--verify-hostname', one.host];
  args.push(isAddress(one.host) ? '--disable-sni' : `--sni-hostname=${one.host}`);
  const { status, stdout, stderr } = await runCommand('gnutls-cli', [...args, '127.0.0.1']);
  const words = `${stdout}\n${stderr}`;
  if (/Status: The certificate is trusted/.test(words) && /Handshake was completed/.test(words)) {
    return { outcome: 'accepted', detail: 'the certificate is trusted' };
  }
  const refusal =
    /Status: The certificate is NOT trusted\.[^\n]*/.exec(words) ?? /\*\*\* [^\n]*|Fatal[^\n]*/.exec(words);
  if (refusal) return { outcome: 'refused', detail: refusal[0] };
  throw new Error(`${one.name}: gnutls-cli ended with ${status ?? 'its time limit'} and no verdict: ${words}`);
}

/** `gnutls-cli` as Debian sets it up: what programs on GnuTLS do. */
export const gnutlsClient: RealityClient = {
  platform: 'linux-gnutls',
  commands: ['gnutls-cli'],
  async version() {
    return (await runCommand('gnutls-cli', ['--version'])).stdout.split('\n')[0].trim();
  },
  async tryAll(cases) {
    const folder = new TemporaryFolder('reality-gnutls');
    try {
      const outcomes = await eachOf(cases, 4, (one) => tryOne(one, folder));
      return new Map(cases.map((one, i) => [one.id, outcomes[i]]));
    } finally {
      folder.remove();
    }
  },
};
