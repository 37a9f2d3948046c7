import { PLATFORMS, rootReach } from '../clients';
import { ClientManagement, ClientPlace, RootState, TrustAnchor, TrustAnchorKind } from '../model';
import {
  apple,
  commercialRoots,
  fileKinds,
  keyMatches,
  orderChain,
  PkiError,
  readCertificates,
  readCrl,
  readCsr,
  readPfx,
  readPrivateKey,
  schannelLegacy,
  strictPublic,
  verifyPath,
  webClient,
  windowsMobile6,
  type Certificate509,
  type CertificateRequestFile,
  type PathProfile,
  type PathReason,
  type RevocationList,
} from '../pki';

/** A file to look at; nothing is fetched or read beside it. */
export interface InspectedInput {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface InspectOptions {
  readonly now: Date;
  /** Opens PFX files and encrypted keys. */
  readonly password?: string;
  /** Host names that clients use; the certificate must cover all. */
  readonly names?: readonly string[];
}

/** One certificate in words and numbers; dates as ISO 8601 in UTC. */
export interface CertificateView {
  readonly name: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly sha1: string;
  readonly sha256: string;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly key: string;
  readonly signature: string;
  readonly isCa: boolean;
  readonly keyUsages?: readonly string[];
  readonly extendedKeyUsages?: readonly string[];
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whole days left; negative when it is over. */
  readonly daysLeft: number;
  /** When two thirds of the lifetime are over: time to renew. */
  readonly renewFrom: string;
  readonly crlUrls: readonly string[];
  readonly ocspUrls: readonly string[];
}

export interface ClientVerdict {
  readonly profile: string;
  readonly clients: string;
  readonly verdict: 'accepts' | 'refuses' | 'unknown';
  readonly reasons: readonly PathReason[];
}

/** Whether a platform's store holds the root, or how it comes there. */
export interface StoreView {
  readonly platform: string;
  readonly label: string;
  /** Left out: unknown. */
  readonly state?: RootState;
  readonly reason: string;
  readonly source: string;
}

export interface ChainView {
  /** Leaf first. */
  readonly path: readonly CertificateView[];
  /** How the path ends: in a root of the commercial stores, in a root or certificate of one's own, or nowhere. */
  readonly anchor: 'commercial' | 'private' | 'self-signed' | 'none';
  readonly verdicts: readonly ClientVerdict[];
  /** Unmanaged clients outside, each platform; empty without an anchor. */
  readonly stores: readonly StoreView[];
}

export interface InspectReport {
  readonly now: string;
  readonly commercialRoots: string;
  readonly files: readonly {
    readonly name: string;
    readonly kinds: readonly string[];
    readonly notes: readonly string[];
  }[];
  readonly chains: readonly ChainView[];
  /** What was found but belongs to no chain. */
  readonly unused: readonly CertificateView[];
  readonly notes: readonly string[];
  readonly requests: readonly RequestView[];
  readonly revocationLists: readonly RevocationListView[];
  readonly keys: readonly { readonly file: string; readonly matches?: string }[];
}

export interface RequestView {
  readonly file: string;
  readonly subject: string;
  readonly dnsNames: readonly string[];
  readonly key: string;
  readonly signatureValid: boolean;
  readonly provider?: string;
}

export interface RevocationListView {
  readonly file: string;
  readonly issuer: string;
  readonly number?: string;
  readonly thisUpdate: string;
  readonly nextUpdate?: string;
  readonly revoked: number;
}

/** Platforms whose own rules differ from those of current clients. */
const platformProfiles: readonly { readonly profile: PathProfile; readonly clients: string }[] = [
  { profile: webClient, clients: 'current clients' },
  { profile: apple, clients: 'iOS 13, macOS 10.15 and later' },
  { profile: schannelLegacy, clients: 'Windows XP SP3 to 7' },
  { profile: windowsMobile6, clients: 'Windows Mobile 6' },
];

interface Found {
  readonly files: { name: string; kinds: string[]; notes: string[] }[];
  readonly certificates: Certificate509[];
  readonly requests: { file: string; request: CertificateRequestFile }[];
  readonly lists: { file: string; list: RevocationList }[];
  readonly keys: { file: string; key: ReturnType<typeof readPrivateKey> }[];
}

/**
 * Looks at certificate files of every kind.
 * @throws PkiError when a file can't be read
 */
export function inspectFiles(inputs: readonly InspectedInput[], options: InspectOptions): InspectReport {
  const found: Found = { files: [], certificates: [], requests: [], lists: [], keys: [] };
  for (const input of inputs) readInput(input, options, found);
  const certificates = found.certificates.filter(
    (c, i) => found.certificates.findIndex((o) => o.sha256 === c.sha256) === i,
  );
  const ordered = orderChain(certificates);
  const leaves = certificates.filter((c) => !c.isCa);
  const tops = leaves.length > 0 ? leaves : ordered.leaf === undefined ? [] : [ordered.leaf];
  const lists = found.lists.map((l) => l.list);
  const chains = tops.map((leaf) => chainView(leaf, certificates, lists, options));
  const shown = new Set(chains.flatMap((chain) => chain.path.map((c) => c.sha256)));
  return {
    now: options.now.toISOString(),
    commercialRoots: commercialRoots().version,
    files: found.files,
    chains,
    unused: certificates.filter((c) => !shown.has(c.sha256)).map((c) => certificateView(c, options.now)),
    notes: tops.length === 1 ? ordered.notes : [],
    requests: found.requests.map(({ file, request }) => requestView(file, request)),
    revocationLists: found.lists.map(({ file, list }) => ({
      file,
      issuer: list.issuer,
      ...(list.number === undefined ? {} : { number: list.number }),
      thisUpdate: list.thisUpdate.toISOString(),
      ...(list.nextUpdate === undefined ? {} : { nextUpdate: list.nextUpdate.toISOString() }),
      revoked: list.revoked.size,
    })),
    keys: found.keys.map(({ file, key }) => {
      const owner = certificates.find((c) => keyMatches(c, key));
      return { file, ...(owner === undefined ? {} : { matches: owner.displayName }) };
    }),
  };
}

function readInput({ name, bytes }: InspectedInput, { password }: InspectOptions, found: Found): void {
  const kinds = fileKinds(bytes);
  const notes: string[] = [];
  for (const kind of kinds) {
    if (kind === 'certificate') {
      const file = readCertificates(bytes, name);
      found.certificates.push(...file.certificates);
      notes.push(...file.notes);
    } else if (kind === 'pfx') {
      if (password === undefined)
        throw new PkiError('pfx-password', 'the PFX file needs its password. Give it with --password-file', name);
      const file = readPfx(bytes, password, name);
      found.certificates.push(...file.certificates);
      notes.push(...file.notes);
      if (file.key !== undefined) found.keys.push({ file: name, key: file.key });
    } else if (kind === 'request') {
      const request = readCsr(bytes, name);
      found.requests.push({ file: name, request });
      notes.push(...request.notes);
    } else if (kind === 'revocation-list') {
      found.lists.push({ file: name, list: readCrl(bytes, name) });
    } else if (kind === 'private-key') {
      found.keys.push({ file: name, key: readPrivateKey(bytes, password, name) });
    } else if (kinds.length === 1) {
      // The reader's message tells what is allowed.
      readCertificates(bytes, name);
    }
  }
  found.files.push({ name, kinds, notes });
}

function chainView(
  leaf: Certificate509,
  bag: readonly Certificate509[],
  crls: readonly RevocationList[],
  options: InspectOptions,
): ChainView {
  const store = commercialRoots().certificates;
  const own = bag.filter((c) => c.isSelfSigned);
  const judge = (profile: PathProfile): ReturnType<typeof verifyPath> =>
    verifyPath({
      leaf,
      intermediates: bag,
      roots: [...store, ...own],
      names: options.names,
      time: options.now,
      profile,
      crls,
    });
  const current = judge(webClient);
  const anchor = current.anchor ?? (leaf.isSelfSigned ? leaf : undefined);
  const kind = anchorKind(anchor, leaf, store);
  const profiles =
    kind === 'commercial'
      ? [...platformProfiles, { profile: strictPublic, clients: 'the rules for public certificates' }]
      : platformProfiles;
  return {
    path: current.path.map((c) => certificateView(c, options.now)),
    anchor: kind,
    verdicts: profiles.map(({ profile, clients }) => {
      const { ok, unknown, reasons } = judge(profile);
      // The file of a chain has no root as a rule: a client that holds it may accept what nothing else speaks against.
      const rootAway = current.path.length > 1 && reasons.every(({ code }) => code === 'issuer-missing');
      return {
        profile: profile.name,
        clients,
        verdict: ok ? 'accepts' : unknown === true || rootAway ? 'unknown' : 'refuses',
        reasons,
      };
    }),
    stores: anchor === undefined || kind === 'none' ? [] : storeViews(anchor, kind),
  };
}

function anchorKind(
  anchor: Certificate509 | undefined,
  leaf: Certificate509,
  store: readonly Certificate509[],
): ChainView['anchor'] {
  if (anchor === undefined) return 'none';
  if (store.some((root) => root.sha256 === anchor.sha256)) return 'commercial';
  return anchor === leaf ? 'self-signed' : 'private';
}

const anchorKinds = {
  commercial: TrustAnchorKind.COMMERCIAL,
  private: TrustAnchorKind.PRIVATE,
  'self-signed': TrustAnchorKind.SELF_SIGNED,
} as const;

/** What the stores of clients hold that nobody manages: the least that can be counted on. */
function storeViews(anchor: Certificate509, kind: keyof typeof anchorKinds): StoreView[] {
  const trustAnchor: TrustAnchor = {
    id: `root:${anchor.sha256.toLowerCase()}`,
    name: anchor.displayName,
    kind: anchorKinds[kind],
    sha1: anchor.sha1,
    sha256: anchor.sha256,
    madeHere: false,
    endEntity: !anchor.isCa,
  };
  return PLATFORMS.map((platform) => {
    const { state, reason, source } = rootReach(
      {
        id: platform.id,
        name: platform.label,
        platform: platform.id,
        place: ClientPlace.OUTSIDE,
        management: ClientManagement.NONE,
        roots: [],
        uses: [],
        servers: [],
        clientCertificates: false,
      },
      trustAnchor,
    );
    return { platform: platform.id, label: platform.label, ...(state === undefined ? {} : { state }), reason, source };
  });
}

const DAY_MS = 86_400_000;

function certificateView(c: Certificate509, now: Date): CertificateView {
  const lifetime = c.notAfter.getTime() - c.notBefore.getTime();
  return {
    name: c.displayName,
    subject: c.subject,
    issuer: c.issuer,
    serialNumber: c.serial,
    sha1: c.sha1,
    sha256: c.sha256,
    dnsNames: c.dnsNames,
    ipAddresses: c.ipAddresses,
    key: keyText(c.key),
    signature: `${c.signature.algorithm}${c.signature.pss ? ` with ${c.signature.hash}` : ''}`,
    isCa: c.isCa,
    ...(c.keyUsage === undefined ? {} : { keyUsages: c.keyUsage }),
    ...(c.extendedKeyUsage === undefined ? {} : { extendedKeyUsages: c.extendedKeyUsage }),
    notBefore: c.notBefore.toISOString(),
    notAfter: c.notAfter.toISOString(),
    daysLeft: Math.floor((c.notAfter.getTime() - now.getTime()) / DAY_MS),
    renewFrom: new Date(c.notBefore.getTime() + Math.floor(lifetime / 3000) * 2000).toISOString(),
    crlUrls: c.crlUrls,
    ocspUrls: c.ocspUrls,
  };
}

function keyText(key: Certificate509['key']): string {
  return key.algorithm === 'ec' ? `EC ${key.curve ?? ''}` : `${key.algorithm.toUpperCase()} ${key.bits ?? ''}`.trim();
}

function requestView(file: string, request: CertificateRequestFile): RequestView {
  return {
    file,
    subject: request.subject,
    dnsNames: request.dnsNames,
    key: keyText(request.key),
    signatureValid: request.signatureValid,
    ...(request.microsoft.provider === undefined ? {} : { provider: request.microsoft.provider }),
  };
}
