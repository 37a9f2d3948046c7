import { ClientProtocol } from '../../model';
import { Origin } from '../origin';
import { RecordKind, RecordReader, Stated, StatedList } from '../record';

/** The two web sites of 2013 and later: clients meet the front end alone. */
export enum SiteSide {
  FRONT_END = 'front end',
  BACK_END = 'back end',
  /** A site that Exchange did not make. */
  OTHER = 'another site',
}

/** A virtual directory, or Outlook Anywhere. */
export interface ExportedDirectory extends Origin {
  readonly kind: RecordKind;
  /** Left out: no client protocol, as PowerShell. */
  readonly protocol?: ClientProtocol;
  readonly name?: Stated<string>;
  readonly side?: SiteSide;
  /** Null: none is set. Left out: the export does not say. */
  readonly internalUrl?: Stated<string | null>;
  readonly externalUrl?: Stated<string | null>;
  /** Outlook Anywhere alone: it has host names in place of URLs. */
  readonly internalHost?: Stated<string | null>;
  readonly externalHost?: Stated<string | null>;
  readonly internalSsl?: Stated<boolean>;
  readonly externalSsl?: Stated<boolean>;
  readonly sslOffloading?: Stated<boolean>;
  /** Whether the directory demands TLS; of OAB and PowerShell alone. */
  readonly requireSsl?: Stated<boolean>;
  readonly internalAuthentication?: StatedList;
  readonly externalAuthentication?: StatedList;
  /** What IIS does itself; left out where the directory alone was asked. */
  readonly iisAuthentication?: StatedList;
  readonly flags: readonly Stated<boolean>[];
  readonly tokenChecking?: Stated<string>;
  readonly tokenFlags?: StatedList;
  readonly clientCertificates?: Stated<string>;
  readonly path?: Stated<string | null>;
  /** True where the object was read from Active Directory alone: what it says of IIS is no evidence. */
  readonly directoryOnly: boolean;
  readonly version?: Stated<string>;
}

const PROTOCOLS: Readonly<Partial<Record<RecordKind, ClientProtocol>>> = {
  [RecordKind.OWA]: ClientProtocol.OWA,
  [RecordKind.ECP]: ClientProtocol.ECP,
  [RecordKind.ACTIVE_SYNC]: ClientProtocol.ACTIVE_SYNC,
  [RecordKind.EWS]: ClientProtocol.EWS,
  [RecordKind.OAB]: ClientProtocol.OAB,
  [RecordKind.AUTODISCOVER]: ClientProtocol.AUTODISCOVER,
  [RecordKind.MAPI]: ClientProtocol.MAPI_OVER_HTTP,
  [RecordKind.OUTLOOK_ANYWHERE]: ClientProtocol.OUTLOOK_ANYWHERE,
};

/** Kinds that are virtual directories. */
export const DIRECTORY_KINDS: ReadonlySet<RecordKind> = new Set([
  ...(Object.keys(PROTOCOLS) as RecordKind[]),
  RecordKind.POWERSHELL,
]);

const FLAGS = [
  'BasicAuthentication',
  'WindowsAuthentication',
  'DigestAuthentication',
  'FormsAuthentication',
  'OAuthAuthentication',
  'WSSecurityAuthentication',
  'BasicAuthEnabled',
  'WindowsAuthEnabled',
];

/** The facts of a virtual directory. */
export function exportedDirectory(reader: RecordReader, origin: Origin): ExportedDirectory {
  const { kind } = reader.record;
  const protocol = PROTOCOLS[kind];
  const path = reader.text('Path');
  const lists = {
    internalAuthentication: named(reader.list('InternalAuthenticationMethods', 'InternalClientAuthenticationMethod')),
    externalAuthentication: named(
      reader.list('ExternalAuthenticationMethods', 'ExternalClientAuthenticationMethod', 'ClientAuthenticationMethod'),
    ),
    iisAuthentication: named(reader.list('IISAuthenticationMethods')),
    tokenFlags: reader.list('ExtendedProtectionFlags'),
  };
  const side = sideOf(reader);
  return {
    ...origin,
    kind,
    flags: FLAGS.flatMap((name) => reader.flag(name) ?? []),
    directoryOnly: isDirectoryOnly(reader, path),
    ...(protocol === undefined ? {} : { protocol }),
    ...(side === undefined ? {} : { side }),
    ...present({
      name: reader.filled('Name', 'Identity'),
      internalUrl: reader.text('InternalUrl'),
      externalUrl: reader.text('ExternalUrl'),
      internalHost: reader.text('InternalHostname'),
      externalHost: reader.text('ExternalHostname'),
      internalSsl: reader.flag('InternalClientsRequireSsl'),
      externalSsl: reader.flag('ExternalClientsRequireSsl'),
      sslOffloading: reader.flag('SSLOffloading'),
      requireSsl: reader.flag('RequireSSL'),
      tokenChecking: checkingNamed(reader.filled('ExtendedProtectionTokenChecking')),
      clientCertificates: reader.filled('ClientCertAuth'),
      path,
      version: reader.filled('AdminDisplayVersion'),
      ...lists,
    }),
  };
}

/** Numbers that JSON writes in place of names, as far as CLIXML of real servers shows both. */
const METHODS: Readonly<Record<string, string>> = {
  0: 'Basic',
  2: 'Ntlm',
  3: 'Fba',
  4: 'WindowsIntegrated',
  7: 'WSSecurity',
  10: 'OAuth',
};

/** `extendedProtection.tokenChecking` of IIS by number. Source: EPDOC. */
const CHECKINGS: Readonly<Record<string, string>> = { 0: 'None', 1: 'Allow', 2: 'Require' };

function named(list: StatedList | undefined): StatedList | undefined {
  return list && { ...list, values: list.values.map((value) => METHODS[value] ?? value) };
}

function checkingNamed(stated: Stated<string> | undefined): Stated<string> | undefined {
  return stated && { ...stated, value: CHECKINGS[stated.value] ?? stated.value };
}

/** Without what the export does not have. */
export function present<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}

/**
 * An object that was read with -ADPropertiesOnly has an empty Path, and says of every way to sign in that IIS knows that it is off. Where
 * the property Path was not exported nothing is known of that.
 */
function isDirectoryOnly(reader: RecordReader, path: Stated<string | null> | undefined): boolean {
  if (path === undefined || path.value) return false;
  return reader.property('MetabasePath') !== undefined || reader.record.object.size > 20;
}

/** Which site a directory is on: by the number of its site, or by the name of the site. */
function sideOf(reader: RecordReader): SiteSide | undefined {
  const number = /\/W3SVC\/(\d+)\//i.exec(reader.filled('MetabasePath')?.value ?? '')?.[1];
  const name = [reader.filled('WebSiteName', 'WebSite'), reader.filled('Identity', 'Name')]
    .map((stated) => stated?.value ?? '')
    .join(' ');
  if (/Exchange Back End/i.test(name)) return SiteSide.BACK_END;
  if (/Default Web Site/i.test(name)) return SiteSide.FRONT_END;
  return number === undefined ? undefined : sideOfNumber(number);
}

/** Site 1 is the front end, site 2 the back end: as setup makes them. */
export function sideOfNumber(number: string): SiteSide {
  return number === '1' ? SiteSide.FRONT_END : number === '2' ? SiteSide.BACK_END : SiteSide.OTHER;
}
