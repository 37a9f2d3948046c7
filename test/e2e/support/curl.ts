import type { ClientOutcome } from './client-outcome';
import { runCommand } from './command';

export interface CurlOptions {
  /** The only roots that count. Default: the system's. */
  readonly caFile?: string;
  /** Addresses for host names: `name:port:address`, as curl's --resolve takes them. */
  readonly resolve?: readonly string[];
}

/** curl's exit codes for a certificate it does not accept (60) and a handshake that failed (35). */
const REFUSALS = [35, 60];

/**
 * Asks for a page with curl.
 * @throws Error when the server was not reached, which says nothing about its certificate
 */
export async function curl(url: string, options: CurlOptions = {}): Promise<ClientOutcome> {
  const args = ['--silent', '--show-error', '--noproxy', '*', '--max-time', '10'];
  if (options.caFile !== undefined) args.push('--cacert', options.caFile, '--capath', '/nonexistent');
  for (const entry of options.resolve ?? []) args.push('--resolve', entry);
  const { status, stdout, stderr } = await runCommand('curl', ['-q', ...args, url]);
  if (status === 0) return { outcome: 'accepted', detail: stdout };
  if (status !== null && REFUSALS.includes(status)) return { outcome: 'refused', detail: stderr.trim() };
  throw new Error(`curl ${url} ended with ${status ?? 'its time limit'}: ${stderr}`);
}
