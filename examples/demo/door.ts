import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClientProtocol } from '../../lib/model';
import { startDovecot, startNginx, startPostfix, unmet } from '../../test/e2e/support';

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

type Certificate = Parameters<typeof startPostfix>[0];

/** The programs that serve, with what each stands for. A machine that lacks one serves the others. */
export const PROGRAMS = [
  { name: 'nginx', protocols: [ClientProtocol.OWA], start: (certificate: Certificate) => startNginx(certificate) },
  {
    name: 'dovecot',
    protocols: [ClientProtocol.IMAP4, ClientProtocol.POP3],
    start: (certificate: Certificate) => startDovecot(certificate),
  },
  {
    name: 'postfix',
    protocols: [ClientProtocol.SMTP_SUBMISSION],
    start: (certificate: Certificate) => startPostfix(certificate),
  },
] as const;

/** Starts the programs that serve these protocols, with certificate and key of a bundle. */
export async function serveBundle(
  bundle: string,
  hostName: string,
  protocols: readonly ClientProtocol[],
): Promise<ServedBundle> {
  const certificate = {
    certificateChainPem: readFileSync(join(bundle, 'fullchain.pem'), 'utf8'),
    privateKeyPem: readFileSync(join(bundle, 'private-key.pem'), 'utf8'),
    serverName: hostName,
  };
  const wanted = PROGRAMS.filter(
    (program) =>
      program.protocols.some((protocol) => protocols.includes(protocol)) && unmet([program.name]).length === 0,
  );
  const started = await Promise.allSettled(wanted.map(({ start }): Promise<Running> => start(certificate)));
  const running = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
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
