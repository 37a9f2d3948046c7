import { runCommand, TemporaryFolder } from '../../support';
import type { Attempt } from '../attempt';

async function certutil(args: readonly string[], input?: string): Promise<void> {
  const { status, stderr } = await runCommand('certutil', args, { timeoutMs: 120_000, input });
  if (status !== 0) throw new Error(`certutil ${args[0]} ended with ${status ?? 'its time limit'}: ${stderr}`);
}

/** Makes a certificate database in `path` that trusts what is installed in any of the attempts. */
export async function makeNssDatabase(
  folder: TemporaryFolder,
  path: string,
  attempts: readonly Attempt[],
): Promise<string> {
  const database = folder.makeFolder(path, 0o700);
  await certutil(['-N', '-d', `sql:${database}`, '--empty-password']);
  const trusted = attempts.flatMap((one) => one.trusted);
  const anchors = new Map(trusted.map((one) => [one.issued.certificate.sha256, one]));
  const batch: string[] = [];
  for (const [fingerprint, { issued, as }] of anchors) {
    const file = folder.write(`${fingerprint}.pem`, issued.pem);
    // The database does not take such a certificate at all (SEC_ERROR_ADDING_CERT): the client goes without it.
    if (issued.certificate.key.algorithm === 'ed25519') continue;
    batch.push(`-A -d sql:${database} -n ${fingerprint} -t ${as === 'server' ? 'P,,' : 'C,,'} -i ${file}`);
  }
  const file = folder.write('batch.txt', `${batch.join('\n')}\n`);
  if (batch.length > 0) await certutil(['-B', '-d', `sql:${database}`, '-i', file]);
  return database;
}
