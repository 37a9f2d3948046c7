import { TextDecoder } from 'node:util';
import { ExportError } from './limits';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The encoding that the first bytes of a file show: a byte order mark, or the zero bytes of UTF-16. Default: UTF-8. */
export function encodingOf(head: Buffer): TextEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head.length >= 4 && head[0] === 0 && head[1] !== 0 && head[2] === 0) return 'utf-16be';
  if (head.length >= 4 && head[0] !== 0 && head[1] === 0 && head[3] === 0) return 'utf-16le';
  return 'utf-8';
}

/** Decodes a file chunk by chunk. */
export class TextReader {
  private readonly decoder: TextDecoder;

  public constructor(
    private readonly file: string,
    encoding: TextEncoding,
    fatal: boolean,
  ) {
    this.decoder = new TextDecoder(encoding, { fatal });
  }

  /** @throws ExportError where the bytes are none of the encoding */
  public decode(chunk: Buffer | undefined): string {
    try {
      return chunk === undefined ? this.decoder.decode() : this.decoder.decode(chunk, { stream: true });
    } catch {
      throw new ExportError(
        `the file is not encoded as ${this.decoder.encoding}, which its first bytes show`,
        this.file,
        'write it again with -Encoding UTF8',
      );
    }
  }
}

/** A pasted text: UTF-8 where it is, else what old tools of Windows write. */
export function decodeText(bytes: Buffer, file: string): string {
  const encoding = encodingOf(bytes.subarray(0, 4));
  try {
    return new TextReader(file, encoding, true).decode(bytes);
  } catch (error) {
    if (encoding !== 'utf-8') throw error;
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
