import { readFileSync } from 'node:fs';
import { Certificate, CertificateState, Estate } from '../model';
import { certificateFacts, readCertificates } from '../pki';
import { Moment } from '../policy';
import { formatText } from '../report/text';
import { judgeEstate } from '../rules';
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
  const estate = withIssued(
    narrow(JSON.parse(readFileSync(estateFile, 'utf8')) as Estate, id),
    id,
    handedCertificates(environment),
  );
  const report = judgeEstate(estate, { now, moment: Moment.ISSUED });
  const refused = report.summary.refused;
  return {
    refused,
    text: refused ? formatText(report, { colour: false }) : `client access: the certificates of ${id} are accepted`,
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
  };
}

function withIssued(estate: Estate, id: string, handed: HandedCertificate[]): Estate {
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
    certificates: estate.certificates.map((certificate) => settle(certificate, issued.get(certificate.id))),
  };
}

function settle(certificate: Certificate, handed: HandedCertificate | undefined): Certificate {
  if (!handed || certificate.state === CertificateState.ISSUED) return certificate;
  const leaf = readCertificates(handed.certificatePem, `certificate ${handed.name}`).certificates[0];
  const chain =
    handed.chainPem.trim() === '' ? [] : readCertificates(handed.chainPem, `chain ${handed.name}`).certificates;
  return {
    ...certificate,
    facts: certificateFacts(leaf),
    pem: leaf.pem,
    chainPem: chain.map((between) => between.pem),
  };
}
