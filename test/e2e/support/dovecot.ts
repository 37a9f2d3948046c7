import { chmodSync } from 'node:fs';
import { findCommand } from './command';
import { freePorts, ServerProcess, type ServerCertificate } from './server-process';
import { TemporaryFolder } from './temporary-folder';

export interface DovecotOptions extends ServerCertificate {
  /** Whether it knows TLS at all; without it nobody can log in. Default: it demands it. */
  readonly ssl?: 'required' | 'no';
}

export interface RunningDovecot {
  /** IMAP4 with STARTTLS. */
  readonly imapPort: number;
  /** IMAP4 over TLS. */
  readonly imapsPort: number;
  /** POP3 with STLS. */
  readonly pop3Port: number;
  /** POP3 over TLS. */
  readonly pop3sPort: number;
  stop(): Promise<void>;
}

/** Starts Dovecot on 127.0.0.1 as an IMAP4 and POP3 server that presents the certificate. Needs root. */
export async function startDovecot(options: DovecotOptions): Promise<RunningDovecot> {
  const [imapPort, imapsPort, pop3Port, pop3sPort] = await freePorts(4);
  const folder = new TemporaryFolder('dovecot');
  // The login processes run as another user and must pass through; the files themselves stay readable to the owner only.
  chmodSync(folder.path, 0o711);
  folder.write('chain.pem', options.certificateChainPem);
  folder.write('key.pem', options.privateKeyPem);
  folder.makeFolder('run', 0o755);
  folder.makeFolder('state', 0o755);
  // Dovecot takes one setting a line inside a block.
  const listener = (name: string, port: number, tls: boolean): string => `
  inet_listener ${name} {
    address = 127.0.0.1
    port = ${port}
    ssl = ${tls ? 'yes' : 'no'}
  }`;
  folder.write(
    'dovecot.conf',
    `
base_dir = ${folder.path}/run
state_dir = ${folder.path}/state
instance_name = ${folder.path.slice(folder.path.lastIndexOf('/') + 1)}
log_path = /dev/stderr
protocols = imap pop3
listen = 127.0.0.1
ssl = ${options.ssl ?? 'required'}
ssl_cert = <${folder.path}/chain.pem
ssl_key = <${folder.path}/key.pem
mail_location = maildir:${folder.path}/mail
passdb {
  driver = static
  args = nopassword=y
}
service imap-login {${listener('imap', imapPort, false)}${listener('imaps', imapsPort, true)}
}
service pop3-login {${listener('pop3', pop3Port, false)}${listener('pop3s', pop3sPort, true)}
}
`,
  );
  const server = await ServerProcess.start(
    folder,
    findCommand('dovecot') ?? 'dovecot',
    ['-F', '-c', `${folder.path}/dovecot.conf`],
    options.ssl === 'no' ? [imapPort, pop3Port] : [imapPort, imapsPort, pop3Port, pop3sPort],
  );
  return { imapPort, imapsPort, pop3Port, pop3sPort, stop: () => server.stop() };
}
