import { findCommand, ServerProcess, TemporaryFolder } from '../../../support';
import { versionsOf, type Hop, type HopCertificate, type TlsVersions } from '../hop';

function versions(tls: TlsVersions): string[] {
  const { lowest, highest } = versionsOf(tls);
  return [`sslVersionMin = TLSv${lowest}`, `sslVersionMax = TLSv${highest}`];
}

/** The services of stunnel that make up a hop: one that ends TLS, more for further names, one that opens the next connection. */
function servicesOf(hop: Hop, folder: TemporaryFolder): string[] {
  const { between, certificates, id, next, opens, port, requires, tls } = hop;
  const inward = opens ? between : next;
  const clients =
    requires === undefined ? [] : ['verifyChain = yes', `CAfile = ${folder.write(`${id}-clients.pem`, requires)}`];
  const ending = (name: string, first: string[], { issued }: HopCertificate): string =>
    [
      `[${name}]`,
      ...first,
      `connect = 127.0.0.1:${inward}`,
      `cert = ${folder.write(`${name}.pem`, issued.pem)}`,
      `key = ${folder.write(`${name}.key`, issued.keyPem)}`,
      ...versions(tls),
      ...clients,
    ].join('\n');
  const fallback = certificates.find(({ hostNames }) => hostNames === undefined);
  if (!fallback) throw new Error(`${id}: stunnel needs a certificate for every name`);
  const services = [ending(id, [`accept = 127.0.0.1:${port}`], fallback)];
  for (const certificate of certificates)
    for (const host of certificate.hostNames ?? [])
      services.push(ending(`${id}-${host}`, [`sni = ${id}:${host}`], certificate));
  if (opens) {
    const lines = [`[${id}-next]`, 'client = yes', `accept = 127.0.0.1:${between}`, `connect = 127.0.0.1:${next}`];
    lines.push(`sni = ${opens.name}`, ...versions(opens.tls));
    if (opens.roots !== undefined) {
      lines.push('verifyChain = yes', `CAfile = ${folder.write(`${id}-roots.pem`, opens.roots)}`);
      if (opens.checksName) lines.push(`checkHost = ${opens.name}`);
    }
    services.push(lines.join('\n'));
  }
  return services;
}

/** One stunnel for all the hops. */
export async function startStunnelHops(hops: readonly Hop[]): Promise<ServerProcess> {
  const folder = new TemporaryFolder('reality-stunnel');
  const services = hops.flatMap((hop) => servicesOf(hop, folder));
  folder.write(
    'stunnel.conf',
    `foreground = yes\npid =\nsyslog = no\ndebug = err\nTIMEOUTclose = 0\n${services.join('\n')}\n`,
  );
  return ServerProcess.start(
    folder,
    findCommand('stunnel') ?? 'stunnel',
    [`${folder.path}/stunnel.conf`],
    hops.map(({ port }) => port),
  );
}
