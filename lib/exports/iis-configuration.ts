import { SaxesParser, SaxesTagPlain } from 'saxes';
import { ExportError, ExportLimits } from './limits';

/** A binding of a site of IIS, as applicationHost.config has it: without its certificate, which is in http.sys. */
export interface ConfiguredBinding {
  readonly protocol: string;
  readonly information: string;
  readonly sslFlags?: string;
  readonly at: string;
}

export interface ConfiguredSite {
  readonly name: string;
  readonly id?: string;
  readonly bindings: ConfiguredBinding[];
  readonly applications: string[];
  readonly at: string;
}

/** Settings of one location that matter to clients. What is left out is inherited. */
export interface ConfiguredLocation {
  /** Path such as `Default Web Site/owa`; an empty text is the whole server. */
  readonly path: string;
  readonly tokenChecking?: string;
  readonly tokenFlags?: string;
  readonly sslFlags?: string;
  readonly windowsAuthentication?: boolean;
  readonly basicAuthentication?: boolean;
  /** Whether addresses that are not listed are refused (ipSecurity allowUnlisted="false"). */
  readonly addressesRestricted?: boolean;
  readonly at: string;
}

/** What applicationHost.config says, as far as it was readable. */
export interface IisConfiguration {
  readonly sites: readonly ConfiguredSite[];
  readonly locations: readonly ConfiguredLocation[];
  /** Passwords that were dropped. */
  readonly secrets: number;
  readonly error?: ExportError;
}

type Open = { -readonly [K in keyof ConfiguredLocation]: ConfiguredLocation[K] };

/** Reads applicationHost.config. What stands before an error counts. */
export function readIisConfiguration(text: string, file: string, limits: ExportLimits): IisConfiguration {
  return new IisReader(file, limits).read(text);
}

/** The setting of a path, taken from the nearest location that has it, and whether that is the path itself. */
export function effective<K extends 'tokenChecking' | 'sslFlags' | 'addressesRestricted' | 'windowsAuthentication'>(
  locations: readonly ConfiguredLocation[],
  path: string,
  setting: K,
): { readonly value: NonNullable<ConfiguredLocation[K]>; readonly from: ConfiguredLocation } | undefined {
  const parts = path.split('/');
  for (let length = parts.length; length >= 0; length--) {
    const at = parts.slice(0, length).join('/').toLowerCase();
    const from = locations.filter((one) => one.path.toLowerCase() === at && one[setting] !== undefined).at(-1);
    if (from) return { value: from[setting]!, from };
  }
  return undefined;
}

class IisReader {
  private readonly parser = new SaxesParser({ position: true });
  private readonly path: string[] = [];
  private readonly sites: ConfiguredSite[] = [];
  private readonly locations: Open[] = [];
  private location: Open;
  private secrets = 0;
  private elements = 0;
  private error: ExportError | undefined;

  public constructor(
    private readonly file: string,
    private readonly limits: ExportLimits,
  ) {
    this.location = { path: '', at: file };
    this.locations.push(this.location);
    const { parser } = this;
    parser.on('doctype', () => this.fail('the file has a document type definition (DTD), which IIS never writes'));
    parser.on('opentag', (tag) => this.open(tag as SaxesTagPlain));
    parser.on('closetag', (tag) => {
      this.path.pop();
      if (tag.name === 'location') this.location = this.locations[0]!;
    });
    parser.on('error', (error) =>
      this.fail(`the file is no well-formed XML: ${error.message.replace(/^[^:]*:?\d+:\d+: /, '').replace(/\.$/, '')}`),
    );
  }

  public read(text: string): IisConfiguration {
    const CHUNK = 1 << 16;
    for (let at = 0; at < text.length && this.error === undefined; at += CHUNK)
      this.parser.write(text.slice(at, at + CHUNK));
    if (this.error === undefined) this.parser.close();
    const { sites, secrets, error } = this;
    const locations = this.locations.filter((one) => Object.keys(one).length > 2);
    return { sites, locations, secrets, ...(error === undefined ? {} : { error }) };
  }

  private fail(message: string): void {
    this.error ??= new ExportError(message, `${this.file}:${this.parser.line}`, 'copy the file again');
  }

  private open({ name, attributes }: SaxesTagPlain): void {
    if (this.error !== undefined) return;
    this.path.push(name);
    if (++this.elements > this.limits.elements || this.path.length > this.limits.depth)
      return this.fail(`more than ${this.limits.elements} elements, or more than ${this.limits.depth} deep`);
    if (Object.keys(attributes).some((one) => /password$/i.test(one))) this.secrets++;
    const at = `${this.file}:${this.parser.line}`;
    if (name === 'location') {
      this.location = { path: attributes.path ?? '', at };
      this.locations.push(this.location);
    } else if (name === 'site' && this.path.at(-2) === 'sites' && attributes.name !== undefined) {
      this.sites.push({ name: attributes.name, id: attributes.id, bindings: [], applications: [], at });
    } else if (name === 'application' && this.path.at(-2) === 'site') {
      this.sites.at(-1)?.applications.push(attributes.path ?? '');
    } else if (name === 'binding' && this.path.at(-2) === 'bindings') {
      const { protocol, bindingInformation: information, sslFlags } = attributes;
      if (protocol !== undefined && information !== undefined)
        this.sites
          .at(-1)
          ?.bindings.push({ protocol, information, at, ...(sslFlags === undefined ? {} : { sslFlags }) });
    } else this.setting(name, attributes, at);
  }

  private setting(name: string, attributes: Record<string, string>, at: string): void {
    const { location } = this;
    const enabled = attributes.enabled === undefined ? undefined : /^(true|1)$/i.test(attributes.enabled);
    const parent = this.path.at(-2);
    if (name === 'extendedProtection' && parent === 'windowsAuthentication') {
      location.tokenChecking = attributes.tokenChecking ?? 'None';
      if (attributes.flags !== undefined) location.tokenFlags = attributes.flags;
      location.at = at;
    } else if (name === 'access' && parent === 'security' && attributes.sslFlags !== undefined) {
      location.sslFlags = attributes.sslFlags;
    } else if (name === 'windowsAuthentication' && enabled !== undefined) {
      location.windowsAuthentication = enabled;
    } else if (name === 'basicAuthentication' && enabled !== undefined) {
      location.basicAuthentication = enabled;
    } else if (name === 'ipSecurity' && attributes.allowUnlisted !== undefined) {
      location.addressesRestricted = /^(false|0)$/i.test(attributes.allowUnlisted);
    }
  }
}
