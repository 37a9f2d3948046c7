import { isSecret, Secrets } from './limits';
import { kindOf, kindOfName, RecordKind } from './record';
import {
  breakingWidth,
  cultureOf,
  DateCulture,
  DatePair,
  isCultureDate,
  isCutText,
  shownValue,
  unwrapped,
} from './text-values';
import { linesOf, shownCommand, TextLine } from './text-lines';
import {
  bindingRow,
  certificateRow,
  continuesRow,
  OpenRow,
  openRow,
  registryKeys,
  SiteContext,
  sslBindingAt,
  tableHead,
  TableHead,
  tableRow,
  thumbprintRow,
} from './text-tables';
import { ExportObject } from './value';

/** An object that a text shows, and the command above it. */
export interface ShownObject {
  readonly object: ExportObject;
  readonly hint?: RecordKind;
  readonly server?: string;
}

/** A line that says nothing that is understood. */
export interface Remark {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** What a pasted text shows. */
export interface TextObjects {
  readonly objects: readonly ShownObject[];
  readonly culture: DateCulture;
  readonly remarks: readonly Remark[];
}

/** `Name : value`, as Format-List writes it. */
const PADDED = /^\s*([A-Za-z][\w.]*) +: ?(.*)$/;
/** `Name: value`, as people write it; counts for names that are known. */
const TIGHT = /^\s*([A-Za-z]\w*)\s?:(?!\/\/)\s*(.*)$/;
/** What stands behind a name and a colon in a program, and behind none in a list of properties; a list that is wrapped begins with a brace. */
const CODE = /^(?!\{).*[,;({[]$/;
/** Names with blanks, as netsh writes them. */
const NETSH =
  /^\s*(IP:port|Hostname:port|Certificate Hash|Application ID|Certificate Store Name|Central Certificate Store|Negotiate Client Certificate)\s+: ?(.*)$/i;

/** A name with a number, as servers have, and nothing else but signs: `EX01`, `=== EX01.contoso.com ===`, `Server: EX01`. */
const HEADING =
  /^[\s=#*>~_-]*(?:server\s*:?\s+)?((?!exchange|e\d|v\d)[a-z][a-z0-9-]*\d[a-z0-9-]*(?:\.[a-z0-9.-]+)?)[\s=#*<~_:-]*$/i;

const KNOWN_NAMES = new Set(
  `thumbprint services subject issuer notbefore notafter certificatedomains hasprivatekey isselfsigned rootcatype serialnumber status
  publickeysize friendlyname certificaterequest accessrules iisservices privatekeyexportable server identity name internalurl externalurl
  internalhostname externalhostname fqdn tlscertificatename x509certificatename sslbindings unencryptedortlsbindings logintype
  autodiscoverserviceinternaluri admindisplayversion serverrole domainname domaintype currentcertificatethumbprint
  previouscertificatethumbprint nextcertificatethumbprint nextcertificateeffectivedate extendedprotectiontokenchecking
  extendedprotectionflags internalauthenticationmethods externalauthenticationmethods iisauthenticationmethods basicauthentication
  windowsauthentication metabasepath path website smarthosts addressspaces sourcetransportservers enabled bindings authmechanism
  requiretls certprincipalname externalclientauthenticationmethod internalclientauthenticationmethod externalclientsrequiressl
  internalclientsrequiressl sslofloading ssloffloading distinguishedname originatingserver pscomputername edition site
  protocol bindinginformation certificatehash sslflags`.split(/\s+/),
);

interface OpenProperty {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  /** From the beginning of the name to the colon. */
  readonly colon: number;
  readonly parts: string[];
  /** Length of the line of each part, to see where a console broke it. */
  readonly lengths: number[];
}

interface OpenObject {
  readonly line: number;
  readonly properties: OpenProperty[];
  readonly hint?: RecordKind;
  readonly server?: string;
}

/** Reads Format-List, Format-Table and the tables of IIS as people paste them. What is not understood is a remark with its line. */
export function readTextObjects(text: string, file: string, secrets: Secrets): TextObjects {
  return new TextObjectReader(linesOf(text), file, secrets).read();
}

class TextObjectReader {
  private readonly lists: OpenObject[] = [];
  private readonly rows: { object: ExportObject; hint?: RecordKind; server?: string; line: number }[] = [];
  private readonly remarks: Remark[] = [];
  private readonly site: SiteContext = {};
  private readonly doubled: boolean;
  private open: OpenObject | undefined;
  private property: OpenProperty | undefined;
  private head: TableHead | undefined;
  private row: OpenRow | undefined;
  private hint: RecordKind | undefined;
  private server: string | undefined;
  private blankBefore = false;
  private next: TextLine | undefined;
  /** Columns at which the console broke lines in the middle of words. */
  private width: number | undefined;

  public constructor(
    private readonly lines: readonly TextLine[],
    private readonly file: string,
    private readonly secrets: Secrets,
  ) {
    const pairs = lines.flatMap((line, index) => (PADDED.test(line.text) ? [index] : []));
    const followed = pairs.filter((index) => lines[index + 1]?.text.trim() === '');
    this.doubled = pairs.length > 3 && followed.length > pairs.length * 0.7;
  }

  public read(): TextObjects {
    const registry = registryKeys(this.lines, this.file);
    for (const object of registry.keys) this.addRow(object, Number(object.at.split(':').at(-1)), RecordKind.SCHANNEL);
    for (let index = 0; index < this.lines.length; index++) {
      const line = this.lines[index]!;
      this.next = this.lines[index + 1];
      const head = tableHead(line, this.lines[index + 1]);
      const binding = sslBindingAt(this.lines, index, this.file);
      if (registry.used.has(line.number)) this.close();
      else if (binding) {
        this.close();
        this.addRow(binding.object, line.number, RecordKind.SSL_BINDING);
        index += binding.lines - 1;
      } else if (head) {
        this.close();
        this.head = head;
        index++;
      } else this.take(line);
    }
    this.close();
    this.width = breakingWidth(
      this.lists.flatMap(({ properties }) => properties.flatMap(({ lengths }) => lengths.slice(0, -1))),
    );
    const culture = this.culture();
    const objects = [
      ...this.lists.map((one) => ({ ...this.finished(one, culture), line: one.line })),
      ...this.rows.map((row) => ({ ...row, object: converted(row.object, culture, this.secrets) })),
    ].sort((a, b) => a.line - b.line);
    return { objects, culture, remarks: this.remarks };
  }

  private take(line: TextLine): void {
    const { text } = line;
    if (text.trim() === '') {
      this.blankBefore = true;
      if (!this.doubled) this.property = undefined;
      if (!this.doubled) this.head = undefined;
      return;
    }
    if (line.command !== undefined) return this.command(line.command);
    const row =
      certificateRow(line, this.file) ??
      bindingRow(line, this.file, this.site) ??
      (this.property || this.head ? undefined : thumbprintRow(line, this.file));
    if (row) {
      this.close(false);
      this.addRow(row, line.number, row.property('protocol') ? RecordKind.IIS_BINDING : RecordKind.CERTIFICATE);
    } else if (this.heading(line)) {
      this.close();
    } else if (this.head && this.row && continuesRow(line, this.head, this.row)) {
      this.blankBefore = false;
    } else if (this.head) {
      const shown = tableRow(line, this.head, this.file);
      this.row = shown && openRow(shown, this.head);
      if (shown) this.addRow(shown, line.number, this.hint);
      else this.remark(line);
    } else if (!this.pair(line) && !this.continued(line)) this.remark(line);
    this.blankBefore = false;
  }

  private addRow(object: ExportObject, line: number, hint: RecordKind | undefined): void {
    this.rows.push({
      object,
      line,
      ...(hint === undefined ? {} : { hint }),
      ...(this.server === undefined ? {} : { server: this.server }),
    });
  }

  /** The name of a server alone on a line, above what was shown of it. */
  private heading({ text, number }: TextLine): boolean {
    const name = HEADING.exec(text)?.[1];
    if (name === undefined || this.property) return false;
    const below = this.lines.slice(number).find((line) => line.text.trim() !== '');
    const next = below && this.lines[below.number];
    if (!below || !(tableHead(below, next) ?? certificateRow(below, this.file) ?? PADDED.exec(below.text)))
      return false;
    this.server = name;
    return true;
  }

  private command(command: string): void {
    this.close();
    const { noun, server } = shownCommand(command);
    const kind = kindOfName(noun);
    if (noun !== undefined) this.hint = kind;
    this.server = server ?? (noun === undefined ? this.server : undefined);
  }

  private pair(line: TextLine): boolean {
    const { text, number } = line;
    const netsh = NETSH.exec(text);
    const padded = netsh ?? PADDED.exec(text);
    const tight = padded ? undefined : TIGHT.exec(text);
    const match = padded ?? (tight && KNOWN_NAMES.has(tight[1]!.toLowerCase()) ? tight : undefined);
    if (!match) return false;
    // A wrapped value may hold something like a pair: names stand further left than values.
    const indent = text.search(/\S/);
    if (this.property && indent >= this.property.column - 1 && this.property.column > 4) return false;
    const name = match[1]!;
    const colon = text.indexOf(':', indent + name.length) - indent;
    if (colon <= name.length + 1 && CODE.test((match[2] ?? '').trim())) return false;
    if (
      this.beginsObject(name) ||
      this.leavesColumn(name, colon) ||
      (this.blankBefore && this.beginsOtherKind(number - 1))
    )
      this.close();
    this.open ??= {
      line: number,
      properties: [],
      ...(netsh ? { hint: RecordKind.SSL_BINDING } : this.hint === undefined ? {} : { hint: this.hint }),
      ...(this.server === undefined ? {} : { server: this.server }),
    };
    const value = match[2] ?? '';
    this.property = {
      name,
      line: number,
      column: text.length - value.length,
      colon,
      parts: [value.trim()],
      lengths: [text.length],
    };
    this.open.properties.push(this.property);
    return true;
  }

  /** A new object begins where its first names come again, or where a name comes again after an empty line. */
  private beginsObject(name: string): boolean {
    const { open } = this;
    if (!open) return false;
    const same = (property: OpenProperty): boolean => property.name.toLowerCase() === name.toLowerCase();
    if (this.blankBefore || this.doubled) return open.properties.some(same);
    if (!same(open.properties[0]!)) return false;
    // Two wildcards of one command show a property twice; an object that begins goes on as the one before it did.
    const second = open.properties[1]?.name.toLowerCase();
    return second === undefined || PADDED.exec(this.next?.text ?? '')?.[1]?.toLowerCase() === second;
  }

  /**
   * Format-List pads the names of an object to one column. A name whose colon stands in another one is of another object, where padding shows
   * that the names were padded at all.
   */
  private leavesColumn(name: string, colon: number): boolean {
    const { properties = [] } = this.open ?? {};
    const [first] = properties;
    if (!first || colon === first.colon || properties.some((one) => one.colon !== first.colon)) return false;
    const isPadded = (one: string, at: number): boolean => at > one.length + 1;
    return isPadded(name, colon) || (properties.length > 1 && properties.some((one) => isPadded(one.name, one.colon)));
  }

  /** Whether the block of lines from here on is another kind of thing than the open object: nobody showed the command between them. */
  private beginsOtherKind(from: number): boolean {
    const { open } = this;
    if (!open || this.doubled) return false;
    const block: string[] = [];
    for (let index = from; index < this.lines.length && this.lines[index]!.text.trim() !== ''; index++) {
      const name = PADDED.exec(this.lines[index]!.text)?.[1];
      if (name !== undefined) block.push(name);
    }
    const [before, after] = [open.properties.map(({ name }) => name), block].map(kindOfNames);
    return before !== RecordKind.OTHER && after !== RecordKind.OTHER && before !== after;
  }

  private continued({ text }: TextLine): boolean {
    const { property } = this;
    const indent = text.search(/\S/);
    if (!property || (indent < property.column - 2 && indent < 8)) return false;
    property.parts.push(text.trim());
    property.lengths.push(text.length);
    return true;
  }

  private remark({ number, text }: TextLine): void {
    this.property = undefined;
    if (/^[\s\-=_*#<>]*$/.test(text)) return;
    this.remarks.push({ file: this.file, line: number, text: text.trim().slice(0, 200) });
  }

  private close(table = true): void {
    if (this.open) this.lists.push(this.open);
    this.open = undefined;
    this.property = undefined;
    this.row = undefined;
    if (table) this.head = undefined;
  }

  private culture(): DateCulture {
    const dates: string[] = [];
    const pairs: DatePair[] = [];
    const near: DatePair[] = [];
    for (const { object } of this.rows)
      for (const { value } of object.properties)
        if (typeof value === 'string' && isCultureDate(value)) dates.push(value);
    for (const { properties } of this.lists) {
      const values = new Map(properties.map(({ name, parts }) => [name.toLowerCase(), unwrapped(parts)]));
      for (const value of values.values()) if (isCultureDate(value)) dates.push(value);
      const [from, to] = [values.get('notbefore'), values.get('notafter')];
      if (from && to) pairs.push({ earlier: from, later: to });
      for (const name of ['whenchanged', 'whencreated']) {
        const [local, utc] = [values.get(name), values.get(`${name}utc`)];
        if (local && utc) near.push({ earlier: local, later: utc });
      }
    }
    return cultureOf(dates, pairs, near);
  }

  private finished({ line, properties, hint, server }: OpenObject, culture: DateCulture): ShownObject {
    const object = new ExportObject(`${this.file}:${line}`);
    for (const { name, line: at, parts, lengths } of properties) {
      if (isSecret(name)) {
        if (parts.join('') !== '') this.secrets.dropped++;
        continue;
      }
      const text = unwrapped(
        parts,
        lengths.map((length) => length === this.width),
      );
      const before = object.property(name);
      // Two wildcards of one command show a property twice.
      if (before && text === '' && before.value !== '') continue;
      object.set(name, shownValue(text, isCultureDate(text) ? culture : undefined), `${this.file}:${at}`);
    }
    const kind = kindShown(object, hint);
    return { object, ...(kind === undefined ? {} : { hint: kind }), ...(server === undefined ? {} : { server }) };
  }
}

/** The kind of thing that has these properties. */
function kindOfNames(names: readonly string[]): RecordKind {
  const object = new ExportObject('');
  for (const name of names) object.set(name, '', '');
  return kindOf(object, undefined);
}

/** Kinds that some property of theirs shows so clearly that a command further up does not count against it. */
const CLEAR: ReadonlySet<RecordKind> = new Set([
  RecordKind.CERTIFICATE,
  RecordKind.AUTH_CONFIG,
  RecordKind.CLIENT_ACCESS,
  RecordKind.OUTLOOK_ANYWHERE,
  RecordKind.ACCEPTED_DOMAIN,
  RecordKind.SEND_CONNECTOR,
  RecordKind.IIS_BINDING,
  RecordKind.SSL_BINDING,
  RecordKind.SCHANNEL,
]);

/** The kind of a shown object: by a property that only one kind has, else by the command above it. */
function kindShown(object: ExportObject, hint: RecordKind | undefined): RecordKind | undefined {
  if (hint === undefined) return undefined;
  const own = kindOf(object, undefined);
  return CLEAR.has(own) ? own : hint;
}

/** A row of a table, its cells read as values. */
function converted(row: ExportObject, culture: DateCulture, secrets: Secrets): ExportObject {
  const object = new ExportObject(row.at);
  for (const { name, value, at } of row.properties) {
    if (isSecret(name)) {
      if (value !== '') secrets.dropped++;
      continue;
    }
    const isPlain = typeof value === 'string' && !isCutText(value);
    object.set(name, isPlain ? shownValue(value, isCultureDate(value) ? culture : undefined) : value, at);
  }
  return object;
}
