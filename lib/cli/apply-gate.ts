import { clientLabel } from '../clients';
import { Certificate, CertificateSourceKind, CertificateState, Estate } from '../model';
import { readEstateFile } from '../delivery/estate-file';
import { Certificate509, certificateFacts, issuedPath, readCertificates } from '../pki';
import { Moment } from '../policy';
import { formatText } from '../report/text';
import { judgeEstate } from '../rules';
import { spellSource } from '../rules/spelled-sources';
import { handedCertificates, HandedCertificate, required } from './apply-environment';

/**
 * Judges a server again, with the certificates that were really issued. What synth could not know is known here.
 *
 * @returns what to say, and whether Terraform must stop before what depends on the gate
 */
export function applyGate(
  environment: NodeJS.ProcessEnv,
  estateFile: string,
  now: Date,
): { refused: boolean; text: string } {
  const id = required(environment, 'CLIENT_ACCESS_SERVER');
  const estate = withIssued(narrow(readEstateFile(estateFile), id), id, handedCertificates(environment), now);
  const report = judgeEstate(estate, { now, moment: Moment.ISSUED });
  const refused = report.summary.refused;
  return {
    refused,
    text: refused
      ? formatText(report, { colour: false, spellSource, clientLabel })
      : `client access: the certificates of ${id} are accepted`,
  };
}

/** The estate as far as one server is concerned. */
function narrow(estate: Estate, id: string): Estate {
  const servers = estate.servers.filter((server) => server.id === id);
  const here = <T extends { readonly servers: string[] }>(items: T[]): T[] =>
    items.filter((item) => item.servers.includes(id)).map((item) => ({ ...item, servers: [id] }));
  return {
    ...estate,
    servers,
    bindings: estate.bindings.filter((binding) => binding.server === id),
    populations: here(estate.populations),
    mailDomains: here(estate.mailDomains),
    ...(estate.connectors ? { connectors: here(estate.connectors) } : {}),
    ...(estate.serverAuthentications ? { serverAuthentications: here(estate.serverAuthentications) } : {}),
    ...(estate.hybrids ? { hybrids: here(estate.hybrids) } : {}),
    ...(estate.organizations ? { organizations: here(estate.organizations) } : {}),
  };
}

function withIssued(estate: Estate, id: string, handed: HandedCertificate[], now: Date): Estate {
  const server = estate.servers.find((candidate) => candidate.id === id);
  if (!server) throw new Error(`the estate beside this script does not hold the server ${id}; synthesize again`);
  const issued = new Map<string, HandedCertificate>();
  for (const certificate of handed) {
    const assignment = server.roles.find(
      (role) => role.role === (certificate.name === 'main' ? 'iis' : certificate.name),
    );
    if (assignment) issued.set(assignment.certificate, certificate);
  }
  return {
    ...estate,
    certificates: estate.certificates.map((certificate) => settle(certificate, issued.get(certificate.id), now)),
    anchors: settleAnchors(estate, issued),
  };
}

function settle(certificate: Certificate, handed: HandedCertificate | undefined, now: Date): Certificate {
  if (!handed || certificate.state === CertificateState.ISSUED) return certificate;
  const leaf = readCertificates(handed.certificatePem, `certificate ${handed.name}`).certificates[0];
  const chain = readOptional(handed.chainPem, `chain ${handed.name}`);
  const roots = readOptional(handed.rootPem, `root ${handed.name}`);
  // Without a root at hand nothing can be said of the path.
  const path =
    roots.length === 0
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
    facts: certificateFacts(leaf),
    pem: leaf.pem,
    chainPem: chain.map((between) => between.pem),
    faults: [...certificate.faults, ...(path?.faults ?? [])],
  };
}

/** The anchors with the roots that were handed over with the certificates below them. */
function settleAnchors(estate: Estate, issued: ReadonlyMap<string, HandedCertificate>): Estate['anchors'] {
  const pems = new Map<string, string>();
  for (const { id, anchor } of estate.certificates) {
    const handed = issued.get(id);
    const root = handed && readOptional(handed.rootPem, `root ${handed.name}`)[0];
    if (anchor !== undefined && root) pems.set(anchor, root.pem);
  }
  return estate.anchors.map((anchor) => {
    const pem = anchor.pem ?? pems.get(anchor.id);
    return pem === undefined ? anchor : { ...anchor, pem };
  });
}

function readOptional(pem: string, label: string): readonly Certificate509[] {
  return pem.trim() === '' ? [] : readCertificates(pem, label).certificates;
}
