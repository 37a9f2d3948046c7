import { formatIp } from '../names';
import { DistinguishedName } from './distinguished-name';
import { Der, Tag, contextTag } from './der-reader';
import { PkiError } from './error';

/** One GeneralName: RFC 5280 4.2.1.6. */
export type GeneralName =
  | { readonly kind: 'dns' | 'email' | 'uri'; readonly value: string }
  | { readonly kind: 'ip'; readonly octets: Buffer; readonly value: string }
  | { readonly kind: 'directory'; readonly name: DistinguishedName; readonly value: string }
  | { readonly kind: 'other'; readonly value: string; readonly text?: string }
  | { readonly kind: 'registeredId' | 'x400' | 'ediParty'; readonly value: string };

/** A directory name as GeneralName; its text is made only when it is asked for. */
export function directoryName(name: DistinguishedName): GeneralName {
  return {
    kind: 'directory',
    name,
    get value() {
      return name.toString();
    },
  };
}

function ascii(element: Der): string {
  const text = element.value.toString('latin1');
  if (/[\u0080-\u00ff]/.test(text)) element.breach(`a name at byte ${element.start} is not ASCII (IA5String)`);
  return text;
}

/** Reads one GeneralName; the address length is not judged here, since name constraints use other lengths. */
export function readGeneralName(element: Der): GeneralName {
  switch (element.tag) {
    case contextTag(0):
      return otherName(element);
    case contextTag(1, false):
      return { kind: 'email', value: ascii(element) };
    case contextTag(2, false):
      return { kind: 'dns', value: ascii(element) };
    case contextTag(3):
      return { kind: 'x400', value: element.value.toString('hex') };
    case contextTag(4): {
      const name = new DistinguishedName(element.inner().expect(Tag.SEQUENCE).bytes, element.breaches);
      return directoryName(name);
    }
    case contextTag(5):
      return { kind: 'ediParty', value: element.value.toString('hex') };
    case contextTag(6, false):
      return { kind: 'uri', value: ascii(element) };
    case contextTag(7, false):
      return { kind: 'ip', octets: element.value, value: formatIp(element.value) };
    case contextTag(8, false):
      return { kind: 'registeredId', value: element.oid(contextTag(8, false)) };
    default:
      throw new PkiError(
        'malformed-der',
        `tag 0x${element.tag.toString(16)} at byte ${element.start} is not a GeneralName`,
      );
  }
}

/** OtherName ::= SEQUENCE { type-id, [0] EXPLICIT value }, tagged [0] IMPLICIT; its value as text where it is a string. */
function otherName(element: Der): GeneralName {
  const cursor = element.open(contextTag(0));
  const value = cursor.next().oid();
  const inner = cursor.next(contextTag(0)).inner();
  cursor.finish();
  const isText = inner.tag === Tag.UTF8_STRING || inner.tag === Tag.IA5_STRING || inner.tag === Tag.PRINTABLE_STRING;
  return isText ? { kind: 'other', value, text: inner.text() } : { kind: 'other', value };
}

/** GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName. A lenient reader leaves out an entry that can't be read, not the others. */
export function readGeneralNames(element: Der, tag: number = Tag.SEQUENCE): GeneralName[] {
  return element.children(tag).flatMap((item) => {
    try {
      return [readGeneralName(item)];
    } catch (error) {
      item.breach((error as Error).message);
      return [];
    }
  });
}
