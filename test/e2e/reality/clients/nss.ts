import { runCommand, TemporaryFolder, type ClientOutcome } from '../../support';
import type { RealityClient } from '../client';
import type { ServedCase } from '../servers';
import { eachOf } from './each';
import { makeNssDatabase } from './nss-database';

async function tryOne(one: ServedCase, database: string): Promise<ClientOutcome> {
  const args = ['-h', '127.0.0.1', '-p', `${one.port}`, '-a', one.host, '-d', `sql:${database}`, '-V', 'tls1.2:tls1.3'];
  const { status, stdout, stderr } = await runCommand('tstclnt', [...args, '-Q', '-O']);
  const words = `${stdout}${stderr}`.trim();
  if (status === 0) return { outcome: 'accepted', detail: 'the handshake is complete' };
  const refusal = /(?:SEC|SSL|MOZILLA)_ERROR_[A-Z_]+[^\n]*/.exec(words);
  if (refusal) return { outcome: 'refused', detail: refusal[0] };
  throw new Error(`${one.name}: tstclnt ended with ${status ?? 'its time limit'} and no verdict: ${words}`);
}

/** `tstclnt` of NSS: what programs on NSS do that leave the check to its own validator. */
export const nssClient: RealityClient = {
  platform: 'linux-nss',
  commands: ['tstclnt', 'certutil'],
  async version() {
    const { stdout } = await runCommand('dpkg-query', ['--show', '--showformat=NSS ${Version}', 'libnss3']);
    return stdout.trim();
  },
  async tryAll(cases) {
    const folder = new TemporaryFolder('reality-nss');
    try {
      const database = await makeNssDatabase(folder, 'database', cases);
      const outcomes = await eachOf(cases, 3, (one) => tryOne(one, database));
      return new Map(cases.map((one, i) => [one.id, outcomes[i]]));
    } finally {
      folder.remove();
    }
  },
};
