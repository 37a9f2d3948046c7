import { runCommand, TemporaryFolder } from '../../support';
import { accepted, answerOf, refused, requestOf, type Attempt, type AttemptOutcome } from '../attempt';
import type { RealityClient } from '../client';
import { eachOf, isAddress } from './each';

async function tryOne(one: Attempt, folder: TemporaryFolder): Promise<AttemptOutcome> {
  const roots = folder.write(`${one.id}.pem`, one.storePem);
  const args = ['--port', `${one.port}`, '--x509cafile', roots, '--verify-hostname', one.host];
  args.push(isAddress(one.host) || one.withoutSni ? '--disable-sni' : `--sni-hostname=${one.host}`);
  if (one.withoutTls13) args.push('--priority', 'NORMAL:-VERS-TLS1.3');
  if (one.certificate) {
    args.push('--x509certfile', folder.write(`${one.id}.crt`, one.certificate.pem));
    args.push('--x509keyfile', folder.write(`${one.id}.key`, one.certificate.keyPem));
  }
  const answered = one.until === 'answer';
  // gnutls-cli leaves as soon as its input ends, whether or not an answer is on its way.
  const options = answered ? { input: requestOf(one), keepsInputOpen: true } : {};
  const { status, stdout, stderr } = await runCommand('gnutls-cli', [...args, '127.0.0.1'], options);
  const words = `${stdout}\n${stderr}`;
  if (/Status: The certificate is trusted/.test(words) && /Handshake was completed/.test(words))
    return answered ? answerOf(stdout) : accepted('the certificate is trusted');
  const refusal =
    /Status: The certificate is NOT trusted\.[^\n]*/.exec(words) ?? /\*\*\* [^\n]*|Fatal[^\n]*/.exec(words);
  if (refusal) return refused(refusal[0]);
  throw new Error(`${one.name}: gnutls-cli ended with ${status ?? 'its time limit'} and no verdict: ${words}`);
}

/** `gnutls-cli` as Debian sets it up: what programs on GnuTLS do. */
export const gnutlsClient: RealityClient = {
  platform: 'linux-gnutls',
  commands: ['gnutls-cli'],
  abilities: ['withoutSni', 'withoutTls13', 'certificate'],
  async version() {
    return (await runCommand('gnutls-cli', ['--version'])).stdout.split('\n')[0].trim();
  },
  async tryAll(attempts) {
    const folder = new TemporaryFolder('reality-gnutls');
    try {
      const outcomes = await eachOf(attempts, 4, (one) => tryOne(one, folder));
      return new Map(attempts.map((one, i) => [one.id, outcomes[i]]));
    } finally {
      folder.remove();
    }
  },
};
