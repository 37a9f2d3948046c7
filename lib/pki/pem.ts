import { isUtf8 } from 'node:buffer';

/** One PEM block of a file: RFC 7468. */
export interface PemBlock {
  readonly label: string;
  readonly der: Buffer;
  /** RFC 1421 headers of old encrypted keys, as text; empty otherwise. */
  readonly headers: string;
}

/** What a text file held: its blocks in order, and what was wrong or beside them. */
export interface PemFile {
  readonly blocks: readonly PemBlock[];
  readonly notes: readonly string[];
}

/**
 * All PEM blocks of a text, in order, whatever stands between them. A damaged block becomes a note, not a block.
 * Linear in the text's length.
 */
export function readPem(given: string): PemFile {
  const blocks: PemBlock[] = [];
  const notes: string[] = [];
  // A damaged file can hold many damaged blocks: twenty notes say enough.
  const note = (text: string): void => void (notes.length < 20 && notes.push(text));
  const text = withoutWrapping(given, note);
  let position = 0;
  for (;;) {
    const begin = text.indexOf('-----BEGIN ', position);
    if (begin < 0) break;
    const labelEnd = text.indexOf('-----', begin + 11);
    const label = labelEnd < 0 || labelEnd - begin > 80 ? undefined : text.slice(begin + 11, labelEnd);
    if (label === undefined || !/^[A-Z0-9 ._-]+$/i.test(label)) {
      position = begin + 11;
      continue;
    }
    const trailer = `-----END ${label}-----`;
    const nextBegin = text.indexOf('-----BEGIN ', labelEnd + 5);
    const region = text.slice(labelEnd + 5, nextBegin < 0 ? undefined : nextBegin);
    const end = region.indexOf(trailer);
    if (end < 0) {
      note(`a block '${label}' has no '${trailer}' line: the file is cut off or two files were joined badly`);
      if (nextBegin < 0) break;
      position = nextBegin;
      continue;
    }
    position = labelEnd + 5 + end + trailer.length;
    let body = region.slice(0, end);
    let headers = '';
    const blank = /\r?\n\r?\n/.exec(body);
    if (blank !== null && /^\s*[A-Za-z-]+:/.test(body)) {
      headers = body.slice(0, blank.index).trim();
      body = body.slice(blank.index);
    }
    const base64 = body.replace(/\s+/g, '');
    if (base64.length === 0 || base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
      note(`block ${blocks.length + 1} ('${label}') is not clean base64 and was left out`);
      continue;
    }
    const der = Buffer.from(base64, 'base64');
    if (der.toString('base64') !== base64) {
      note(`block ${blocks.length + 1} ('${label}') is not clean base64 and was left out`);
      continue;
    }
    blocks.push({ label: label.toUpperCase(), der, headers });
  }
  return { blocks, notes };
}

/** PEM text of one block, 64 characters a line, ending in a line feed. */
export function writePem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** PEM as it was before it was put into JSON, which has no line ends in texts, or into a secret of Kubernetes, which is base64. */
function withoutWrapping(text: string, note: (text: string) => void): string {
  // Dashes in base64.
  if (/^\s*LS0tLS1CRUdJTi/.test(text) && isBase64(text.trim())) {
    note('the file is base64 of PEM, as secrets of Kubernetes are');
    return Buffer.from(text, 'base64').toString('latin1');
  }
  if (!/-----BEGIN [A-Za-z0-9 ._-]{1,80}-----(?:\\r)?\\n/.test(text)) return text;
  note('line ends are written as \\n, as in JSON; other tools need real ones');
  return text.replace(/(?:\\r)?\\n/g, '\n');
}

/** The octets of a text that is base64 alone, without BEGIN and END lines, as some programs and web pages give it. */
export function bareBase64(text: string): Buffer | undefined {
  const trimmed = text.trim();
  // DER begins with a SEQUENCE: M in base64.
  if (trimmed.length < 64 || !trimmed.startsWith('M') || !isBase64(trimmed)) return undefined;
  return Buffer.from(trimmed, 'base64');
}

/**
 * Whether a text has the characters of base64 alone, with white space between them, and at most two signs of padding at its end.
 * It is looked over for what does not belong: a pattern for the whole text would remember each of some ten million places.
 */
export function isBase64(text: string): boolean {
  const padding = text.indexOf('=');
  return !/[^A-Za-z0-9+/=\s]/.test(text) && (padding < 0 || /^={1,2}$/.test(text.slice(padding, padding + 3)));
}

/** The text of a file, and how it was encoded. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Latin-1';
  /** What other tools make of the encoding, in words. */
  readonly note?: string;
}

const UTF16 =
  'the file was UTF-16 text ("Unicode" in Windows tools) and was converted; save it as ASCII for other tools';

/**
 * The bytes of a file as text, without a byte order mark. Windows PowerShell writes UTF-16LE with one (`>` and Out-File), or UTF-8 with
 * one; UTF-16 without a mark is recognized by the zero octets beside its first characters. What is not UTF-8 is read as Latin-1.
 */
export function readText(bytes: Buffer): DecodedText {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return utf16(bytes.subarray(2), 'UTF-16LE');
  if (a === 0xfe && b === 0xff) return utf16(bytes.subarray(2), 'UTF-16BE');
  if (a === 0xef && b === 0xbb && c === 0xbf) return { text: bytes.toString('utf8', 3), encoding: 'UTF-8' };
  if (bytes.length >= 4 && b === 0 && d === 0 && isPrintable(a) && isPrintable(c)) return utf16(bytes, 'UTF-16LE');
  if (bytes.length >= 4 && a === 0 && c === 0 && isPrintable(b) && isPrintable(d)) return utf16(bytes, 'UTF-16BE');
  return isUtf8(bytes)
    ? { text: bytes.toString('utf8'), encoding: 'UTF-8' }
    : { text: bytes.toString('latin1'), encoding: 'Latin-1' };
}

function isPrintable(octet: number): boolean {
  return (octet >= 0x20 && octet < 0x7f) || octet === 0x0a || octet === 0x0d;
}

function utf16(bytes: Buffer, encoding: 'UTF-16LE' | 'UTF-16BE'): DecodedText {
  if (encoding === 'UTF-16LE') return { text: bytes.toString('utf16le'), encoding, note: UTF16 };
  const whole = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return { text: whole.swap16().toString('utf16le'), encoding, note: UTF16 };
}
