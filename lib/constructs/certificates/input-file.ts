import { readFileSync, statSync } from 'node:fs';
import { Construct } from 'constructs';
import { SourceLocation } from '../../model';
import { faultOf } from '../fault';
import { x509 } from '../../late';

/** Larger files hold no certificate; reading them would only take time. */
const LARGEST_FILE = 8 * 1024 * 1024;

/** Bytes of a file that a declaration names; a fault, and undefined, where it can't be read. */
export function readInput(scope: Construct, what: string, path: string, location?: SourceLocation): Buffer | undefined {
  const fault = (message: string, fix: string): undefined => {
    faultOf(scope, { code: 'file-unreadable', message, fix, location });
    return undefined;
  };
  try {
    const stat = statSync(path);
    if (stat.isDirectory())
      return fault(`${what} "${path}" is a directory; a file is expected`, 'name the file inside it');
    if (!stat.isFile()) return fault(`${what} "${path}" is not an ordinary file`, 'name an ordinary file');
    if (stat.size > LARGEST_FILE) {
      return fault(
        `${what} "${path}" has ${stat.size} bytes; no certificate file has more than ${LARGEST_FILE}`,
        'check that this is the right file',
      );
    }
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT')
      return fault(`${what} "${path}" does not exist`, 'correct the path; it is relative to where synth runs');
    return fault(
      `${what} "${path}" can't be read (${code ?? 'unknown error'})`,
      'let whoever synthesizes read the file',
    );
  }
}

/** Runs a reader of lib/pki; its typed error becomes a fault. */
export function readWith<T>(scope: Construct, location: SourceLocation | undefined, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof x509().PkiError)) throw error;
    faultOf(scope, {
      code: `pki-${error.code}`,
      message: error.message,
      fix: 'give the right file; the message says what is allowed',
      location,
    });
    return undefined;
  }
}
