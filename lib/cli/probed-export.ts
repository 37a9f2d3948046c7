import type { ExchangeExport } from '../exports/exchange-export';
import type { ExportedCertificate } from '../exports/facts/certificates';
import type { StoredCertificate } from '../exports/facts/collected';
import { ClientProtocol, Encryption, NetworkSide } from '../model';
import { Certificate509, certificateFacts, readCertificates } from '../pki';
import { Observed, speechOf, Survey, Target } from '../verify';
import { InputError } from './exit';

/** Most endpoints that an import asks: the names of one organization, not a network. */
const MOST_ENDPOINTS = 200;

/** What is around a probe. */
export interface ProbeWorld {
  /** Asks the endpoints. */
  readonly survey: (targets: readonly Target[]) => Promise<Survey>;
}

/** An export with what its endpoints presented. */
export interface ProbedExport {
  readonly exported: ExchangeExport;
  /** What was asked and what it gave, in sentences. */
  readonly notes: readonly string[];
}

/** What an endpoint presented. */
interface Answer {
  /** As `mail.contoso.com:443`. */
  readonly endpoint: string;
  readonly host: string;
  readonly protocol: ClientProtocol;
  readonly leaf: Certificate509;
  readonly others: readonly Certificate509[];
}

/**
 * Asks the endpoints that an export names for what it lacks: the bytes of certificates whose thumbprints it has, CAs that are sent along, and
 * what the web site of a server presents where the export leaves that open. What answers under a name of clients may be a load balancer: it
 * counts for a server only where it answers under the server's own full name.
 *
 * @throws InputError where the export names no endpoint, or more than 200
 */
export async function probedExport(exported: ExchangeExport, { survey }: ProbeWorld): Promise<ProbedExport> {
  const targets = targetsOfExport(exported);
  if (targets.length === 0)
    throw new InputError(
      'the export names no endpoint that --probe could ask: it has no URL, no name for mail programs and no full name of a server',
      'leave --probe out, or add Get-OwaVirtualDirectory and the like to the export',
    );
  if (targets.length > MOST_ENDPOINTS)
    throw new InputError(
      `the export names ${targets.length} endpoints; --probe asks at most ${MOST_ENDPOINTS}`,
      'import the servers in parts, or leave --probe out',
    );
  const { observed, pool } = await survey(targets);
  const answers: Answer[] = [];
  const notes: string[] = [];
  for (const one of observed) {
    if (!one.observation.sni) continue;
    const answer = answerOf(one, (chain) => pool.pemOf(chain));
    const endpoint = `${one.target.host}:${one.target.port}`;
    if (answer) answers.push(answer);
    notes.push(
      answer
        ? `${endpoint} presents ${answer.leaf.subject} (${answer.leaf.sha1})`
        : `${endpoint} presented no certificate that can be read: ${one.observation.outcome}`,
    );
  }
  return { exported: filled(exported, answers), notes };
}

function answerOf(
  { observation, target }: Observed,
  pemOf: (chain: readonly string[]) => string[],
): Answer | undefined {
  const [chain] = observation.chains;
  try {
    const [leaf, ...others] = (chain ? pemOf(chain.sha256) : []).flatMap(
      (pem) => readCertificates(pem, target.host).certificates,
    );
    const { host, owners, port } = target;
    return leaf && { endpoint: `${host}:${port}`, host, protocol: owners[0]!.protocol, leaf, others };
  } catch {
    return undefined;
  }
}

/** Encryption as settings of mail programs name it. */
const ENCRYPTIONS: Readonly<Record<string, Encryption>> = { ssl: Encryption.TLS, tls: Encryption.STARTTLS };

/** The endpoints that an export names: URLs, names for mail programs, and the servers by their full names; each once. */
function targetsOfExport(exported: ExchangeExport): Target[] {
  const targets = new Map<string, Target>();
  const add = (host: string, port: number, protocol: ClientProtocol, encryption: Encryption): void => {
    const key = `${host}:${port}`;
    if (targets.has(key) || !/^[a-z0-9.-]+\.[a-z0-9-]+$/.test(host)) return;
    const owner = { at: host, binding: `${key}/${protocol}`, protocol, side: NetworkSide.OUTSIDE };
    targets.set(key, { host, port, encryption, speech: speechOf(protocol, encryption), owners: [owner] });
  };
  const web = (url: string | null | undefined, protocol: ClientProtocol): void => {
    const [, host, port] = /^https:\/\/([^/:\s]+)(?::(\d{1,5}))?(?:\/|$)/i.exec(url ?? '') ?? [];
    if (host !== undefined && Number(port ?? 443) <= 65_535 && Number(port ?? 443) > 0)
      add(host.toLowerCase(), Number(port ?? 443), protocol, Encryption.TLS);
  };
  for (const { externalHost, externalUrl, internalHost, internalUrl, protocol } of exported.directories) {
    if (protocol === undefined) continue;
    for (const url of [externalUrl, internalUrl]) web(url?.value, protocol);
    for (const host of [externalHost, internalHost]) if (host?.value) web(`https://${host.value}`, protocol);
  }
  for (const { uri } of exported.connectionPoints) web(uri?.value, ClientProtocol.AUTODISCOVER);
  for (const { externalConnections, internalConnections, protocol } of exported.mailSettings)
    for (const text of [...(externalConnections?.values ?? []), ...(internalConnections?.values ?? [])]) {
      const [, host, port, word] = /^([^:\s]+):(\d{1,5}):(\w+)$/.exec(text) ?? [];
      const encryption = ENCRYPTIONS[word?.toLowerCase() ?? ''];
      if (host !== undefined && encryption && Number(port) > 0 && Number(port) <= 65_535)
        add(host.toLowerCase(), Number(port), protocol, encryption);
    }
  for (const { fqdn, isEdge } of exported.servers)
    if (fqdn && !isEdge) add(fqdn.value.toLowerCase(), 443, ClientProtocol.OWA, Encryption.TLS);
  return [...targets.values()];
}

/** The export with the bytes, the CAs and the answers of servers. Nothing that it states is replaced. */
function filled(exported: ExchangeExport, answers: readonly Answer[]): ExchangeExport {
  const byThumbprint = new Map(answers.map((one) => [one.leaf.sha1, one]));
  const certificates = exported.certificates.map((one): ExportedCertificate => {
    const answer = one.pem === undefined ? byThumbprint.get(one.thumbprint?.value ?? '') : undefined;
    return answer ? { ...one, ...ofBytes(answer.leaf) } : one;
  });
  const forests = [...new Set(exported.organizations.map(({ forest }) => forest))];
  const authorities = new Map(
    answers.flatMap(({ endpoint, others }) => others.map((one) => [one.sha1, { endpoint, one }])),
  );
  const stored = forests.flatMap((organization) =>
    [...authorities.values()].map(({ endpoint, one }): StoredCertificate => ({
      at: endpoint,
      file: endpoint,
      organization,
      store: 'CA',
      certificate: one,
      facts: certificateFacts(one),
    })),
  );
  const answered = exported.servers.flatMap(({ fqdn, organization, server }) => {
    const answer = answers.find(
      ({ host, protocol }) => protocol === ClientProtocol.OWA && host === fqdn?.value.toLowerCase(),
    );
    if (!answer || server === undefined) return [];
    return [{ at: answer.endpoint, file: answer.endpoint, organization, server, certificate: answer.leaf }];
  });
  return { ...exported, certificates, stored: [...exported.stored, ...stored], answered };
}

function ofBytes(certificate: Certificate509): Partial<ExportedCertificate> {
  return {
    pem: certificate.pem,
    certificate,
    facts: certificateFacts(certificate),
    namesCut: false,
    namesShown: certificate.dnsNames.map((name) => name.toLowerCase()),
    notAfterReadings: [certificate.notAfter.toISOString()],
  };
}
