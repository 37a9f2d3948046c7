import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { ExportError, ExportLimits } from './limits';

/** One file of an export. */
export interface ExportFile {
  /** Path within the folder or archive, with forward slashes; the name alone of a single file. */
  readonly name: string;
  readonly size: number;
  /** Its bytes, chunk by chunk. */
  chunks(): Iterable<Buffer>;
}

/** The files of an export, and what could not be opened. */
export interface ExportFiles {
  readonly files: readonly ExportFile[];
  readonly problems: readonly ExportError[];
}

const CHUNK = 1 << 20;
/** Largest archive that is opened; it is held in memory. */
const LARGEST_ARCHIVE = 512 * 1024 * 1024;

/**
 * Opens a folder, a ZIP archive or a file.
 * @throws ExportError where there is nothing to read, or an archive is not sound
 */
export async function openExport(path: string, limits: ExportLimits): Promise<ExportFiles> {
  let stat;
  try {
    stat = lstatSync(realpathSync(path));
  } catch {
    throw new ExportError(`there is no ${path}`, path, 'name a folder, a ZIP archive or a file of an export');
  }
  if (stat.isDirectory()) return openFolder(path, limits);
  if (!stat.isFile()) throw new ExportError(`${path} is neither a folder nor a file`, path, 'name a folder or a file');
  if (isZip(headOf(path))) {
    if (stat.size > LARGEST_ARCHIVE)
      throw new ExportError(`an archive of ${stat.size} bytes; at most ${LARGEST_ARCHIVE}`, path, 'unpack it first');
    return openArchive(readFileSync(path), basename(path), limits);
  }
  return within([diskFile(path, basename(path), stat.size)], limits);
}

function isZip(head: Buffer): boolean {
  return head.length >= 4 && head[0] === 0x50 && head[1] === 0x4b && [3, 5, 7].includes(head[2]!);
}

function headOf(path: string): Buffer {
  const handle = openSync(path, 'r');
  try {
    const head = Buffer.alloc(4);
    return head.subarray(0, readSync(handle, head, 0, 4, 0));
  } finally {
    closeSync(handle);
  }
}

/** Files below a folder. Links are not followed: they may lead anywhere. */
function openFolder(folder: string, limits: ExportLimits): ExportFiles {
  const files: ExportFile[] = [];
  const problems: ExportError[] = [];
  const visit = (at: string, depth: number): void => {
    for (const entry of readdirSync(at, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(at, entry.name);
      const name = relative(folder, path).split(sep).join('/');
      if (entry.isSymbolicLink())
        problems.push(new ExportError('a link, which is not followed', name, 'copy the file'));
      else if (entry.isDirectory() && depth < 8) visit(path, depth + 1);
      else if (entry.isFile()) files.push(diskFile(path, name, lstatSync(path).size));
      if (files.length > limits.files)
        throw new ExportError(`more than ${limits.files} files`, folder, 'name the folder of one export');
    }
  };
  visit(folder, 0);
  const { files: kept, problems: large } = within(files, limits);
  return { files: kept, problems: [...problems, ...large] };
}

/** Without the files that are over a limit. */
function within(files: readonly ExportFile[], limits: ExportLimits): ExportFiles {
  const problems: ExportError[] = [];
  let total = 0;
  const kept = files.filter(({ name, size }) => {
    const over = size > limits.fileBytes || total + size > limits.totalBytes;
    if (over)
      problems.push(
        new ExportError(
          `not read: ${size} bytes; a file may have ${limits.fileBytes}, all together ${limits.totalBytes}`,
          name,
          'export with the default depth of Export-Clixml, one file for each server and cmdlet',
        ),
      );
    else total += size;
    return !over;
  });
  return { files: kept, problems };
}

function diskFile(path: string, name: string, size: number): ExportFile {
  return {
    name,
    size,
    *chunks() {
      const handle = openSync(path, 'r');
      try {
        for (;;) {
          const chunk = Buffer.alloc(Math.min(CHUNK, Math.max(size, 1)));
          const got = readSync(handle, chunk, 0, chunk.length, null);
          if (got === 0) return;
          yield chunk.subarray(0, got);
        }
      } finally {
        closeSync(handle);
      }
    },
  };
}

/** Files of an archive, unpacked in memory within the limits. Nothing is written. */
async function openArchive(bytes: Buffer, archive: string, limits: ExportLimits): Promise<ExportFiles> {
  const refused = (message: string): ExportError =>
    new ExportError(`the archive is not sound: ${message}`, archive, 'make it again, or unpack it and name the folder');
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, opened) =>
      error ? reject(refused(error.message)) : resolve(opened),
    );
  });
  const entries = await new Promise<Entry[]>((resolve, reject) => {
    const found: Entry[] = [];
    zip.on('error', (error: Error) => reject(refused(error.message)));
    zip.on('end', () => resolve(found));
    zip.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/')) found.push(entry);
      if (found.length > limits.files) return reject(refused(`more than ${limits.files} files`));
      zip.readEntry();
    });
    zip.readEntry();
  });
  const total = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (total > limits.totalBytes) throw refused(`it unpacks to ${total} bytes; at most ${limits.totalBytes} are read`);
  const files: ExportFile[] = [];
  const problems: ExportError[] = [];
  for (const entry of entries) {
    const name = entry.fileName;
    if (entry.isEncrypted()) {
      problems.push(
        new ExportError('the entry is encrypted', `${archive}/${name}`, 'make the archive without a password'),
      );
    } else if (entry.uncompressedSize > limits.fileBytes) {
      const message = `not read: it unpacks to ${entry.uncompressedSize} bytes; at most ${limits.fileBytes}`;
      problems.push(new ExportError(message, `${archive}/${name}`, 'export with less depth'));
    } else {
      const unpacked = await unpack(zip, entry).catch((error: Error) => refused(`${name}: ${error.message}`));
      if (unpacked instanceof ExportError) problems.push(unpacked);
      else files.push({ name, size: unpacked.length, chunks: () => [unpacked] });
    }
  }
  zip.close();
  return { files: files.sort((a, b) => (a.name < b.name ? -1 : 1)), problems };
}

/** One entry; the library refuses what unpacks to more than the archive says. */
function unpack(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => resolve(Buffer.concat(chunks)));
    });
  });
}
