/** A value to be written as CLIXML. */
export type Shape =
  | null
  | string
  | number
  | boolean
  | Buffer
  | Date
  | { readonly raw: string }
  | { readonly list: readonly Shape[] }
  | { readonly named: string; readonly number: number }
  | ShapedObject;

/** An object to be written as CLIXML. */
export interface ShapedObject {
  readonly types?: readonly string[];
  readonly text?: string;
  readonly props?: Readonly<Record<string, Shape>>;
  readonly notes?: Readonly<Record<string, Shape>>;
}

/** Escapes names and texts as PowerShell does. */
function escaped(text: string): string {
  const units = text
    .replace(/_(?=x)/g, '_x005F_')
    .split('')
    .map((unit) => {
      const code = unit.charCodeAt(0);
      const plain = code >= 0x20 && (code < 0xd800 || code > 0xdfff) && code < 0xfffe;
      return plain ? unit : `_x${code.toString(16).padStart(4, '0').toUpperCase()}_`;
    })
    .join('');
  return units.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** Writes objects as Export-Clixml does; types that were written before are referred to. */
export function writeClixml(objects: readonly Shape[], encoding: 'utf8' | 'utf16le' = 'utf8'): Buffer {
  let next = 0;
  const types = new Map<string, number>();
  const names = (list: readonly string[]): string => {
    const key = list.join('\n');
    const known = types.get(key);
    if (known !== undefined) return `<TNRef RefId="${known}" />`;
    types.set(key, types.size);
    return `<TN RefId="${types.size - 1}">${list.map((type) => `<T>${escaped(type)}</T>`).join('')}</TN>`;
  };
  const write = (shape: Shape, name?: string): string => {
    const n = name === undefined ? '' : ` N="${escaped(name)}"`;
    const element = (tag: string, text: string): string => `<${tag}${n}>${text}</${tag}>`;
    if (shape === null) return `<Nil${n} />`;
    if (typeof shape === 'string') return element('S', escaped(shape));
    if (typeof shape === 'boolean') return element('B', String(shape));
    if (typeof shape === 'number') return element(Number.isInteger(shape) ? 'I64' : 'Db', String(shape));
    if (Buffer.isBuffer(shape)) return element('BA', shape.toString('base64'));
    if (shape instanceof Date) return element('DT', shape.toISOString());
    if ('raw' in shape) return shape.raw.replace('N=""', n.trim());
    const open = `<Obj${n} RefId="${next++}">`;
    if ('list' in shape)
      return `${open}${names(['System.Object[]', 'System.Array', 'System.Object'])}<LST>${shape.list.map((one) => write(one)).join('')}</LST></Obj>`;
    if ('named' in shape)
      return `${open}${names(['Contoso.Kind', 'System.Enum', 'System.ValueType', 'System.Object'])}<ToString>${escaped(shape.named)}</ToString><I32>${shape.number}</I32></Obj>`;
    const part = (tag: string, of: Readonly<Record<string, Shape>> | undefined): string =>
      of
        ? `<${tag}>${Object.entries(of)
            .map(([key, value]) => write(value, key))
            .join('')}</${tag}>`
        : '';
    const text = shape.text === undefined ? '' : `<ToString>${escaped(shape.text)}</ToString>`;
    return `${open}${names(shape.types ?? ['System.Object'])}${text}${part('Props', shape.props)}${part('MS', shape.notes)}</Obj>`;
  };
  const body = `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${objects.map((one) => write(one)).join('\n')}</Objs>`;
  return Buffer.concat([
    Buffer.from(encoding === 'utf8' ? [0xef, 0xbb, 0xbf] : [0xff, 0xfe]),
    Buffer.from(body, encoding),
  ]);
}
