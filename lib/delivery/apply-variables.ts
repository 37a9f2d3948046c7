import { createHash } from 'node:crypto';

const KEY_LENGTH = 16;

/**
 * The end of the names of the environment variables that pass one certificate.
 *
 * @param presenter number of who presents it, from 1
 */
export function environmentSuffix(presenter: number, name: string): string {
  return `${presenter}_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** The end of the name of the environment variable that passes the value of a Terraform expression. */
export function expressionKey(expression: string): string {
  return createHash('sha256').update(expression).digest('hex').slice(0, KEY_LENGTH).toUpperCase();
}

/** Whether a text can name a certificate: what stands in an environment becomes the name of a file. */
export function isCertificateName(name: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
}

/**
 * Begins the value of a variable that holds the same chain or root as another one, whose end follows: certificates of one CA share both,
 * and the environment of a process has an end.
 */
export const SAME_AS = 'same as ';
