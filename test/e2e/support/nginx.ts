import { findCommand } from './command';
import { freePorts, ServerProcess, type ServerCertificate } from './server-process';
import { TemporaryFolder } from './temporary-folder';

export interface NginxOptions extends ServerCertificate {
  /** Host name the server answers to. Default: any. */
  readonly serverName?: string;
  /** Body of every answer. Default: `client access`. */
  readonly body?: string;
}

export interface RunningNginx {
  /** HTTPS port on 127.0.0.1. */
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts nginx as an HTTPS server that presents the certificate. */
export async function startNginx(options: NginxOptions): Promise<RunningNginx> {
  const [port] = await freePorts(1);
  const folder = new TemporaryFolder('nginx');
  folder.write('chain.pem', options.certificateChainPem);
  folder.write('key.pem', options.privateKeyPem);
  folder.write('body.html', `<!doctype html><title>client access</title><p>${options.body ?? 'client access'}</p>`);
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  folder.write(
    'nginx.conf',
    `
daemon off;
master_process off;
pid ${folder.path}/nginx.pid;
error_log stderr warn;
events { worker_connections 64; }
http {
  access_log off;
  ${places.map((place) => `${place}_temp_path ${folder.path}/${place};`).join('\n  ')}
  default_type text/html;
  server {
    listen 127.0.0.1:${port} ssl;
    server_name ${options.serverName ?? '_'};
    ssl_certificate ${folder.path}/chain.pem;
    ssl_certificate_key ${folder.path}/key.pem;
    location / { root ${folder.path}; try_files /body.html =404; }
  }
}
`,
  );
  const server = await ServerProcess.start(
    folder,
    findCommand('nginx') ?? 'nginx',
    ['-p', folder.path, '-e', 'stderr', '-c', `${folder.path}/nginx.conf`],
    [port],
  );
  return { port, stop: () => server.stop() };
}
