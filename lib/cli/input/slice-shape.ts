import {
  CertificateFacts,
  EstateLists,
  EstateSlice,
  HostName,
  ListItem,
  ListName,
  SourceLocation,
  TlsRange,
} from '../../model';
import { isObject, JsonObject } from './json-scanner';

/** What a value must be where it is there: of one type, an object with such members, or a list of such values. */
type Shape = 'text' | 'number' | 'boolean' | 'object' | { readonly [member: string]: Shape } | readonly [Shape];

/** The members of a type that are looked into, each with a shape that fits it. */
type Members<T> = { readonly [K in keyof T]?: ShapeOf<NonNullable<T[K]>> };

type ShapeOf<T> = T extends string
  ? 'text'
  : T extends number
    ? 'number'
    : T extends boolean
      ? 'boolean'
      : T extends readonly (infer I)[]
        ? readonly [ShapeOf<I>]
        : Members<T> | 'object';

const LOCATION: Members<SourceLocation> = { file: 'text', line: 'number', column: 'number' };
const HOST: Members<HostName> = { value: 'text', expression: 'text' };
const TLS: Members<TlsRange> = { lowest: 'text', highest: 'text' };
const FACTS: Members<CertificateFacts> = {
  subject: 'text',
  commonName: 'text',
  issuer: 'text',
  serialNumber: 'text',
  notBefore: 'text',
  notAfter: 'text',
  lifetimeSeconds: 'number',
  keyType: 'text',
  keyBits: 'number',
  signatureHash: 'text',
  dnsNames: [HOST],
  ipAddresses: ['text'],
  keyUsages: ['text'],
  extendedKeyUsages: ['text'],
  isCa: 'boolean',
  selfSigned: 'boolean',
  sha1: 'text',
  sha256: 'text',
  crlUrls: ['text'],
  ocspUrls: ['text'],
  hasPolicies: 'boolean',
  mustStaple: 'boolean',
  rsaPss: 'boolean',
};
const REASON = { code: 'text', message: 'text', fix: 'text' } as const;

/** The members that judging looks into without asking, by the list of the parts. */
const SHAPES: { readonly [L in ListName]?: Members<ListItem<L>> } = {
  servers: {
    id: 'text',
    name: 'text',
    stack: 'text',
    release: {
      product: 'text',
      servicePack: 'number',
      updateRollup: 'number',
      cumulativeUpdate: 'number',
      securityUpdate: 'text',
    },
    fqdn: HOST,
    netBiosName: 'text',
    internalHost: HOST,
    externalHost: HOST,
    mailDomains: ['text'],
    publicDeployment: 'boolean',
    roles: [{ role: 'text', certificate: 'text' }],
    windowsServer: 'text',
    publishingPoints: ['text'],
    requiresSni: 'boolean',
    extendedProtection: 'text',
    tls: TLS,
  },
  bindings: {
    id: 'text',
    server: 'text',
    protocol: 'text',
    listeners: [{ port: 'number', encryption: 'text' }],
    encryptionRequired: 'boolean',
    internalHosts: [HOST],
    externalHosts: [HOST],
    authentication: ['text'],
    clientCertificates: 'text',
    role: 'text',
    certificate: 'text',
    publishingPoint: 'text',
    certificatePrincipalName: 'text',
    tokenChecking: 'text',
    downloadHosts: [HOST],
    connectorFqdn: HOST,
    certificateName: HOST,
    stapling: 'boolean',
    rsaBeside: 'boolean',
    byDefault: 'boolean',
  },
  certificates: {
    id: 'text',
    source: 'text',
    state: 'text',
    facts: FACTS,
    declared: FACTS,
    uses: ['text'],
    custody: 'text',
    keyProvider: 'text',
    anchor: 'text',
    furtherAnchors: ['text'],
    pem: 'text',
    chainPem: ['text'],
    unusedCertificates: ['text'],
    revocation: 'text',
    authorities: [{ name: 'text', lifetimeSeconds: 'number' }],
    crlPem: ['text'],
    unusableLists: [REASON],
    renewal: { unattended: 'boolean', atShare: 'number', dueAt: 'text' },
    validityHoursExpression: 'text',
    pemExpression: 'text',
    faults: [REASON],
    notes: ['text'],
    origin: 'text',
  },
  anchors: {
    id: 'text',
    name: 'text',
    kind: 'text',
    pem: 'text',
    sha1: 'text',
    sha256: 'text',
    madeHere: 'boolean',
    endEntity: 'boolean',
    signatureHash: 'text',
    pemExpression: 'text',
    subject: 'text',
    keyId: 'text',
    certificates: [{ sha256: 'text', notBefore: 'text', notAfter: 'text', pem: 'text' }],
  },
  publishingPoints: {
    id: 'text',
    name: 'text',
    mode: 'text',
    certificate: 'text',
    trusts: ['text'],
    hostNames: [HOST],
    sides: ['text'],
    protocols: ['text'],
    sniCertificates: [{ hostNames: [HOST], certificate: 'text' }],
    behind: 'text',
    serverName: HOST,
    nameCheck: 'text',
    clientCertificates: 'text',
    tls: TLS,
  },
  populations: {
    id: 'text',
    name: 'text',
    platform: 'text',
    application: 'text',
    place: 'text',
    management: 'text',
    roots: [{ anchor: 'text', fingerprint: 'text', certificate: 'text', keyId: 'text', state: 'text' }],
    uses: ['text'],
    servers: ['text'],
    count: 'number',
    clientCertificates: 'boolean',
    release: 'text',
    authentication: 'text',
    inspector: 'text',
    stated: ['object'],
  },
  mailDomains: {
    domain: 'text',
    method: 'text',
    servers: ['text'],
    target: HOST,
    rootSite: { answers: 'boolean', certificate: 'text' },
  },
  connectors: { id: 'text', name: 'text', kind: 'text', servers: ['text'], fqdn: HOST, certificate: 'text' },
  serverAuthentications: { id: 'text', certificate: 'text', nextCertificate: 'text', servers: ['text'] },
  hybrids: { id: 'text', primaryDomain: 'text', transportHosts: [HOST], servers: ['text'], certificates: ['text'] },
  edges: { id: 'text', name: 'text', certificate: 'text', subscribedWith: 'text', servers: ['text'] },
  federations: { id: 'text', certificate: 'text', nextCertificate: 'text', servers: ['text'] },
  inspectors: { id: 'text', name: 'text', root: 'text', trusts: ['text'], exempt: [HOST], tls: TLS },
  organizations: { id: 'text', servers: ['text'], principalName: 'text', zones: ['text'] },
  observations: {
    at: 'text',
    bindings: ['text'],
    host: HOST,
    protocols: ['text'],
    side: 'text',
    address: 'text',
    port: 'number',
    encryption: 'text',
    sni: 'boolean',
    outcome: 'text',
    phase: 'text',
    detail: 'text',
    since: 'text',
    sample: 'number',
    chains: [
      {
        sha256: ['text'],
        sha1: 'text',
        names: ['text'],
        flaws: ['text'],
        validity: [{ notBefore: 'text', notAfter: 'text' }],
        count: 'number',
      },
    ],
    tls: 'text',
  },
  acknowledgements: { rule: 'text', reason: 'text', expires: 'text', scope: 'text', finding: 'text' },
  policies: {
    packs: [{ pack: 'text', scope: 'text', rules: ['text'], levels: [{ rule: 'text', level: 'text' }] }],
    levels: [{ rule: 'text', level: 'text' }],
    baseline: ['text'],
    refuseFrom: 'text',
  },
  faults: { path: 'text', ...REASON },
};

/** Members without which a part is none. */
const NEEDED = ['id', 'domain', 'rule', 'path'];

const NOUNS = { text: 'text', number: 'number', boolean: 'boolean', object: 'object' } as const;

/** What is of the wrong type in a slice, with its place; undefined: nothing. A digest shows an edit, not a wrong type. */
export function shapeFault(slice: EstateSlice): string | undefined {
  for (const [list, parts] of Object.entries(slice) as [keyof EstateLists, unknown][]) {
    if (!Array.isArray(parts)) return `${list} is no list`;
    const shape = (Object.hasOwn(SHAPES, list) ? SHAPES[list] : {}) as { readonly [member: string]: Shape };
    const whole = locatedOf(shape);
    const needed = NEEDED.filter((member) => member in shape);
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index] as unknown;
      // What it shares with the part before was looked at there.
      const fault = faultOf(part, whole, index === 0 ? undefined : (parts[index - 1] as object));
      if (fault !== undefined) return `${list}[${index}]${fault}`;
      for (const member of needed)
        if ((part as JsonObject)[member] === undefined) return `${list}[${index}].${member} is no text`;
    }
  }
  return undefined;
}

/**
 * What is wrong below a value, after its place; the place is put together only where something is.
 *
 * @param sound a value of that shape: what a member of it is, is sound here too
 */
function faultOf(value: unknown, shape: Shape, sound?: object): string | undefined {
  if (typeof shape === 'string') {
    const fits = shape === 'object' ? isObject(value) : typeof value === (shape === 'text' ? 'string' : shape);
    return fits ? undefined : ` is no ${NOUNS[shape]}`;
  }
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return ' is no list';
    const [item] = shape as readonly [Shape];
    for (let index = 0; index < value.length; index++) {
      const fault = faultOf(value[index], item);
      if (fault !== undefined) return `[${index}]${fault}`;
    }
    return undefined;
  }
  if (!isObject(value)) return ' is no object';
  const { names, shapes } = membersOf(shape as object);
  for (let at = 0; at < names.length; at++) {
    const member = names[at];
    const of = shapes[at];
    const found = value[member];
    if (found === undefined || (of === 'text' && typeof found === 'string')) continue;
    if (sound !== undefined && found === (sound as JsonObject)[member]) continue;
    const fault = faultOf(found, of);
    if (fault !== undefined) return `.${member}${fault}`;
  }
  return undefined;
}

/** The members of a shape: a name and what it must be at the same place of two lists. */
interface MemberShapes {
  readonly names: readonly string[];
  readonly shapes: readonly Shape[];
}

const members = new WeakMap<object, MemberShapes>();

/** The members of a shape, listed once: a large estate has ten thousand bindings. */
function membersOf(shape: object): MemberShapes {
  let listed = members.get(shape);
  if (!listed) members.set(shape, (listed = { names: Object.keys(shape), shapes: Object.values(shape) as Shape[] }));
  return listed;
}

const located = new WeakMap<object, Shape>();

/** The shape of a part with the place of its declaration; one for each list, so that its members are listed once. */
function locatedOf(shape: { readonly [member: string]: Shape }): Shape {
  let found = located.get(shape);
  if (found === undefined) located.set(shape, (found = { ...shape, location: LOCATION as Shape }));
  return found;
}
