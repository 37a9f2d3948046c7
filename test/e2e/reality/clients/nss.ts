import { runCommand, TemporaryFolder } from '../../support';
import { accepted, answerOf, refused, requestOf, type Attempt, type AttemptOutcome } from '../attempt';
import type { RealityClient } from '../client';
import { eachOf } from './each';
import { makeNssDatabase } from './nss-database';

async function tryOne(one: Attempt, database: string): Promise<AttemptOutcome> {
  const versions = one.withoutTls13 ? 'tls1.2:tls1.2' : 'tls1.2:tls1.3';
  const args = ['-h', '127.0.0.1', '-p', `${one.port}`, '-a', one.host, '-d', `sql:${database}`, '-V', versions, '-O'];
  const answered = one.until === 'answer';
  const { status, stdout, stderr } = answered
    ? await runCommand('tstclnt', args, { input: requestOf(one) })
    : await runCommand('tstclnt', [...args, '-Q']);
  const words = `${stdout}${stderr}`.trim();
  if (answered && /HTTP\/1/.test(stdout)) return answerOf(stdout);
  if (!answered && status === 0) return accepted('the handshake is complete');
  // The client was content; what answers wanted a certificate of it.
  if (/CERTIFICATE_REQUIRED_ALERT/.test(words)) return { ...answerOf(''), detail: 'certificate_required' };
  const refusal = /(?:SEC|SSL|MOZILLA)_ERROR_[A-Z_]+[^\n]*/.exec(words);
  if (refusal) return refused(refusal[0]);
  if (answered && status !== null) return answerOf(stdout);
  throw new Error(`${one.name}: tstclnt ended with ${status ?? 'its time limit'} and no verdict: ${words}`);
}

/** `tstclnt` of NSS: what programs on NSS do that leave the check to its own validator. */
export const nssClient: RealityClient = {
  platform: 'linux-nss',
  commands: ['tstclnt', 'certutil'],
  abilities: ['withoutTls13'],
  async version() {
    const { stdout } = await runCommand('dpkg-query', ['--show', '--showformat=NSS ${Version}', 'libnss3']);
    return stdout.trim();
  },
  async tryAll(attempts) {
    const folder = new TemporaryFolder('reality-nss');
    try {
      const database = await makeNssDatabase(folder, 'database', attempts);
      const outcomes = await eachOf(attempts, 3, (one) => tryOne(one, database));
      return new Map(attempts.map((one, i) => [one.id, outcomes[i]]));
    } finally {
      folder.remove();
    }
  },
};
