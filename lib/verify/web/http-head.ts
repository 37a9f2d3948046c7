/** The head of an answer of HTTP/1. */
export interface HttpHead {
  readonly status: number;
  /** Values by lower-case name; of a name that is there twice the first. */
  readonly headers: ReadonlyMap<string, string>;
  /** Octets up to the body. */
  readonly size: number;
}

/** Web servers and browsers take 8 to 256 KB; Exchange sends less than 4. */
const MOST_OCTETS = 65_536;
const STATUS_LINE = /^HTTP\/1\.[01] (\d{3})(?: [^\r\n]*)?$/;

/**
 * Reads the head of an answer as far as it has come.
 *
 * @returns `more` where it is not whole, `too-big` where it is larger than 64 KB, `not-http` where it is none
 */
export function readHead(bytes: Buffer): HttpHead | 'more' | 'too-big' | 'not-http' {
  for (let before = 0; before < MOST_OCTETS;) {
    const head = readOneHead(bytes.subarray(before));
    // What comes before the answer itself, such as 100 and 103 (RFC 9110 15.2).
    if (typeof head === 'string') return head;
    if (head.status >= 200) return { ...head, size: before + head.size };
    before += head.size;
  }
  return 'too-big';
}

function readOneHead(bytes: Buffer): HttpHead | 'more' | 'too-big' | 'not-http' {
  const text = bytes.toString('latin1', 0, MOST_OCTETS);
  if (text.length >= 5 && !text.startsWith('HTTP/')) return 'not-http';
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) return bytes.length >= MOST_OCTETS ? 'too-big' : 'more';
  const [first, ...lines] = text.slice(0, end.index).split(/\r?\n/);
  const status = STATUS_LINE.exec(first)?.[1];
  if (status === undefined) return 'not-http';
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = /^([^\s:]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && !headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value);
  }
  return { status: Number(status), headers, size: end.index + end[0].length };
}
