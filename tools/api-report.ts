/**
 * The public API as text, from the assembly that jsii makes of it: each type with its members, in one order. Comments and places are
 * left out, so that the text changes only where a user's code may have to.
 */

interface Described {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: Described };
  readonly union?: { readonly types: readonly Described[] };
}

interface Parameter {
  readonly name: string;
  readonly type: Described;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}

interface Member {
  readonly name: string;
  readonly static?: boolean;
  readonly const?: boolean;
  readonly abstract?: boolean;
  readonly protected?: boolean;
}

interface Property extends Member {
  readonly type: Described;
  readonly optional?: boolean;
  readonly immutable?: boolean;
}

interface Method extends Member {
  readonly parameters?: readonly Parameter[];
  readonly returns?: { readonly type: Described; readonly optional?: boolean };
  readonly async?: boolean;
}

interface Type {
  readonly name: string;
  readonly kind: 'class' | 'enum' | 'interface';
  readonly abstract?: boolean;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly initializer?: { readonly parameters?: readonly Parameter[] };
  readonly members?: readonly { readonly name: string }[];
  readonly properties?: readonly Property[];
  readonly methods?: readonly Method[];
}

/** What jsii writes to `.jsii`, as far as it is read here. */
export interface Assembly {
  readonly types: Readonly<Record<string, Type>>;
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);
const short = (fqn: string): string => fqn.slice(fqn.lastIndexOf('.') + 1);

function typeText({ primitive, fqn, collection, union }: Described): string {
  if (fqn !== undefined) return short(fqn);
  if (union !== undefined) return union.types.map(typeText).join(' | ');
  if (collection === undefined) return primitive ?? 'unknown';
  const element = typeText(collection.elementtype);
  if (collection.kind === 'map') return `Record<string, ${element}>`;
  return element.includes(' ') ? `(${element})[]` : `${element}[]`;
}

function parametersText(parameters: readonly Parameter[] = []): string {
  return parameters
    .map(({ name, type, optional, variadic }) => {
      const mark = optional && !variadic ? '?' : '';
      return `${variadic ? '...' : ''}${name}${mark}: ${typeText(type)}${variadic ? '[]' : ''}`;
    })
    .join(', ');
}

function prefix(
  { static: isStatic, abstract: isAbstract, protected: isProtected }: Member,
  isReadonly = false,
): string {
  const words = [isProtected && 'protected', isStatic && 'static', isAbstract && 'abstract', isReadonly && 'readonly'];
  return words
    .filter(Boolean)
    .map((word) => `${String(word)} `)
    .join('');
}

function membersOf({ kind, initializer, members, properties, methods }: Type): string[] {
  // Every member of an interface is abstract.
  const shown = <T extends Member>(one: T): T => (kind === 'interface' ? { ...one, abstract: false } : one);
  if (kind === 'enum') return [...(members ?? [])].sort(byName).map(({ name }) => name);
  return [
    ...(initializer ? [`constructor(${parametersText(initializer.parameters)})`] : []),
    ...[...(properties ?? [])]
      .sort(byName)
      .map((one) => `${prefix(shown(one), one.immutable)}${one.name}${one.optional ? '?' : ''}: ${typeText(one.type)}`),
    ...[...(methods ?? [])].sort(byName).map((one) => {
      const result = one.returns === undefined ? 'void' : typeText(one.returns.type);
      const returned = one.returns?.optional ? `${result} | undefined` : result;
      return `${prefix(shown(one))}${one.name}(${parametersText(one.parameters)}): ${one.async ? `Promise<${returned}>` : returned}`;
    }),
  ];
}

function headOf({ kind, name, abstract: isAbstract, base, interfaces }: Type): string {
  const parents = [...(interfaces ?? [])].map(short).sort();
  const word = kind === 'class' ? 'implements' : 'extends';
  return [
    `${isAbstract && kind === 'class' ? 'abstract ' : ''}${kind} ${name}`,
    ...(base === undefined ? [] : [`extends ${short(base)}`]),
    ...(parents.length === 0 ? [] : [`${word} ${parents.join(', ')}`]),
  ].join(' ');
}

/** The report: one block a type, by name. */
export function apiReport({ types }: Assembly): string {
  const blocks = Object.values(types)
    .sort(byName)
    .map((type) => [headOf(type), ...membersOf(type).map((line) => `  ${line}`)].join('\n'));
  return `${blocks.join('\n\n')}\n`;
}
