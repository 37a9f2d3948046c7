import { ClientProtocol } from '../../model';
import { Origin } from '../origin';
import { RecordKind, RecordReader, Stated, StatedList } from '../record';
import { present } from './virtual-directories';

/** Settings of POP3 or IMAP4 of a server. */
export interface ExportedMailSettings extends Origin {
  readonly protocol: ClientProtocol;
  /** Name that the certificate is chosen by. */
  readonly certificateName?: Stated<string | null>;
  readonly tlsBindings?: StatedList;
  readonly plainBindings?: StatedList;
  readonly loginType?: Stated<string>;
  /** Host, port and encryption that clients inside are given, as `imap.contoso.com:993:SSL`. */
  readonly internalConnections?: StatedList;
  /** The same for clients outside. */
  readonly externalConnections?: StatedList;
}

export function exportedMailSettings(reader: RecordReader, origin: Origin): ExportedMailSettings {
  return {
    ...origin,
    protocol: reader.record.kind === RecordKind.POP ? ClientProtocol.POP3 : ClientProtocol.IMAP4,
    ...present({
      certificateName: reader.text('X509CertificateName'),
      tlsBindings: reader.list('SSLBindings'),
      plainBindings: reader.list('UnencryptedOrTLSBindings'),
      loginType: reader.filled('LoginType'),
      internalConnections: reader.list('InternalConnectionSettings'),
      externalConnections: reader.list('ExternalConnectionSettings'),
    }),
  };
}

/** The service connection point of a server, by which domain-joined clients find Autodiscover. */
export interface ExportedConnectionPoint extends Origin {
  /** Null: none is set. */
  readonly uri?: Stated<string | null>;
  readonly sites?: StatedList;
}

export function exportedConnectionPoint(reader: RecordReader, origin: Origin): ExportedConnectionPoint {
  return {
    ...origin,
    ...present({
      uri: reader.text('AutoDiscoverServiceInternalUri'),
      sites: reader.list('AutoDiscoverSiteScope'),
    }),
  };
}

/** Numbers that JSON writes in place of names, as far as CLIXML of real servers shows both. */
const DOMAIN_TYPES: Readonly<Record<string, string>> = { 0: 'Authoritative', 2: 'InternalRelay' };

/** A mail domain that the organization accepts. */
export interface ExportedDomain extends Origin {
  readonly domain: string;
  readonly type?: Stated<string>;
  readonly isDefault?: Stated<boolean>;
}

export function exportedDomain(reader: RecordReader, origin: Origin): ExportedDomain | undefined {
  const domain = reader.filled('DomainName', 'Name');
  if (!domain) return undefined;
  const type = reader.filled('DomainType');
  return {
    ...origin,
    at: domain.at,
    domain: domain.value.toLowerCase(),
    ...present({
      type: type && { ...type, value: DOMAIN_TYPES[type.value] ?? type.value },
      isDefault: reader.flag('Default'),
    }),
  };
}

/** A Client Access array of 2010: the name that Outlook inside uses for RPC, which has no certificate. */
export interface ExportedArray extends Origin {
  readonly name: string;
  readonly fqdn?: Stated<string>;
  readonly members?: StatedList;
}

export function exportedArray(reader: RecordReader, origin: Origin): ExportedArray {
  return {
    ...origin,
    name: reader.filled('Name', 'Identity')?.value ?? 'without a name',
    ...present({ fqdn: reader.filled('Fqdn'), members: reader.list('Members') }),
  };
}
