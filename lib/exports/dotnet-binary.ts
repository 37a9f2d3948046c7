import { ExportError, ExportLimits } from './limits';

/** A value of a serialized .NET object. */
export type DotNetValue = null | string | number | boolean | Buffer | DotNetValue[] | DotNetObject;

/** A serialized .NET object: the name of its class, and its members by name. It is data; no class is looked for. */
export interface DotNetObject {
  readonly className: string;
  readonly members: Map<string, DotNetValue>;
}

/** What a class says of its members (MS-NRBF 2.3). */
interface ClassLayout {
  readonly className: string;
  readonly memberNames: readonly string[];
  readonly types: readonly MemberType[];
}

/** MS-NRBF 2.1.2.2 BinaryTypeEnumeration, and the primitive type where it is one. */
interface MemberType {
  readonly binary: number;
  readonly primitive?: number;
}

/** MS-NRBF 2.1.2.1 RecordTypeEnumeration, as far as an export has them. */
const Record = {
  HEADER: 0,
  CLASS_WITH_ID: 1,
  SYSTEM_CLASS_WITH_TYPES: 4,
  CLASS_WITH_TYPES: 5,
  STRING: 6,
  ARRAY: 7,
  PRIMITIVE: 8,
  REFERENCE: 9,
  NULL: 10,
  END: 11,
  LIBRARY: 12,
  NULLS_256: 13,
  NULLS: 14,
  PRIMITIVE_ARRAY: 15,
  OBJECT_ARRAY: 16,
  STRING_ARRAY: 17,
} as const;

const PRIMITIVE = 0;
const BYTE = 2;

/** A reference that is settled once everything is read. */
class Reference {
  public constructor(public readonly id: number) {}
}

type Raw = DotNetValue | Reference;

/**
 * Reads the .NET binary format (MS-NRBF) as data: a closed set of records, no class is loaded and nothing is called.
 *
 * @throws ExportError where the bytes are none of it, or go over a limit
 */
export function readDotNet(bytes: Buffer, at: string, limits: ExportLimits): DotNetValue {
  if (bytes.length > limits.blobBytes)
    throw faultOf(at, `a serialized object of ${bytes.length} bytes; at most ${limits.blobBytes} are read`);
  return new DotNetReader(bytes, at, limits.depth).read();
}

function faultOf(at: string, message: string): ExportError {
  return new ExportError(message, at, 'export it again from the Exchange Management Shell of an Exchange server');
}

class DotNetReader {
  private offset = 0;
  private readonly layouts = new Map<number, ClassLayout>();
  private readonly byId = new Map<number, DotNetValue>();
  private readonly holders: (() => void)[] = [];

  public constructor(
    private readonly bytes: Buffer,
    private readonly at: string,
    private readonly deepest: number,
  ) {}

  public read(): DotNetValue {
    if (this.byte() !== Record.HEADER) throw this.fault('no header of the .NET binary format');
    const rootId = this.int();
    this.offset += 12;
    for (;;) {
      const type = this.byte();
      if (type === Record.END) break;
      this.record(type, 0);
    }
    for (const settle of this.holders) settle();
    return this.byId.get(rootId) ?? null;
  }

  private fault(message: string): ExportError {
    return faultOf(this.at, `${message} at byte ${this.offset} of the serialized object`);
  }

  private need(count: number): number {
    const from = this.offset;
    if (count < 0 || from + count > this.bytes.length) throw this.fault('the bytes end too early');
    this.offset += count;
    return from;
  }

  private byte(): number {
    return this.bytes[this.need(1)]!;
  }

  private int(): number {
    return this.bytes.readInt32LE(this.need(4));
  }

  /** A count of things that each take at least a byte or a reference; it can't be more than the bytes that are left. */
  private count(): number {
    const count = this.int();
    if (count < 0 || count > this.bytes.length) throw this.fault(`a count of ${count}`);
    return count;
  }

  private text(): string {
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      if (shift > 28) throw this.fault('a length of more than five bytes');
      const byte = this.byte();
      length += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const from = this.need(length);
    return this.bytes.toString('utf8', from, from + length);
  }

  /** Reads one record that stands for a value, or a library. */
  private record(type: number, depth: number): Raw | undefined {
    if (depth > this.deepest) throw this.fault(`objects nested more than ${this.deepest} deep`);
    switch (type) {
      case Record.LIBRARY:
        this.int();
        this.text();
        return undefined;
      case Record.CLASS_WITH_ID: {
        const id = this.int();
        const layout = this.layouts.get(this.int());
        if (layout === undefined) throw this.fault('an object of a class that was not described');
        return this.object(id, layout, depth);
      }
      case Record.SYSTEM_CLASS_WITH_TYPES:
      case Record.CLASS_WITH_TYPES:
        return this.classWithTypes(type === Record.CLASS_WITH_TYPES, depth);
      case Record.STRING: {
        const id = this.int();
        return this.keep(id, this.text());
      }
      case Record.PRIMITIVE:
        return this.primitive(this.byte());
      case Record.REFERENCE:
        return new Reference(this.int());
      case Record.NULL:
        return null;
      case Record.PRIMITIVE_ARRAY:
        return this.primitiveArray();
      case Record.OBJECT_ARRAY:
      case Record.STRING_ARRAY: {
        const id = this.int();
        return this.array(id, this.count(), depth);
      }
      case Record.ARRAY:
        return this.shapedArray(depth);
      default:
        throw this.fault(`a record of type ${type}, which no export has,`);
    }
  }

  private keep<T extends DotNetValue>(id: number, value: T): T {
    this.byId.set(id, value);
    return value;
  }

  private classWithTypes(hasLibrary: boolean, depth: number): DotNetObject {
    const id = this.int();
    const className = this.text();
    const memberNames = Array.from({ length: this.count() }, () => this.text());
    const binaries = memberNames.map(() => this.byte());
    const types = binaries.map((binary): MemberType => this.memberType(binary));
    if (hasLibrary) this.int();
    const layout: ClassLayout = { className, memberNames, types };
    this.layouts.set(id, layout);
    return this.object(id, layout, depth);
  }

  private memberType(binary: number): MemberType {
    switch (binary) {
      case PRIMITIVE:
      case 7:
        return { binary, primitive: this.byte() };
      case 3:
        this.text();
        return { binary };
      case 4:
        this.text();
        this.int();
        return { binary };
      default:
        if (binary > 7) throw this.fault(`a member of type ${binary}`);
        return { binary };
    }
  }

  private object(id: number, { className, memberNames, types }: ClassLayout, depth: number): DotNetObject {
    const object: DotNetObject = { className, members: new Map() };
    this.keep(id, object);
    memberNames.forEach((name, index) => {
      const type = types[index]!;
      if (type.binary === PRIMITIVE) object.members.set(name, this.primitive(type.primitive!));
      else this.settle(this.next(depth), (value) => object.members.set(name, value));
    });
    return object;
  }

  /** The next value; libraries may stand before it. */
  private next(depth: number): Raw {
    for (;;) {
      const value = this.record(this.byte(), depth + 1);
      if (value !== undefined) return value;
    }
  }

  private settle(value: Raw, put: (value: DotNetValue) => void): void {
    if (value instanceof Reference) this.holders.push(() => put(this.byId.get(value.id) ?? null));
    else put(value);
  }

  private array(id: number, length: number, depth: number): DotNetValue[] {
    const items = this.keep<DotNetValue[]>(id, []);
    while (items.length < length) {
      const type = this.byte();
      if (type === Record.NULLS_256 || type === Record.NULLS) {
        const nulls = type === Record.NULLS_256 ? this.byte() : this.count();
        if (nulls === 0 || items.length + nulls > length) throw this.fault(`a run of ${nulls} nulls`);
        for (let i = 0; i < nulls; i++) items.push(null);
        continue;
      }
      const value = this.record(type, depth + 1);
      if (value === undefined) continue;
      const place = items.length;
      items.push(null);
      this.settle(value, (settled) => (items[place] = settled));
    }
    return items;
  }

  private primitiveArray(): DotNetValue {
    const id = this.int();
    const length = this.count();
    const type = this.byte();
    if (type === BYTE) {
      const from = this.need(length);
      return this.keep(id, Buffer.from(this.bytes.subarray(from, from + length)));
    }
    const items = this.keep<DotNetValue[]>(id, []);
    for (let i = 0; i < length; i++) items.push(this.primitive(type));
    return items;
  }

  /** MS-NRBF 2.4.3.1 BinaryArray, of one dimension. */
  private shapedArray(depth: number): DotNetValue {
    const id = this.int();
    const shape = this.byte();
    const rank = this.int();
    if (rank !== 1) throw this.fault(`an array of ${rank} dimensions`);
    const length = this.count();
    if (shape >= 3) this.int();
    const type = this.memberType(this.byte());
    if (type.binary !== PRIMITIVE) return this.array(id, length, depth);
    const items = this.keep<DotNetValue[]>(id, []);
    for (let i = 0; i < length; i++) items.push(this.primitive(type.primitive!));
    return items;
  }

  /** MS-NRBF 2.1.2.3 PrimitiveTypeEnumeration. Numbers of 64 bits that don't fit are texts. */
  private primitive(type: number): DotNetValue {
    const { bytes } = this;
    switch (type) {
      case 1:
        return this.byte() !== 0;
      case 2:
        return this.byte();
      case 3: {
        const first = this.byte();
        const more = first < 0x80 ? 0 : first < 0xe0 ? 1 : 2;
        const from = this.need(more) - 1;
        return bytes.toString('utf8', from, from + 1 + more);
      }
      case 5:
      case 18:
        return this.text();
      case 6:
        return bytes.readDoubleLE(this.need(8));
      case 7:
        return bytes.readInt16LE(this.need(2));
      case 8:
        return this.int();
      case 9:
      case 12:
      case 13:
        return smallOrText(bytes.readBigInt64LE(this.need(8)));
      case 10:
        return bytes.readInt8(this.need(1));
      case 11:
        return bytes.readFloatLE(this.need(4));
      case 14:
        return bytes.readUInt16LE(this.need(2));
      case 15:
        return bytes.readUInt32LE(this.need(4));
      case 16:
        return smallOrText(bytes.readBigUInt64LE(this.need(8)));
      case 17:
        return null;
      default:
        throw this.fault(`a value of the primitive type ${type}`);
    }
  }
}

function smallOrText(value: bigint): number | string {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value);
}
