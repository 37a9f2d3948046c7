import { runCommand, TemporaryFolder } from '../../support';
import { accepted, answerOf, refused, requestOf, type Attempt, type AttemptOutcome } from '../attempt';
import type { RealityClient } from '../client';
import { eachOf, isAddress } from './each';

async function tryOne(one: Attempt, folder: TemporaryFolder): Promise<AttemptOutcome> {
  const roots = folder.write(`${one.id}.pem`, one.storePem);
  const sni = isAddress(one.host) || one.withoutSni ? ['-noservername'] : ['-servername', one.host];
  const name = [isAddress(one.host) ? '-verify_ip' : '-verify_hostname', one.host];
  const args = ['s_client', '-connect', `127.0.0.1:${one.port}`, '-verify_return_error', '-brief', ...sni, ...name];
  args.push('-no-CApath', '-no-CAstore', '-CAfile', roots);
  if (one.withoutTls13) args.push('-no_tls1_3');
  if (one.certificate)
    args.push(
      '-cert',
      folder.write(`${one.id}.crt`, one.certificate.pem),
      '-key',
      folder.write(`${one.id}.key`, one.certificate.keyPem),
    );
  const answered = one.until === 'answer';
  if (answered) args.push('-ign_eof');
  const { status, stdout, stderr } = await runCommand('openssl', args, answered ? { input: requestOf(one) } : {});
  const words = `${stdout}${stderr}`.trim();
  if (/Verification: OK/.test(words)) return answered ? answerOf(stdout) : accepted('Verification: OK');
  const refusal = /verify error:num=\d+:[^\n]*/.exec(words) ?? /(?:alert|error:)[^\n]*/.exec(words);
  if (refusal) return refused(refusal[0]);
  throw new Error(`${one.name}: openssl ended with ${status ?? 'its time limit'} and no verdict: ${words}`);
}

/** `openssl s_client` as Debian sets it up: what programs on OpenSSL do that check chain and name. */
export const opensslClient: RealityClient = {
  platform: 'linux-openssl',
  commands: ['openssl'],
  abilities: ['withoutSni', 'withoutTls13', 'certificate'],
  async version() {
    return (await runCommand('openssl', ['version'])).stdout.trim();
  },
  async tryAll(attempts) {
    const folder = new TemporaryFolder('reality-openssl');
    try {
      const outcomes = await eachOf(attempts, 4, (one) => tryOne(one, folder));
      return new Map(attempts.map((one, i) => [one.id, outcomes[i]]));
    } finally {
      folder.remove();
    }
  },
};
