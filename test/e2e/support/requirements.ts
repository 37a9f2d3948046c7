import { existsSync } from 'node:fs';
import { findCommand } from './command';
import { isInstalled, isRunner, type Runner } from './runners';

/** A server, client, shell or runner that a test needs on the machine. */
export type Requirement =
  | Runner
  | 'nginx'
  | 'nginx-stream'
  | 'dovecot'
  | 'postfix'
  | 'haproxy'
  | 'stunnel'
  | 'chromium'
  | 'firefox-esr'
  | 'certutil'
  | 'tstclnt'
  | 'gnutls-cli'
  | 'curl'
  | 'openssl'
  | 'go'
  | 'java'
  | 'javac'
  | 'terraform'
  | 'git'
  | 'rsync'
  | 'bash'
  | 'zsh'
  | 'fish';

/** Debian's place of what makes nginx pass connections through. */
export const NGINX_STREAM_MODULE = '/usr/lib/nginx/modules/ngx_stream_module.so';

function lacks(requirement: Requirement): string | undefined {
  if (requirement === 'terraform') {
    return (findCommand('terraform') ?? findCommand('tofu')) ? undefined : 'terraform (or tofu) is not installed';
  }
  if (isRunner(requirement)) {
    return isInstalled(requirement) ? undefined : `${requirement} is not installed: npm run setup -- --runners`;
  }
  if (requirement === 'nginx-stream')
    return existsSync(NGINX_STREAM_MODULE)
      ? undefined
      : 'the stream module of nginx is not installed: npm run setup -- --servers';
  if (findCommand(requirement) === undefined) return `${requirement} is not installed: npm run setup -- --servers`;
  if (requirement === 'dovecot' && !['imap', 'pop3'].every((name) => existsSync(`/usr/lib/dovecot/${name}`))) {
    return 'dovecot lacks IMAP4 or POP3: npm run setup -- --servers';
  }
  const asRoot = process.getuid?.() === 0;
  if ((requirement === 'postfix' || requirement === 'dovecot') && !asRoot) return `${requirement} starts only as root`;
  return undefined;
}

/** Why each requirement that the machine does not meet is not met; none: all are met. */
export function unmet(requirements: readonly Requirement[]): string[] {
  return requirements.map(lacks).filter((reason) => reason !== undefined);
}

/**
 * A test suite that needs real programs: skipped, with the reason in its name, where one is missing. A continuous
 * integration run counts each such skip as a failure, so that none goes unnoticed.
 */
export function describeWith(requirements: readonly Requirement[], name: string, suite: () => void): void {
  const reasons = unmet(requirements);
  if (reasons.length === 0) describe(name, suite);
  else describe.skip(`${name} (${reasons.join('; ')})`, suite);
}
