import { parsePeerName } from '../../names';
import {
  breaches,
  type Certificate509,
  commercialRoots,
  matchesName,
  pathUpwards,
  rfc5280,
  strictPublic,
  type UpwardPath,
} from '../../pki';
import { endsOf, type FileView, type Found, type InspectedInput, isServers, readInput, rootsAbove } from './file';
import { type AnchorKind, askClients, type ClientVerdict, storesOfCommercialRoot, type StoreView } from './clients';
import {
  certificateView,
  type CertificateView,
  keyView,
  type KeyView,
  requestView,
  type RequestView,
  revocationListView,
  type RevocationListView,
} from './view';

export type { InspectedInput } from './file';

export interface InspectOptions {
  readonly now: Date;
  /** Opens PFX files and encrypted keys. Default: the empty password is tried. */
  readonly password?: string;
  /** Host names that clients use; the certificate must cover all. */
  readonly names?: readonly string[];
  /** Roots that clients hold, beside the commercial ones and those of the files. */
  readonly roots?: readonly Certificate509[];
}

/** A certificate with the available issuers, and what clients do with it. */
export interface ChainView {
  /** Leaf first. */
  readonly path: readonly CertificateView[];
  readonly anchor: AnchorKind;
  /** Why the path ends where it does. */
  readonly end: UpwardPath['end'];
  /** What is missing at the top, or can't be checked, with what to do. */
  readonly notes: readonly string[];
  /** Breaches of standards, certificate by certificate. */
  readonly breaches: readonly BreachView[];
  /** What clients do that hold the root; empty for a certificate of a CA, unless host names were given. */
  readonly verdicts: readonly ClientVerdict[];
  /** Unmanaged clients outside, each platform; empty without an anchor. */
  readonly stores: readonly StoreView[];
}

export interface InspectReport {
  readonly now: string;
  readonly commercialRoots: string;
  readonly files: readonly FileView[];
  readonly chains: readonly ChainView[];
  /** What was found but belongs to no chain. */
  readonly unused: readonly CertificateView[];
  readonly requests: readonly RequestView[];
  readonly revocationLists: readonly RevocationListView[];
  readonly keys: readonly KeyView[];
}

/**
 * Looks at certificate files of every kind: shows what can be read, notes what breaks a standard, and says what clients do.
 * @throws PkiError when nothing in a file can be read
 */
export function inspectFiles(inputs: readonly InspectedInput[], options: InspectOptions): InspectReport {
  const found: Found = { files: [], certificates: [], requests: [], lists: [], keys: [] };
  for (const input of inputs) readInput(input, options.password, found);
  const certificates = found.certificates.filter(
    (c, i) => found.certificates.findIndex((o) => o.sha256 === c.sha256) === i,
  );
  const chains = endsOf(certificates).map((end) => chainOf(end, certificates, found, options));
  const shown = new Set(chains.flatMap((chain) => chain.path.map((c) => c.sha256)));
  return {
    now: options.now.toISOString(),
    commercialRoots: commercialRoots().version,
    files: found.files,
    chains,
    unused: certificates.filter((c) => !shown.has(c.sha256)).map((c) => certificateView(c, options.now)),
    requests: found.requests.map(({ file, request }) => requestView(file, request)),
    revocationLists: found.lists.map(({ file, list }) => revocationListView(file, list)),
    keys: found.keys.map((key) => keyView(key, certificates)),
  };
}

function chainOf(
  leaf: Certificate509,
  bag: readonly Certificate509[],
  { lists }: Found,
  { now, names = [], roots = [] }: InspectOptions,
): ChainView {
  const store = commercialRoots().certificates;
  const { path, end, issuer } = pathUpwards(leaf, [...bag, ...roots, ...store]);
  const top = path[path.length - 1]!;
  const judged = isServers(leaf) || names.length > 0;
  const answer = askClients({
    leaf,
    others: path
      .slice(1)
      .filter((c) => bag.includes(c))
      .concat(bag.filter((c) => !path.includes(c) && c.isCa)),
    commercialRoots: store,
    privateRoots: [...roots, ...rootsAbove(leaf, bag, bag).filter((c) => c !== leaf && isRoot(c, bag))],
    lists: lists.map(({ list }) => list),
    names,
    now,
    isServers: judged,
  });
  const isPublic = store.some((root) => root.sha256 === top.sha256);
  const isRootItself = path.length === 1 && isPublic;
  return {
    path: path.map((c) => certificateView(c, now)),
    anchor: isRootItself ? 'commercial' : answer.anchor,
    end,
    notes: [...endNotes(top, end, issuer), ...nameNotes(leaf, names)],
    breaches: breachesOf(path, isPublic && path.length > 1),
    verdicts: answer.verdicts,
    stores: isRootItself ? storesOfCommercialRoot(top, now) : answer.stores,
  };
}

/** Whether a certificate is a root: a server's own certificate that vouches for itself stands above no other. */
function isRoot(certificate: Certificate509, bag: readonly Certificate509[]): boolean {
  if (!certificate.isSelfSigned) return false;
  const { comparisonKey } = certificate.subjectName;
  return certificate.isCa || bag.some((c) => c !== certificate && c.issuerName.comparisonKey === comparisonKey);
}

/** Whether the certificate speaks for the names that clients use, to the letter of RFC 9525. */
function nameNotes(leaf: Certificate509, names: readonly string[]): string[] {
  const has = [...leaf.dnsNames, ...leaf.ipAddresses].slice(0, 10).join(', ') || 'none';
  return names.flatMap((name) => {
    if (parsePeerName(name) === undefined) return [`'${name}' is no host name, IP address or mailbox`];
    if (matchesName(leaf, name)) return [];
    return [
      `the certificate does not cover ${name}; its names: ${has}`,
      `fix: issue the certificate with ${name} among its alternative names`,
    ];
  });
}

function endNotes(top: Certificate509, end: UpwardPath['end'], issuer: Certificate509 | undefined): string[] {
  const url = top.caIssuerUrls[0];
  const where = url === undefined ? '' : ` (published at ${url})`;
  switch (end) {
    case 'issuer-missing':
      return [
        `no certificate of the issuer of ${top.displayName} is available: ${top.issuer}`,
        `fix: append the certificate of ${top.issuer}${where} to the chain file; where it is a root that clients hold, give it with --roots`,
      ];
    case 'signature':
      return [
        `the signature on ${top.displayName} was not made with the key of ${issuer?.displayName ?? top.issuer}, whose name it bears as issuer: another key of that CA, or damaged or forged`,
        `fix: use the certificate of ${top.issuer} whose key signed it, or fetch ${top.displayName} again`,
      ];
    case 'unchecked':
      return [
        `the signature on ${top.displayName} can't be checked here: ${top.signature.algorithm}, key of the issuer ${issuer === undefined ? 'not available' : issuer.key.oid}`,
      ];
    default:
      return [];
  }
}

/** A breach of a standard by one certificate: it does not concern clients, which overlook many. */
export interface BreachView {
  /** Display name of the certificate. */
  readonly certificate: string;
  readonly code: string;
  readonly section: string;
  readonly message: string;
}

/** Most breaches of one certificate that are shown. */
const MOST = 20;

/**
 * Every breach of RFC 5280 by the certificates of a path; of a path that ends in a commercial root, also of the CA/Browser Forum's
 * Baseline Requirements.
 * @param path leaf first
 * @param isPublic whether it ends in a commercial root
 */
export function breachesOf(path: readonly Certificate509[], isPublic: boolean): BreachView[] {
  const profile = isPublic ? strictPublic : rfc5280;
  return path.flatMap((certificate, i) => {
    const isTop = i > 0 && i === path.length - 1 && certificate.isSelfIssued;
    const role = isTop ? 'anchor' : i > 0 || certificate.isCa ? 'ca' : 'leaf';
    const found = [...encodingBreaches(certificate), ...breaches(certificate, role, profile)];
    return found
      .filter(({ code }) => code !== 'encoding' && code !== 'extension-syntax')
      .slice(0, MOST)
      .map(({ code, section, message }) => ({ certificate: certificate.displayName, code, section, message }));
  });
}

/** All of the encoding, where a path is refused for the first alone. */
function encodingBreaches({ encodingFaults, extensionFaults }: Certificate509): Omit<BreachView, 'certificate'>[] {
  return [
    ...encodingFaults.map((message) => ({ code: 'encoding-fault', section: 'X.690 10, RFC 5280 4.1', message })),
    ...extensionFaults.map(({ oid, message }) => ({
      code: 'extension-fault',
      section: 'RFC 5280 4.2',
      message: `extension ${oid}: ${message}`,
    })),
  ];
}
