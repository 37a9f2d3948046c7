/** More text than this is no slip of a server. */
const MOST_TEXT = 65_536;

/**
 * What a mail server sends in clear behind its consent to STARTTLS, and before TLS begins: a careless client takes it for protected
 * (command injection). It is dropped and never read as an answer.
 */
export class ClearText {
  private text: Buffer = Buffer.alloc(0);
  private isOver = false;

  /** The first of what was dropped; empty: nothing was. */
  public get dropped(): Buffer {
    return this.text;
  }

  /** Whether TLS, or something that is neither TLS nor text, has begun. */
  public get ended(): boolean {
    return this.isOver;
  }

  /** Takes bytes, and gives those that are left. */
  public take(bytes: Buffer): Buffer {
    if (this.isOver) return bytes;
    const end = bytes.findIndex((octet) => !isText(octet));
    const text = end < 0 ? bytes : bytes.subarray(0, end);
    if (text.length > 0) this.text = Buffer.concat([this.text, text]);
    this.isOver = end >= 0 || this.text.length > MOST_TEXT;
    return end < 0 ? Buffer.alloc(0) : bytes.subarray(end);
  }
}

function isText(octet: number): boolean {
  return octet >= 0x20 || octet === 0x09 || octet === 0x0a || octet === 0x0d;
}
