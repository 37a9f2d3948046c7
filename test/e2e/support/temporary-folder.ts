import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const open = new Set<string>();
process.on('exit', () => open.forEach((path) => rmSync(path, { recursive: true, force: true })));

/** A folder that only its owner can enter, removed at the latest when the process ends. */
export class TemporaryFolder {
  public readonly path: string;

  public constructor(purpose: string) {
    this.path = mkdtempSync(join(tmpdir(), `client-access-${purpose}-`));
    open.add(this.path);
  }

  /** Writes a file that only its owner can read. @returns its absolute path */
  public write(name: string, content: string | Buffer): string {
    const file = join(this.path, name);
    writeFileSync(file, content, { mode: 0o600 });
    chmodSync(file, 0o600);
    return file;
  }

  /**
   * Makes a folder below, with exactly this mode whatever the umask is.
   * @returns its absolute path
   */
  public makeFolder(name: string, mode: number): string {
    const path = join(this.path, name);
    mkdirSync(path, { recursive: true });
    chmodSync(path, mode);
    return path;
  }

  public remove(): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5 });
    open.delete(this.path);
  }
}
