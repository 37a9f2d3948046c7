import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { freePorts, ServerProcess, type ServerCertificate } from './server-process';
import { TemporaryFolder } from './temporary-folder';

export interface PostfixOptions extends ServerCertificate {
  /** Name the server greets with. Default: `localhost`. */
  readonly serverName?: string;
  /** Whether it offers STARTTLS. Default: it demands it. */
  readonly tls?: 'encrypt' | 'none';
}

export interface RunningPostfix {
  /** SMTP submission with STARTTLS, as on port 587. */
  readonly submissionPort: number;
  stop(): Promise<void>;
}

/** Where the package puts the daemon that starts all others; `postfix start` would check the whole system first. */
const MASTER = '/usr/lib/postfix/sbin/master';

/** Folders that Postfix expects in its queue. */
const QUEUE = ['active', 'bounce', 'corrupt', 'defer', 'deferred', 'flush', 'hold', 'incoming', 'maildrop', 'pid'];

/** Starts Postfix on 127.0.0.1 as a submission server that presents the certificate. Needs root. */
export async function startPostfix(options: PostfixOptions): Promise<RunningPostfix> {
  const [submissionPort] = await freePorts(1);
  const folder = new TemporaryFolder('postfix');
  const at = (name: string): string => `${folder.path}/${name}`;
  // The daemons drop to the user postfix and must pass through; the key stays readable to root only.
  chmodSync(folder.path, 0o711);
  folder.write('chain.pem', options.certificateChainPem);
  folder.write('key.pem', options.privateKeyPem);
  for (const name of ['config', 'queue', 'data', ...[...QUEUE, 'private', 'public'].map((part) => `queue/${part}`)]) {
    folder.makeFolder(name, 0o755);
  }
  execFileSync('chown', ['postfix', at('data'), ...[...QUEUE, 'private', 'public'].map((part) => at(`queue/${part}`))]);
  folder.write(
    'config/main.cf',
    `
compatibility_level = 3.6
queue_directory = ${at('queue')}
data_directory = ${at('data')}
maillog_file = /dev/stdout
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = ${options.serverName ?? 'localhost'}
mydestination =
alias_maps =
smtpd_relay_restrictions = reject
smtpd_tls_security_level = ${options.tls ?? 'encrypt'}
smtpd_tls_chain_files = ${at('key.pem')}, ${at('chain.pem')}
smtpd_tls_session_cache_database =
`,
  );
  // All without chroot: a private queue folder holds none of the system files that a chroot would need.
  folder.write(
    'config/master.cf',
    `
127.0.0.1:${submissionPort} inet n - n - - smtpd
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
tlsmgr    unix - - n 1000? 1 tlsmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
proxymap  unix - - n - - proxymap
anvil     unix - - n - 1 anvil
scache    unix - - n - 1 scache
error     unix - - n - - error
retry     unix - - n - - error
discard   unix - - n - - discard
postlog   unix-dgram n - n - 1 postlogd
`,
  );
  const server = await ServerProcess.start(folder, MASTER, ['-c', at('config'), '-d'], [submissionPort]);
  return { submissionPort, stop: () => server.stop() };
}
