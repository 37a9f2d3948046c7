import { findCommand, NGINX_STREAM_MODULE, ServerProcess, TemporaryFolder } from '../../../support';
import { versionsOf, type Hop, type HopCertificate, type TlsVersions } from '../hop';

const PLACES = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

function protocols(tls: TlsVersions): string {
  const { lowest, highest } = versionsOf(tls);
  return [...new Set([lowest, highest])].map((version) => `TLSv${version}`).join(' ');
}

function passing({ port, next }: Hop): string {
  return `server { listen 127.0.0.1:${port}; proxy_pass 127.0.0.1:${next}; }`;
}

function opening({ id, next, opens }: Hop, folder: TemporaryFolder): string {
  if (!opens) return `proxy_pass http://127.0.0.1:${next};`;
  const lines = [
    `proxy_pass https://127.0.0.1:${next};`,
    `proxy_ssl_name ${opens.name};`,
    'proxy_ssl_server_name on;',
    'proxy_ssl_session_reuse off;',
    `proxy_ssl_protocols ${protocols(opens.tls)};`,
  ];
  if (opens.roots !== undefined)
    lines.push(
      'proxy_ssl_verify on;',
      `proxy_ssl_trusted_certificate ${folder.write(`${id}-roots.pem`, opens.roots)};`,
    );
  return lines.join(' ');
}

function ending(hop: Hop, folder: TemporaryFolder): string[] {
  const { certificates, id, port, requires, tls } = hop;
  const clients =
    requires === undefined
      ? ''
      : `ssl_verify_client on; ssl_client_certificate ${folder.write(`${id}-clients.pem`, requires)};`;
  const proxied = `location / { proxy_set_header Host $host; ${opening(hop, folder)} }`;
  const serverOf = ({ hostNames, issued, staple }: HopCertificate, n: number): string => {
    const files = `ssl_certificate ${folder.write(`${id}-${n}.pem`, issued.pem)}; ssl_certificate_key ${folder.write(`${id}-${n}.key`, issued.keyPem)};`;
    const stapled = staple
      ? `ssl_stapling on; ssl_stapling_file ${folder.write(`${id}-${n}.ocsp`, staple.response)};`
      : '';
    const listen = `listen 127.0.0.1:${port} ssl${hostNames ? '' : ' default_server'};`;
    return `server { ${listen} server_name ${hostNames?.join(' ') ?? '_'}; ${files} ${stapled} ssl_protocols ${protocols(tls)}; ${clients} ${proxied} }`;
  };
  const servers = certificates.map(serverOf);
  if (certificates.every(({ hostNames }) => hostNames !== undefined))
    servers.unshift(
      `server { listen 127.0.0.1:${port} ssl default_server; ssl_reject_handshake on; ssl_protocols ${protocols(tls)}; }`,
    );
  return servers;
}

/** One nginx for all the hops. */
export async function startNginxHops(hops: readonly Hop[]): Promise<ServerProcess> {
  const folder = new TemporaryFolder('reality-nginx');
  const passed = hops.filter(({ kind }) => kind === 'pass');
  const ended = hops.filter(({ kind }) => kind !== 'pass');
  folder.write(
    'nginx.conf',
    `load_module ${NGINX_STREAM_MODULE};
daemon off;
master_process off;
pid ${folder.path}/nginx.pid;
error_log stderr error;
events { worker_connections 4096; }
stream {
${passed.map(passing).join('\n')}
}
http {
access_log off;
${PLACES.map((place) => `${place}_temp_path ${folder.path}/${place};`).join('\n')}
${ended.flatMap((hop) => ending(hop, folder)).join('\n')}
}
`,
  );
  return ServerProcess.start(
    folder,
    findCommand('nginx') ?? 'nginx',
    ['-p', folder.path, '-e', 'stderr', '-c', `${folder.path}/nginx.conf`],
    hops.map(({ port }) => port),
  );
}
