import { findCommand, ServerProcess, TemporaryFolder } from '../../../support';
import { versionsOf, type Hop, type TlsVersions } from '../hop';

function versions(tls: TlsVersions): string {
  const { lowest, highest } = versionsOf(tls);
  return `ssl-min-ver TLSv${lowest} ssl-max-ver TLSv${highest}`;
}

function listening({ certificates, id, port, requires, tls }: Hop, folder: TemporaryFolder): string {
  if (certificates.length === 0) return `bind 127.0.0.1:${port}`;
  // The certificate for every other name comes first: what HAProxy reads first is its default.
  const inOrder = [...certificates].sort(
    (a, b) => Number(a.hostNames !== undefined) - Number(b.hostNames !== undefined),
  );
  const lines = inOrder.map(({ hostNames, issued, staple }, n) => {
    const file = folder.write(`${id}-${n}.pem`, `${issued.pem}${issued.keyPem}`);
    if (staple) {
      folder.write(`${id}-${n}.pem.ocsp`, staple.response);
      folder.write(`${id}-${n}.pem.issuer`, staple.issuerPem);
    }
    return `${file} ${hostNames?.join(' ') ?? ''}`;
  });
  const strict = certificates.every(({ hostNames }) => hostNames !== undefined) ? 'strict-sni' : '';
  const clients =
    requires === undefined ? '' : `verify required ca-file ${folder.write(`${id}-clients.pem`, requires)}`;
  return `bind 127.0.0.1:${port} ssl crt-list ${folder.write(`${id}.list`, `${lines.join('\n')}\n`)} ${strict} ${clients} ${versions(tls)}`;
}

function opening({ id, next, opens }: Hop, folder: TemporaryFolder): string {
  if (!opens) return `server next 127.0.0.1:${next}`;
  const { checksName, name, roots, tls } = opens;
  const verify =
    roots === undefined
      ? 'verify none'
      : `verify required ca-file ${folder.write(`${id}-roots.pem`, roots)}${checksName ? ` verifyhost ${name}` : ''}`;
  // A name that is sent is compared as well, unless nothing is verified.
  const sni = roots === undefined || checksName ? `sni str(${name})` : '';
  return `server next 127.0.0.1:${next} ssl ${verify} ${sni} ${versions(tls)}`;
}

/** One HAProxy for all the hops. */
export async function startHaproxyHops(hops: readonly Hop[]): Promise<ServerProcess> {
  const folder = new TemporaryFolder('reality-haproxy');
  const sections = hops.map(
    (hop) => `listen ${hop.id}
  mode ${hop.kind === 'pass' ? 'tcp' : 'http'}
  ${listening(hop, folder)}
  ${opening(hop, folder)}
`,
  );
  folder.write(
    'haproxy.cfg',
    `global
  maxconn 2000
defaults
  timeout connect 5s
  timeout client 30s
  timeout server 30s
  retries 0
${sections.join('\n')}`,
  );
  return ServerProcess.start(
    folder,
    findCommand('haproxy') ?? 'haproxy',
    ['-db', '-f', `${folder.path}/haproxy.cfg`],
    hops.map(({ port }) => port),
  );
}
