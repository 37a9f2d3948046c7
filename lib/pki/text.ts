import { isUtf8 } from 'node:buffer';

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
