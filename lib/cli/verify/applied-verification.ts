import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { applyVerify, Verification } from './apply-verify';
import { interruptible } from './interrupt';

/** What is around the verification, handed in. */
export interface AppliedWorld {
  readonly environment: NodeJS.ProcessEnv;
  readonly estateFile: string;
  readonly clock: () => Date;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * Verifies the endpoints of a stack and says how it went. Where Terraform names a file for the result, a refusal is a warning of a check
 * that reads it, and else a failure of the apply.
 *
 * @returns the exit code of the script
 */
export async function appliedVerification(world: AppliedWorld): Promise<number> {
  const { clock, environment, err, estateFile, out } = world;
  const verification = await interruptible((signal) =>
    applyVerify(environment, estateFile, {
      clock,
      passed: () => performance.now(),
      signal,
      say: (line) => out(`client access: ${line}\n`),
    }),
  );
  const { accepted, summary, text } = verification;
  const result = environment.CLIENT_ACCESS_RESULT ?? '';
  if (result !== '') record(result, verification);
  if (accepted) out(`client access: ${summary}\n`);
  else err(`${text}\nclient access: ${summary}\n`);
  return accepted || result !== '' ? 0 : 1;
}

/** Leaves the result where a check of Terraform reads it: whole, or as it was. */
function record(path: string, { accepted, summary }: Verification): void {
  const target = resolve(path);
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const beside = `${target}.${process.pid}`;
  writeFileSync(beside, `${JSON.stringify({ accepted, summary })}\n`, { mode: 0o600 });
  renameSync(beside, target);
}
