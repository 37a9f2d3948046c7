import {
  ClientCertificateMode,
  Estate,
  Evidence,
  ExtendedProtection,
  KnownSetting,
  listDescriptor,
  ListName,
  mapped,
  TokenChecking,
} from '../model';
import { withCertificates, withRevocation } from './known-certificates';
import { withValues } from './known-values';
import { assignPresented } from './presented-chains';

/**
 * An estate with what became known of it: the one way from a declared estate to one that is planned, issued, observed or exported.
 * What is not known stays unknown. What was declared of a certificate stays beside what became known of it.
 *
 * @param now the clock: whether a path or a revocation list is valid depends on it
 * @throws PkiError when a certificate or a revocation list can't be read
 * @throws Error when a setting is of nothing in the estate
 */
export function withEvidence(estate: Estate, evidence: Evidence, now: Date): Estate {
  const values = new Map(evidence.values.map(({ expression, value }) => [expression, value]));
  const valued = withSettings(withValues(estate, values), evidence.settings);
  const presented = assignPresented(valued, evidence.presented);
  const observed = { ...presented.estate, observations: [...valued.observations, ...evidence.observations] };
  const certificates = [...evidence.certificates, ...presented.certificates];
  return withRevocation(
    withCertificates(observed, certificates, now),
    evidence.revocation.map(({ pem }) => pem),
    now,
  );
}

/** Evidence of one source with nothing in it but what is given. */
export function evidenceOf(by: Evidence['by'], now: Date, known: Partial<Omit<Evidence, 'by' | 'at'>>): Evidence {
  return {
    by,
    at: now.toISOString(),
    values: [],
    certificates: [],
    presented: [],
    observations: [],
    settings: [],
    revocation: [],
    ...known,
  };
}

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
