/** Bytes that are not what the protocol says. */
export class WireFault extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'WireFault';
  }
}

/** More than any handshake has. */
export class WireExcess extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'WireExcess';
  }
}

/** Reads big-endian numbers and counted bytes of a message; never past its end. */
export class WireReader {
  private at = 0;

  public constructor(
    private readonly bytes: Buffer,
    private readonly what: string,
  ) {}

  public get left(): number {
    return this.bytes.length - this.at;
  }

  /** @param size octets of the number, 1 to 3 */
  public number(size: 1 | 2 | 3): number {
    return this.take(size).readUIntBE(0, size);
  }

  public take(size: number): Buffer {
    if (size > this.left) throw new WireFault(`${this.what} ends ${size - this.left} octets too early`);
    const part = this.bytes.subarray(this.at, this.at + size);
    this.at += size;
    return part;
  }

  /** Bytes with their count before them. @param size octets of the count, 1 to 3 */
  public counted(size: 1 | 2 | 3): Buffer {
    return this.take(this.number(size));
  }

  /** A reader of counted bytes. */
  public list(size: 1 | 2 | 3): WireReader {
    return new WireReader(this.counted(size), this.what);
  }

  /** @throws WireFault when something is left */
  public end(): void {
    if (this.left > 0) throw new WireFault(`${this.what} has ${this.left} octets too many`);
  }
}

/** Bytes with their count before them. @param size octets of the count, 1 to 3 */
export function counted(size: 1 | 2 | 3, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(size);
  head.writeUIntBE(body.length, 0, size);
  return Buffer.concat([head, body]);
}

/** Numbers of two octets each. */
export function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16BE(value, index * 2));
  return bytes;
}
