import { ExchangeBuild, releaseOfBuild } from '../../exchange';
import { Origin } from '../origin';
import { RecordReader, Stated, StatedList } from '../record';
import { ExportObject, textOf } from '../value';
import { present } from './virtual-directories';

/** What an export says of a server itself. */
export interface ExportedServer extends Origin {
  readonly fqdn?: Stated<string>;
  readonly roles?: StatedList;
  readonly edition?: Stated<string>;
  /** Site of Active Directory, as a path or by its name. */
  readonly site?: Stated<string>;
  readonly build?: Stated<ExchangeBuild>;
  /** Release of Windows Server, such as `2019`. */
  readonly windowsServer?: Stated<string>;
  readonly isEdge: boolean;
  /** True where the object is Exchange's own of a server. */
  readonly listed: boolean;
  readonly internalTransportThumbprint?: Stated<string | null>;
}

/** A server of Get-ExchangeServer or Get-TransportService. */
export function exportedServer(reader: RecordReader, origin: Origin): ExportedServer {
  const version = reader.filled('AdminDisplayVersion');
  const build = version && releaseOfBuild(version.value, false);
  const roles = rolesOf(reader);
  return {
    ...origin,
    listed: true,
    isEdge: reader.flag('IsEdgeServer')?.value ?? roles?.values.some((role) => /edge/i.test(role)) ?? false,
    ...(version && build ? { build: { value: build, at: version.at } } : {}),
    ...present({
      fqdn: reader.filled('Fqdn'),
      roles,
      edition: reader.filled('Edition'),
      site: reader.filled('Site'),
      internalTransportThumbprint: reader.text('InternalTransportCertificateThumbprint'),
    }),
  };
}

/** Roles by name. What JSON writes as a number is not read: which numbers stand for which roles no known source says. */
function rolesOf(reader: RecordReader): StatedList | undefined {
  const roles = reader.list('ServerRole');
  if (roles && !roles.values.some((role) => /^\d+$/.test(role))) return roles;
  const flags = [
    ['IsMailboxServer', 'Mailbox'],
    ['IsClientAccessServer', 'ClientAccess'],
    ['IsHubTransportServer', 'HubTransport'],
    ['IsEdgeServer', 'Edge'],
  ] as const;
  const stated = flags.map(([name, role]) => ({ role, flag: reader.flag(name) }));
  const [first] = stated.flatMap(({ flag }) => flag ?? []);
  if (!first || stated.some(({ flag }) => flag === undefined)) return undefined;
  return { values: stated.flatMap(({ role, flag }) => (flag!.value ? [role] : [])), cut: false, at: first.at };
}

/** The build of ExSetup.exe, which updates change. */
export function setupBuild(reader: RecordReader): Stated<ExchangeBuild> | undefined {
  const version = reader.filled('FileVersion', 'ProductVersion', 'Version');
  const build = version && releaseOfBuild(version.value, true);
  return version && build && { value: build, at: version.at };
}

/** One TLS version of a server. */
export interface TlsSetting {
  readonly version: string;
  /** Null: not set, so that Windows decides. */
  readonly serverEnabled: boolean | null;
  readonly serverDisabledByDefault: boolean | null;
  readonly at: string;
}

/** TLS settings of the registry of a server. */
export interface ExportedTls extends Origin {
  readonly settings: readonly TlsSetting[];
}

/** Settings that HealthChecker and the collector collect: a table by version. What the registry does not hold is null, not off. */
export function exportedTls(reader: RecordReader, origin: Origin): ExportedTls {
  const registry = reader.property('Registry')?.value;
  const holder = registry instanceof ExportObject ? registry : reader.record.object;
  const table = holder.property('TLS')?.value;
  const rows = table instanceof ExportObject && table.value instanceof ExportObject ? table.value : table;
  const settings =
    rows instanceof ExportObject ? [...rows.properties].flatMap(({ name, value }) => tlsSetting(name, value)) : [];
  return { ...origin, settings: settings.sort((a, b) => (a.version < b.version ? -1 : 1)) };
}

function tlsSetting(version: string, value: unknown): TlsSetting[] {
  if (!(value instanceof ExportObject) || !/^1\.[0-3]$/.test(version)) return [];
  // The number is what the registry holds; without one HealthChecker's flag is the default that it assumes.
  const set = (name: string): boolean | null => {
    const number = value.property(`${name}Value`);
    if (number) return number.value === null ? null : textOf(number.value) !== '0';
    const flag = value.property(name)?.value;
    return typeof flag === 'boolean' ? flag : null;
  };
  return [
    {
      version,
      serverEnabled: set('ServerEnabled'),
      serverDisabledByDefault: set('ServerDisabledByDefault'),
      at: value.property('ServerEnabled')?.at ?? value.at,
    },
  ];
}

/** A service of Windows: whether it runs. */
export interface ExportedService extends Origin {
  /** As Windows calls it, such as `MSExchangeImap4`. */
  readonly name: string;
  readonly running: Stated<boolean>;
}

/** A service as Win32_Service (State) or Get-Service (Status) shows it. Undefined: what it shows is none of them. */
export function exportedService(reader: RecordReader, origin: Origin): ExportedService | undefined {
  const name = reader.filled('Name')?.value;
  const state = reader.filled('State', 'Status');
  // System.ServiceProcess.ServiceControllerStatus: 4 is Running, 1 is Stopped.
  const running = state && { running: true, 4: true, stopped: false, 1: false }[state.value.toLowerCase()];
  return name === undefined || running === undefined
    ? undefined
    : { ...origin, name, running: { value: running, at: state!.at } };
}
