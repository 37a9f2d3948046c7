import { runCommand, TemporaryFolder } from '../../support';
import type { ServedCase } from '../servers';

async function certutil(args: readonly string[], input?: string): Promise<void> {
  const { status, stderr } = await runCommand('certutil', args, { timeoutMs: 120_000, input });
  if (status !== 0) throw new Error(`certutil ${args[0]} ended with ${status ?? 'its time limit'}: ${stderr}`);
}

/** How NSS is set to trust: an authority as one, a certificate that is none as this very server. */
export function trustOf(one: ServedCase): 'C,,' | 'P,,' {
  return one.specification.source === 'self-signed' ? 'P,,' : 'C,,';
}

/** Makes a certificate database in `path` that trusts the anchors of the cases in which they are installed. */
export async function makeNssDatabase(
  folder: TemporaryFolder,
  path: string,
  cases: readonly ServedCase[],
): Promise<string> {
  const database = folder.makeFolder(path, 0o700);
  await certutil(['-N', '-d', `sql:${database}`, '--empty-password']);
  const anchors = new Map(cases.filter((one) => one.installed).map((one) => [one.anchor.certificate.sha256, one]));
  const batch: string[] = [];
  for (const [fingerprint, one] of anchors) {
    const file = folder.write(`${fingerprint}.pem`, one.anchor.pem);
    // The database does not take such a certificate at all (SEC_ERROR_ADDING_CERT): the client goes without it.
    if (one.anchor.certificate.key.algorithm === 'ed25519') continue;
    batch.push(`-A -d sql:${database} -n ${fingerprint} -t ${trustOf(one)} -i ${file}`);
  }
  const file = folder.write('batch.txt', `${batch.join('\n')}\n`);
  if (batch.length > 0) await certutil(['-B', '-d', `sql:${database}`, '-i', file]);
  return database;
}
