import { ExportRecord } from './record';
import { ExportMoment, ExportProperty, isCut, itemsOf, textOf } from './value';

/** A value that an export states, and where. `null` is what PowerShell wrote as null; a property that is absent has no Stated at all. */
export interface Stated<T> {
  readonly value: T;
  /** File and object path. */
  readonly at: string;
}

/** Several values that an export states. */
export interface StatedList {
  readonly values: readonly string[];
  /** True where the export cut the list: what is not in it may still be there. */
  readonly cut: boolean;
  readonly at: string;
}

/** Reads the properties of one object of an export by name. */
export class RecordReader {
  public constructor(public readonly record: ExportRecord) {}

  /** The first of these properties that is there. */
  public property(...names: readonly string[]): ExportProperty | undefined {
    for (const name of names) {
      const property = this.record.object.property(name);
      if (property) return property;
    }
    return undefined;
  }

  /** A text; null where it is null. An empty text is a text. */
  public text(...names: readonly string[]): Stated<string | null> | undefined {
    const property = this.property(...names);
    return property && { value: textOf(property.value)?.trim() ?? null, at: property.at };
  }

  /** A text that says something. */
  public filled(...names: readonly string[]): Stated<string> | undefined {
    const stated = this.text(...names);
    return stated?.value ? { value: stated.value, at: stated.at } : undefined;
  }

  public flag(...names: readonly string[]): Stated<boolean> | undefined {
    const property = this.property(...names);
    if (!property) return undefined;
    const text = textOf(property.value)?.trim().toLowerCase();
    return text === 'true' || text === 'false' ? { value: text === 'true', at: property.at } : undefined;
  }

  /** Values of a list; of one value, that one. Undefined: absent. */
  public list(...names: readonly string[]): StatedList | undefined {
    const property = this.property(...names);
    if (!property) return undefined;
    const texts = itemsOf(property.value).flatMap((item) => {
      const text = textOf(item)?.trim();
      return text ? [text] : [];
    });
    const values =
      texts.length === 1 && typeof property.value !== 'object' ? texts[0]!.split(/,\s*/).filter(Boolean) : texts;
    return { values, cut: isCut(property.value), at: property.at };
  }

  /** A moment, each way that it can be read, ISO 8601. */
  public moment(...names: readonly string[]): Stated<readonly string[]> | undefined {
    const property = this.property(...names);
    return property?.value instanceof ExportMoment && property.value.readings.length > 0
      ? { value: property.value.readings, at: property.at }
      : undefined;
  }

  public bytes(...names: readonly string[]): Stated<Buffer> | undefined {
    const property = this.property(...names);
    return property && Buffer.isBuffer(property.value) ? { value: property.value, at: property.at } : undefined;
  }
}
