import type { ClientOutcome } from './client-outcome';
import { runCommand } from './command';

export interface TlsClientOptions {
  /** Default: 127.0.0.1. */
  readonly host?: string;
  readonly port: number;
  /** The protocol to speak before TLS. Default: TLS at once. */
  readonly starttls?: 'imap' | 'pop3' | 'smtp';
  /** The only roots that count. */
  readonly caFile: string;
  /** The name that the certificate must carry; it is sent as the server name too. */
  readonly verifyHostname: string;
}

/**
 * Shakes hands with `openssl s_client`, chain and name checked.
 * @throws Error when no TLS answer came, which says nothing about the certificate
 */
export async function opensslSClient(options: TlsClientOptions): Promise<ClientOutcome> {
  const args = ['s_client', '-connect', `${options.host ?? '127.0.0.1'}:${options.port}`];
  if (options.starttls !== undefined) args.push('-starttls', options.starttls);
  args.push('-CAfile', options.caFile, '-no-CApath', '-no-CAstore', '-verify_return_error', '-x509_strict');
  args.push('-servername', options.verifyHostname, '-verify_hostname', options.verifyHostname, '-brief');
  const { status, stdout, stderr } = await runCommand('openssl', args);
  const words = `${stdout}${stderr}`.trim();
  if (/Verification: OK/.test(words)) return { outcome: 'accepted', detail: words };
  const refusal = /verify error:num=\d+:[^\n]*/.exec(words)?.[0];
  if (refusal !== undefined) return { outcome: 'refused', detail: refusal };
  throw new Error(`openssl s_client ended with ${status ?? 'its time limit'} and no verdict: ${words}`);
}
