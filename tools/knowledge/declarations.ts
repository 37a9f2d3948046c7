/** Reads what the declarations of the library say in their own comments, without running them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A member of an interface, an enum or a class, as its comment describes it. */
export interface Member {
  readonly name: string;
  /** Type as it is written, without what may be left out. Empty: it has none. */
  readonly type: string;
  readonly optional: boolean;
  /** What the comment says, in one line. Empty: there is none. */
  readonly says: string;
  /** Text behind `@default`. Empty: there is none. */
  readonly byDefault: string;
}

type Declaration = ts.InterfaceDeclaration | ts.EnumDeclaration | ts.ClassDeclaration;

const ROOT = join(__dirname, '../..');
const files = new Map<string, ts.SourceFile>();

/**
 * What people may write of a declaration, in order: properties of an interface, those that it inherits behind them; values of an
 * enum; public methods and constants of a class.
 */
export function membersOf(file: string, name: string): Member[] {
  const declaration = declarationOf(file, name);
  if (ts.isEnumDeclaration(declaration)) return declaration.members.map((member) => read(member));
  if (ts.isClassDeclaration(declaration)) return declaration.members.filter(isWritten).map((member) => read(member));
  return declaration.members.map((member) => read(member));
}

/** What the comment above a declaration says, in one line. */
export function wordsOf(file: string, name: string): string {
  return comment(declarationOf(file, name)).says;
}

function declarationOf(file: string, name: string): Declaration {
  const found = parse(file).statements.find(
    (one): one is Declaration =>
      (ts.isInterfaceDeclaration(one) || ts.isEnumDeclaration(one) || ts.isClassDeclaration(one)) &&
      one.name?.text === name,
  );
  if (!found) throw new Error(`${file} declares no ${name}`);
  return found;
}

function parse(file: string): ts.SourceFile {
  const known = files.get(file);
  if (known) return known;
  const text = readFileSync(join(ROOT, file), 'utf8');
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  files.set(file, parsed);
  return parsed;
}

/** Public, with a comment, and called or named by whoever declares. */
function isWritten(member: ts.ClassElement): boolean {
  const flags = ts.getCombinedModifierFlags(member);
  if ((flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0) return false;
  return ts.isMethodDeclaration(member) || (flags & ts.ModifierFlags.Static) !== 0;
}

function read(member: ts.TypeElement | ts.EnumMember | ts.ClassElement): Member {
  const typed = ts.isPropertySignature(member) ? member.type?.getText() : undefined;
  return {
    name: (member.name as ts.PropertyName).getText(),
    type: typed ?? '',
    optional: 'questionToken' in member && member.questionToken !== undefined,
    ...comment(member),
  };
}

function comment(node: ts.Node): { readonly says: string; readonly byDefault: string } {
  const written = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  const tag = written?.tags?.find(({ tagName }) => tagName.text === 'default');
  return { says: line(written?.comment), byDefault: line(tag?.comment) };
}

function line(text: string | ts.NodeArray<ts.JSDocComment> | undefined): string {
  return (ts.getTextOfJSDocComment(text) ?? '').replace(/\s+/g, ' ').trim();
}
