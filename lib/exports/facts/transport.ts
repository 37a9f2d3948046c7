import { ConnectorKind } from '../../model';
import { Certificate509 } from '../../pki';
import { Origin, shortName } from '../origin';
import { RecordKind, RecordReader, Stated, StatedList } from '../record';
import { ExportObject } from '../value';
import { thumbprintOf } from './certificates';
import { present } from './virtual-directories';

/** A send or receive connector. */
export interface ExportedConnector extends Origin {
  readonly kind: ConnectorKind;
  readonly name: string;
  readonly enabled?: Stated<boolean>;
  /** Null: not set, so that the server's own name counts. */
  readonly fqdn?: Stated<string | null>;
  /** `<I>issuer<S>subject`. Null: not pinned. Left out: the export does not say. */
  readonly pin?: Stated<string | null>;
  readonly requireTls?: Stated<boolean>;
  readonly domainSecure?: Stated<boolean>;
  readonly cloudMail?: Stated<boolean>;
  readonly tlsDomain?: Stated<string | null>;
  readonly tlsAuthLevel?: Stated<string | null>;
  readonly smartHosts?: StatedList;
  readonly addressSpaces?: StatedList;
  /** Short names of the servers that send with it, upper case. */
  readonly sourceServers?: StatedList;
  readonly bindings?: StatedList;
  readonly authentication?: StatedList;
  readonly permissionGroups?: StatedList;
  readonly role?: Stated<string>;
}

export function exportedConnector(reader: RecordReader, origin: Origin): ExportedConnector {
  const send = reader.record.kind === RecordKind.SEND_CONNECTOR;
  return {
    ...origin,
    kind: send ? ConnectorKind.SEND : ConnectorKind.RECEIVE,
    name: reader.filled('Name', 'Identity')?.value ?? 'without a name',
    ...present({
      enabled: reader.flag('Enabled'),
      fqdn: reader.text('Fqdn'),
      pin: reader.text('TlsCertificateName'),
      requireTls: reader.flag('RequireTLS'),
      domainSecure: reader.flag('DomainSecureEnabled'),
      cloudMail: reader.flag('CloudServicesMailEnabled'),
      tlsDomain: reader.text('TlsDomain'),
      tlsAuthLevel: reader.text('TlsAuthLevel'),
      smartHosts: reader.list('SmartHosts'),
      addressSpaces: reader.list('AddressSpaces'),
      sourceServers: reader.list('SourceTransportServers'),
      bindings: reader.list('Bindings'),
      authentication: reader.list('AuthMechanism'),
      permissionGroups: reader.list('PermissionGroups'),
      role: reader.filled('TransportRole'),
    }),
  };
}

/** The certificates of server-to-server authentication. Null: none. */
export interface ExportedAuthConfig extends Origin {
  readonly current?: Stated<string | null>;
  readonly next?: Stated<string | null>;
  readonly previous?: Stated<string | null>;
  /** When the next one is to be used, each reading. */
  readonly nextFrom?: Stated<readonly string[]>;
  /** True where the export says that no day is set. */
  readonly nextFromUnset: boolean;
}

export function exportedAuthConfig(reader: RecordReader, origin: Origin): ExportedAuthConfig {
  const thumbprint = (name: string): Stated<string | null> | undefined => {
    const text = reader.text(name);
    return text && { value: thumbprintOf(text.value) ?? (text.value ? text.value : null), at: text.at };
  };
  return {
    ...origin,
    nextFromUnset: reader.property('NextCertificateEffectiveDate')?.value === null,
    ...present({
      current: thumbprint('CurrentCertificateThumbprint'),
      next: thumbprint('NextCertificateThumbprint'),
      previous: thumbprint('PreviousCertificateThumbprint'),
      nextFrom: reader.moment('NextCertificateEffectiveDate'),
    }),
  };
}

/** A federation trust, with the thumbprints of the organization's certificates. */
export interface ExportedFederation extends Origin {
  readonly name: string;
  readonly applicationUri?: Stated<string>;
  readonly current?: Stated<string>;
  readonly next?: Stated<string>;
  readonly previous?: Stated<string>;
}

export function exportedFederation(reader: RecordReader, origin: Origin): ExportedFederation {
  const thumbprint = (...names: string[]): Stated<string> | undefined => {
    for (const name of names) {
      const property = reader.property(name);
      if (!property) continue;
      const text = thumbprintOf(reader.text(name)?.value);
      if (text) return { value: text, at: property.at };
      const raw = property.value instanceof ExportObject ? property.value.property('RawData')?.value : undefined;
      if (Buffer.isBuffer(raw)) {
        try {
          return { value: Certificate509.fromDer(raw, property.at).sha1, at: property.at };
        } catch {
          continue;
        }
      }
    }
    return undefined;
  };
  return {
    ...origin,
    name: reader.filled('Name', 'Identity')?.value ?? 'federation trust',
    ...present({
      applicationUri: reader.filled('ApplicationUri'),
      current: thumbprint('OrgPrivCertificate', 'OrgCertificate'),
      next: thumbprint('OrgNextPrivCertificate', 'OrgNextCertificate'),
      previous: thumbprint('OrgPrevPrivCertificate', 'OrgPrevCertificate'),
    }),
  };
}

/** The hybrid configuration. */
export interface ExportedHybrid extends Origin {
  readonly pin?: Stated<string | null>;
  readonly domains?: StatedList;
  readonly servers: readonly StatedList[];
  readonly smartHost?: Stated<string | null>;
}

export function exportedHybrid(reader: RecordReader, origin: Origin): ExportedHybrid {
  const servers = [
    'ReceivingTransportServers',
    'SendingTransportServers',
    'EdgeTransportServers',
    'ClientAccessServers',
  ];
  return {
    ...origin,
    servers: servers.flatMap((name) => reader.list(name) ?? []),
    ...present({
      pin: reader.text('TlsCertificateName'),
      domains: reader.list('Domains'),
      smartHost: reader.text('OnPremisesSmartHost'),
    }),
  };
}

/** Settings of the organization that clients meet. */
export interface ExportedOrganization extends Origin {
  readonly name?: Stated<string>;
  readonly modernAuthentication?: Stated<boolean>;
  readonly mapiOverHttp?: Stated<boolean>;
  readonly downloadDomains?: Stated<boolean>;
}

export function exportedOrganization(reader: RecordReader, origin: Origin): ExportedOrganization {
  return {
    ...origin,
    ...present({
      name: reader.filled('Name'),
      modernAuthentication: reader.flag('OAuth2ClientProfileEnabled'),
      mapiOverHttp: reader.flag('MapiHttpEnabled'),
      downloadDomains: reader.flag('EnableDownloadDomains'),
    }),
  };
}

/** `Get-OutlookProvider`: the name that Outlook Anywhere is given for the certificate. */
export interface ExportedProvider extends Origin {
  readonly name: string;
  readonly principalName?: Stated<string | null>;
}

export function exportedProvider(reader: RecordReader, origin: Origin): ExportedProvider {
  return {
    ...origin,
    name: reader.filled('Name', 'Identity')?.value ?? '',
    ...present({ principalName: reader.text('CertPrincipalName') }),
  };
}

/** An Edge Transport server that is subscribed to a site of the organization. */
export interface ExportedEdgeSubscription extends Origin {
  /** Short name, upper case. */
  readonly edge: string;
  /** Name of the site of Active Directory that it is subscribed to. */
  readonly site?: Stated<string>;
  /** When it was subscribed, each reading. */
  readonly since?: Stated<readonly string[]>;
}

/** A subscription of Get-EdgeSubscription. Undefined: it does not name the Edge server. */
export function exportedEdgeSubscription(reader: RecordReader, origin: Origin): ExportedEdgeSubscription | undefined {
  const edge = shortName(reader.filled('Name', 'Identity')?.value);
  return edge === undefined
    ? undefined
    : { ...origin, edge, ...present({ site: reader.filled('Site'), since: reader.moment('CreateUtc') }) };
}
