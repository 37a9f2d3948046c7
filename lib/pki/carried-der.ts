import { Der, Tag } from './der-reader';

/** DER that a text carries in another notation than PEM. */
export interface CarriedDer {
  /** Whole elements, or PEM blocks, in the text's order. */
  readonly parts: readonly Buffer[];
  /** What the notation is, in words. */
  readonly note: string;
}

/** Texts beyond this carry no certificates by hand. */
const MOST_CHARACTERS = 4 * 1024 * 1024;
/** Certificates of a chain, or entries of a directory; more is something else. */
const MOST_PARTS = 1000;
/** Nothing that is read here has fewer octets. */
const FEWEST_OCTETS = 32;
/** Octets of one line of a dump: every program that writes an offset before them writes 16. */
const OCTETS_OF_LINE = 16;

/**
 * DER in base64 as values of YAML, JSON, XML or LDIF, or in hexadecimal as a dump, with or without offsets, or as an array of a program.
 * Only what is a whole SEQUENCE counts, or PEM again. Undefined where there is none. Linear in the text's length.
 */
export function carriedDer(text: string): CarriedDer | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const hexadecimal = hexOctets(text);
  if (hexadecimal !== undefined) return { parts: [hexadecimal], note: 'the file is DER in hexadecimal' };
  const parts = base64Values(text);
  return parts.length === 0
    ? undefined
    : { parts, note: 'the file carries base64 as values of another text, such as YAML, JSON or LDIF' };
}

function base64Values(text: string): Buffer[] {
  const parts: Buffer[] = [];
  for (const value of withoutFolds(text).split(/[^A-Za-z0-9+/=]|=(?=[A-Za-z0-9+/])/)) {
    const isPem = value.startsWith('LS0tLS1CRUdJTi');
    if (value.length < 44 || !(isPem || value.startsWith('M'))) continue;
    const octets = Buffer.from(value, 'base64');
    if (!isPem && wholeSequence(octets) !== octets.length) continue;
    parts.push(octets);
    if (parts.length === MOST_PARTS) break;
  }
  return parts;
}

/**
 * A value goes on in lines of base64 alone that begin with a blank (LDIF, RFC 2849, and block texts of YAML) or follow a whole line of it
 * (XML), and behind line ends that are written out (JSON).
 */
function withoutFolds(text: string): string {
  const lines: string[] = [];
  let open: string[] = [];
  for (const line of text.replace(/(?:\\r)?\\n/g, '').split(/\r?\n/)) {
    const bare = line.trim();
    const last = open[open.length - 1] ?? '';
    const goesOn = isBase64Line(bare) && (/^[ \t]/.test(line) || (isBase64Line(last) && /^.{40,80}$/.test(last)));
    if (!goesOn && open.length > 0) lines.push(open.join(''));
    if (goesOn) open.push(bare);
    else open = [line];
  }
  return [...lines, open.join('')].join('\n');
}

function isBase64Line(line: string): boolean {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(line);
}

/** Octets of a text in hexadecimal that begins with a SEQUENCE, cut to its length; undefined where it is none. */
function hexOctets(text: string): Buffer | undefined {
  const lines = text.trim().split(/\r?\n/);
  const hasOffsets = /^\s*(0x)?0{4,16}[:h]?\s/.test(lines[0]!);
  const digits = hasOffsets ? lines.map(octetsOfLine).join('') : text.trim().replace(/0x|\\x|[\s,:;{}()\\-]/gi, '');
  if (digits.length < 2 * FEWEST_OCTETS || !digits.startsWith('30') || /[^0-9a-f]/i.test(digits)) return undefined;
  const octets = Buffer.from(digits, 'hex');
  const length = wholeSequence(octets);
  // What stands right of a dump, as characters, may look like octets after the last ones.
  const surplus = hasOffsets ? OCTETS_OF_LINE : 0;
  return length !== undefined && octets.length - length <= surplus ? octets.subarray(0, length) : undefined;
}

/** Of a line of a dump: offset, then octets, each alone or in groups, then the same as characters. */
function octetsOfLine(line: string): string {
  const [, rest] = /^\s*(?:0x)?[0-9a-f]{4,16}[:h]?\s+(\S.*)$/i.exec(line) ?? [];
  if (rest === undefined) return '';
  const [shown] = /^(?:[0-9a-f]{2}[ \t-]{0,3}){1,16}/i.exec(rest) ?? [''];
  return shown.replace(/[^0-9a-f]/gi, '').slice(0, 2 * OCTETS_OF_LINE);
}

/** Length of the SEQUENCE at the start; undefined where there is none, or it is cut off. */
function wholeSequence(octets: Buffer): number | undefined {
  if (octets[0] !== Tag.SEQUENCE || octets.length < FEWEST_OCTETS) return undefined;
  try {
    return Der.at(octets, 0, octets.length, []).bytes.length;
  } catch {
    return undefined;
  }
}
