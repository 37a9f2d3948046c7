import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClientProtocol } from '../../lib/model';
import { startDovecot, startNginx, startPostfix } from '../../test/e2e/support';

/** One port of a real server. */
export interface Door {
  readonly protocol: ClientProtocol;
  readonly port: number;
  /** What is spoken before TLS; left out: TLS at once. */
  readonly starttls?: 'imap' | 'pop3' | 'smtp';
}

/** Real servers on 127.0.0.1 that present what lies in a bundle. */
export interface ServedBundle {
  readonly doors: readonly Door[];
  stop(): Promise<void>;
}

/** Starts nginx and Dovecot, and Postfix where submission is wanted, with certificate and key of a bundle. */
export async function serveBundle(bundle: string, hostName: string, submission: boolean): Promise<ServedBundle> {
  const certificate = {
    certificateChainPem: readFileSync(join(bundle, 'fullchain.pem'), 'utf8'),
    privateKeyPem: readFileSync(join(bundle, 'private-key.pem'), 'utf8'),
    serverName: hostName,
  };
  const started = await Promise.allSettled([
    startNginx(certificate),
    startDovecot(certificate),
    ...(submission ? [startPostfix(certificate)] : []),
  ] as const);
  const running = started.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value] : []));
  const stop = async (): Promise<void> => void (await Promise.all(running.map((server) => server.stop())));
  const failed = started.find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { doors: running.flatMap(doorsOf), stop };
}

type Running = Awaited<ReturnType<typeof startNginx | typeof startDovecot | typeof startPostfix>>;

function doorsOf(server: Running): Door[] {
  if ('submissionPort' in server) {
    return [{ protocol: ClientProtocol.SMTP_SUBMISSION, port: server.submissionPort, starttls: 'smtp' }];
  }
  if ('port' in server) return [{ protocol: ClientProtocol.OWA, port: server.port }];
  return [
    { protocol: ClientProtocol.IMAP4, port: server.imapPort, starttls: 'imap' },
    { protocol: ClientProtocol.IMAP4, port: server.imapsPort },
    { protocol: ClientProtocol.POP3, port: server.pop3Port, starttls: 'pop3' },
    { protocol: ClientProtocol.POP3, port: server.pop3sPort },
  ];
}
