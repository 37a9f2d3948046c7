import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SourceLocation } from '../model';

/** Frames looked at: the library's own come first, then cdktf's and constructs', then the user's. */
const DEPTH = 24;

/** This library's folder: its frames are never the place of a declaration. */
const LIBRARY = dirname(__dirname) + sep;

/**
 * Where the caller outside this library stands, so that a finding can name the TypeScript line. Captured cheaply: one frame is
 * formatted, through whatever source-map support the process has (ts-node, tsx, jest), else through the `.map` file beside it.
 */
export function declaredLocation(root: string): SourceLocation | undefined {
  try {
    return capture(root);
  } catch {
    // What a debugger, a bundler or a hook makes of stack frames is not ours; a finding without its line is still a finding.
    return undefined;
  }
}

function capture(root: string): SourceLocation | undefined {
  const limit = Error.stackTraceLimit;
  const prepare = Error.prepareStackTrace;
  const holder: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = DEPTH;
    Error.prepareStackTrace = (_, frames) => frames;
    Error.captureStackTrace(holder, capture);
    const frame = (holder.stack as NodeJS.CallSite[]).find(isUserFrame);
    if (!frame) return undefined;
    return prepare ? (mappedByProcess(frame, prepare, root) ?? mappedByFile(frame, root)) : mappedByFile(frame, root);
  } finally {
    Error.stackTraceLimit = limit;
    Error.prepareStackTrace = prepare;
  }
}

function isUserFrame(frame: NodeJS.CallSite): boolean {
  const file = frame.getFileName();
  if (!file || file.startsWith('node:')) return false;
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  return !path.startsWith(LIBRARY) && !path.includes(`${sep}node_modules${sep}`);
}

/** What is left of a line of a stack trace: a place, alone or in brackets after the function's name. A path may hold brackets too. */
const POSITION = /^\(?(\S.*?):(\d+):(\d+)\)?\s*$/;

function mappedByProcess(
  frame: NodeJS.CallSite,
  prepare: NonNullable<typeof Error.prepareStackTrace>,
  root: string,
): SourceLocation | undefined {
  const text = String(prepare(new Error(), [frame]));
  const match = POSITION.exec(
    text
      .split('\n')
      .pop()
      ?.replace(/^\s*at\s+/, '')
      .replace(/^.*? \((?=(?:file:|[A-Za-z]:|\/|\.).*\)\s*$)/, '(') ?? '',
  );
  return match ? locate(match[1], Number(match[2]), Number(match[3]), root) : undefined;
}

const maps = new Map<string, SourceMap | undefined>();

function mappedByFile(frame: NodeJS.CallSite, root: string): SourceLocation | undefined {
  const name = frame.getFileName() as string;
  const file = name.startsWith('file:') ? fileURLToPath(name) : name;
  const line = frame.getLineNumber() ?? 1;
  const column = frame.getColumnNumber() ?? 1;
  if (!maps.has(file)) maps.set(file, sourceMapOf(file));
  const entry = maps.get(file)?.findEntry(line - 1, column - 1);
  if (entry && 'originalSource' in entry && entry.originalSource) {
    return locate(resolve(dirname(file), entry.originalSource), entry.originalLine + 1, entry.originalColumn + 1, root);
  }
  return locate(file, line, column, root);
}

function sourceMapOf(file: string): SourceMap | undefined {
  try {
    const inline = /\/\/# sourceMappingURL=data:application\/json[^,]*;base64,([A-Za-z0-9+/=]+)\s*$/.exec(
      readFileSync(file, 'utf8'),
    );
    if (inline) return new SourceMap(JSON.parse(Buffer.from(inline[1], 'base64').toString('utf8')));
    return existsSync(`${file}.map`) ? new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8'))) : undefined;
  } catch {
    // A map that can't be read only means that the compiled line is reported instead.
    return undefined;
  }
}

function locate(file: string, line: number, column: number, root: string): SourceLocation {
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  const shown = isAbsolute(path) ? relative(root, path) : path;
  return { file: shown.split(sep).join('/'), line, column };
}
