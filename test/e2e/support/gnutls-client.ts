import type { ClientOutcome } from './client-outcome';
import { runCommand } from './command';
import type { TlsClientOptions } from './openssl-client';

/**
 * Shakes hands with `gnutls-cli`, chain and name checked.
 * @throws Error when no TLS answer came, which says nothing about the certificate
 */
export async function gnutlsCli(options: TlsClientOptions): Promise<ClientOutcome> {
  const args = [
    '--port',
    `${options.port}`,
    '--x509cafile',
    options.caFile,
    '--verify-hostname',
    options.verifyHostname,
  ];
  args.push('--sni-hostname', options.verifyHostname);
  if (options.starttls !== undefined) args.push('--starttls-proto', options.starttls);
  const { status, stdout, stderr } = await runCommand('gnutls-cli', [...args, options.host ?? '127.0.0.1']);
  const words = `${stdout}\n${stderr}`;
  const trusted = /Status: The certificate is trusted/.test(words);
  if (trusted && /Handshake was completed/.test(words))
    return { outcome: 'accepted', detail: 'the certificate is trusted' };
  const refusal = /Status: The certificate is NOT trusted\.[^\n]*/.exec(words)?.[0];
  if (refusal !== undefined) return { outcome: 'refused', detail: refusal };
  throw new Error(`gnutls-cli ended with ${status ?? 'its time limit'} and no verdict: ${words}`);
}
