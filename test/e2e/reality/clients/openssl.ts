import { runCommand, TemporaryFolder, type ClientOutcome } from '../../support';
import type { RealityClient } from '../client';
import type { ServedCase } from '../servers';
import { eachOf, isAddress } from './each';

async function tryOne(one: ServedCase, folder: TemporaryFolder): Promise<ClientOutcome> {
  const roots = folder.write(`${one.id}.pem`, one.storePem);
  const name = isAddress(one.host)
    ? ['-noservername', '-verify_ip', one.host]
    : ['-servername', one.host, '-verify_hostname', one.host];
  const args = ['s_client', '-connect', `127.0.0.1:${one.port}`, '-verify_return_error', '-brief'];
  const trust = ['-no-CApath', '-no-CAstore', '-CAfile', roots];
  const { status, stdout, stderr } = await runCommand('openssl', [...args, ...trust, ...name]);
  const words = `${stdout}${stderr}`.trim();
  if (/Verification: OK/.test(words)) return { outcome: 'accepted', detail: 'Verification: OK' };
  const refusal = /verify error:num=\d+:[^\n]*/.exec(words) ?? /(?:alert|error:)[^\n]*/.exec(words);
  if (refusal) return { outcome: 'refused', detail: refusal[0] };
  throw new Error(`${one.name}: openssl ended with ${status ?? 'its time limit'} and no verdict: ${words}`);
}

/** `openssl s_client` as Debian sets it up: what programs on OpenSSL do that check chain and name. */
export const opensslClient: RealityClient = {
  platform: 'linux-openssl',
  commands: ['openssl'],
  async version() {
    return (await runCommand('openssl', ['version'])).stdout.trim();
  },
  async tryAll(cases) {
    const folder = new TemporaryFolder('reality-openssl');
    try {
      const outcomes = await eachOf(cases, 4, (one) => tryOne(one, folder));
      return new Map(cases.map((one, i) => [one.id, outcomes[i]]));
    } finally {
      folder.remove();
    }
  },
};
