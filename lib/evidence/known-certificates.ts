import {
  Certificate,
  CertificateFacts,
  CertificateFault,
  CertificateSourceKind,
  CertificateState,
  Estate,
  KnownCertificate,
  mapped,
  RevocationStatus,
  TrustAnchorKind,
} from '../model';
import { Certificate509, certificateFacts, issuedPath, issuerRevoked, readCertificates, readCrl } from '../pki';

/**
 * An estate with certificates that became known: their facts, and the faults of their paths where a root is known. What was declared
 * of them stays beside it, to be compared. A root that became known is that of the certificate's anchor.
 *
 * @throws PkiError when a certificate can't be read
 */
export function withCertificates(estate: Estate, known: readonly KnownCertificate[], now: Date): Estate {
  if (known.length === 0) return estate;
  const byId = new Map(known.map((one) => [one.id, one]));
  const roots = new Map<string, Certificate509>();
  const certificates = mapped(estate.certificates, (certificate) => {
    const one = byId.get(certificate.id);
    if (!one) return certificate;
    const read = new ReadCertificate(one);
    const root = read.roots[0] ?? (read.leaf.isSelfSigned ? read.leaf : undefined);
    if (root && certificate.anchor !== undefined) roots.set(certificate.anchor, root);
    return settled(certificate, read, now);
  });
  const anchors = mapped(estate.anchors, (anchor) => {
    if (anchor.pem !== undefined) return anchor;
    const own = byId.get(anchor.id);
    const root = own ? new ReadCertificate(own).leaf : roots.get(anchor.id);
    return root ? { ...anchor, pem: root.pem, sha1: root.sha1, sha256: root.sha256 } : anchor;
  });
  return { ...estate, certificates, anchors };
}

/** A known certificate, parsed. */
class ReadCertificate {
  public readonly leaf: Certificate509;
  public readonly chain: readonly Certificate509[];
  public readonly roots: readonly Certificate509[];

  public constructor(public readonly known: KnownCertificate) {
    [this.leaf] = readCertificates(known.pem, `the certificate of ${known.id}`).certificates;
    this.chain = known.chainPem.flatMap((pem) => [...readCertificates(pem, `the chain of ${known.id}`).certificates]);
    this.roots = known.rootPem.flatMap((pem) => [...readCertificates(pem, `the root of ${known.id}`).certificates]);
  }
}

function settled(certificate: Certificate, { known, leaf, chain, roots }: ReadCertificate, now: Date): Certificate {
  const facts = certificateFacts(leaf);
  if (certificate.state === CertificateState.ISSUED && certificate.facts.sha256 === facts.sha256) {
    // The file that was declared: its path was judged when it was read.
    return { ...certificate, ...alsoKnown(known), faults: [...certificate.faults, ...revokedAbove(known)] };
  }
  // Without a known root the path is not known.
  const path =
    roots.length === 0 || leaf.isSelfSigned
      ? undefined
      : issuedPath({
          leaf,
          intermediates: chain,
          // Whoever issued a purchased certificate is held to the rules for public CAs.
          ...(certificate.source === CertificateSourceKind.PURCHASED
            ? { commercialRoots: roots }
            : { commercialRoots: [], privateRoots: roots }),
          now,
          selfSignedId: certificate.id,
        });
  return {
    ...certificate,
    state: CertificateState.ISSUED,
    facts,
    declared: declaredOf(certificate),
    pem: leaf.pem,
    chainPem: chain.map((between) => between.pem),
    ...alsoKnown(known),
    faults: [...certificate.faults, ...(path?.faults ?? []), ...revokedAbove(known)],
  };
}

function revokedAbove({ revokedIssuer }: KnownCertificate): CertificateFault[] {
  return revokedIssuer ? [issuerRevoked(revokedIssuer.name, revokedIssuer.message)] : [];
}

function alsoKnown({ keyProvider, revocation }: KnownCertificate): Partial<Certificate> {
  return {
    ...(keyProvider === undefined ? {} : { keyProvider }),
    ...(revocation === undefined ? {} : { revocation }),
  };
}

/**
 * What a certificate is compared with that became known: its declaration, and where it was issued before, that it is the same one. What
 * an endpoint presents must be what a plan or an apply knows, not only like it.
 */
function declaredOf({ declared, facts, state }: Certificate): CertificateFacts {
  if (declared === undefined) return facts;
  return state === CertificateState.ISSUED && facts.sha256 !== undefined
    ? { ...declared, sha256: facts.sha256 }
    : declared;
}

/**
 * An estate with revocation lists that became known, each given to the certificates whose issuer made it. Only a list that is valid and
 * signed by the known issuer changes what is known of revocation.
 */
export function withRevocation(estate: Estate, pems: readonly string[], now: Date): Estate {
  if (pems.length === 0) return estate;
  const lists = pems.map((pem) => ({ pem, list: readCrl(pem, 'the revocation list') }));
  const roots = new Map(estate.anchors.map(({ id, pem }) => [id, pem]));
  const certificates = mapped(estate.certificates, (certificate) => {
    if (certificate.pem === undefined) return certificate;
    const read = new ReadCertificate({
      id: certificate.id,
      pem: certificate.pem,
      chainPem: certificate.chainPem,
      rootPem: [roots.get(certificate.anchor ?? '')].filter((pem) => pem !== undefined),
    });
    const issuers = new Set([read.leaf, ...read.chain].map(({ issuer }) => issuer));
    const own = lists.filter(({ list, pem }) => issuers.has(list.issuer) && !certificate.crlPem.includes(pem));
    if (own.length === 0) return certificate;
    const crlPem = [...certificate.crlPem, ...own.map(({ pem }) => pem)];
    const anchor = estate.anchors.find(({ id }) => id === certificate.anchor);
    const path = issuedPath({
      leaf: read.leaf,
      intermediates: read.chain,
      commercialRoots: anchor?.kind === TrustAnchorKind.COMMERCIAL ? read.roots : [],
      privateRoots: anchor?.kind === TrustAnchorKind.COMMERCIAL ? [] : read.roots,
      crls: crlPem.map((pem) => readCrl(pem, 'the revocation list')),
      now,
      selfSignedId: certificate.id,
    });
    const revocation = path.revoked ? RevocationStatus.REVOKED : (path.revocation ?? certificate.revocation);
    return { ...certificate, crlPem, revocation };
  });
  return { ...estate, certificates };
}
