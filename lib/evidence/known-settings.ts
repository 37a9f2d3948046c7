import {
  ClientCertificateMode,
  Estate,
  ExtendedProtection,
  KnownSetting,
  ListName,
  listDescriptor,
  mapped,
  TokenChecking,
} from '../model';

/** Reads the value of a setting; undefined: it is none. */
type Reader = (value: string) => unknown;

const text: Reader = (value) => value;
const host: Reader = (value) => ({ value: value.toLowerCase() });
const boolean: Reader = (value) => ({ true: true, false: false })[value.toLowerCase()];
const oneOf =
  (values: object): Reader =>
  (value) =>
    Object.values(values).find((one) => one === value);

/** The settings that can become known, by what has them. */
const SETTINGS: Partial<Record<ListName, Readonly<Record<string, Reader>>>> = {
  organizations: {
    principalName: text,
    splitDns: boolean,
    downloadDomains: boolean,
    modernAuthentication: boolean,
    hybridAgent: boolean,
  },
  servers: {
    extendedProtection: oneOf(ExtendedProtection),
    requiresSni: boolean,
    strictTransport: boolean,
    windowsServer: text,
  },
  bindings: {
    tokenChecking: oneOf(TokenChecking),
    certificatePrincipalName: text,
    clientCertificates: oneOf(ClientCertificateMode),
    clientCertificateAtBinding: boolean,
    encryptionRequired: boolean,
    connectorFqdn: host,
    pinned: boolean,
    certificateName: host,
  },
};

/**
 * An estate with settings that became known.
 *
 * @throws Error where the owner is not in the estate, has no such setting, or the value is none of it
 */
export function withSettings(estate: Estate, settings: readonly KnownSetting[]): Estate {
  let changed = estate;
  for (const setting of settings) changed = withSetting(changed, setting);
  return changed;
}

function withSetting(estate: Estate, { owner, setting, value }: KnownSetting): Estate {
  for (const [list, readers] of Object.entries(SETTINGS) as [ListName, Readonly<Record<string, Reader>>][]) {
    const { keyOf, singular } = listDescriptor(list);
    const items = estate[list] as object[];
    if (!items.some((item) => keyOf(item) === owner)) continue;
    if (!Object.hasOwn(readers, setting))
      throw new Error(
        `the ${singular} ${owner} has no setting "${setting}"; it has ${Object.keys(readers).join(', ')}`,
      );
    const read = readers[setting](value);
    if (read === undefined) throw new Error(`"${value}" is no value of ${setting} of the ${singular} ${owner}`);
    return {
      ...estate,
      [list]: mapped(items, (item) => (keyOf(item) === owner ? { ...item, [setting]: read } : item)),
    };
  }
  throw new Error(`${owner}, whose ${setting} became known, is no organization, server or binding of the estate`);
}
