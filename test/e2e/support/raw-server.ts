import { findCommand } from './command';
import { freePorts, ServerProcess, type ServerCertificate } from './server-process';
import { TemporaryFolder } from './temporary-folder';

/** A server whose configuration the test writes. */
export interface RawServer {
  readonly ports: readonly number[];
  readonly folder: TemporaryFolder;
  stop(): Promise<void>;
}

/** What a configuration is made from: free ports of this machine, and files in a folder of its own. */
export interface RawContext {
  readonly ports: readonly number[];
  /** Path of a file in the folder. */
  at(name: string): string;
  /** Writes a chain and its key, and gives their paths; one file for both where a server wants that. */
  pair(
    name: string,
    certificate: ServerCertificate,
  ): { readonly chain: string; readonly key: string; readonly both: string };
}

async function start(
  command: string,
  count: number,
  configuration: (context: RawContext) => string,
  args: (file: string, folder: string) => string[],
): Promise<RawServer> {
  const ports = await freePorts(count);
  const folder = new TemporaryFolder(command);
  const pair: RawContext['pair'] = (name, { certificateChainPem, privateKeyPem }) => ({
    chain: folder.write(`${name}.pem`, certificateChainPem),
    key: folder.write(`${name}.key`, privateKeyPem),
    both: folder.write(`${name}.both.pem`, certificateChainPem + privateKeyPem),
  });
  const text = configuration({ ports, at: (name) => `${folder.path}/${name}`, pair });
  const file = folder.write(`${command}.conf`, text);
  const server = await ServerProcess.start(folder, findCommand(command) ?? command, args(file, folder.path), ports);
  return { ports, folder, stop: () => server.stop() };
}

/** Starts nginx with these blocks of servers; every port that is asked for must be listened on at 127.0.0.1. */
export function startRawNginx(count: number, servers: (context: RawContext) => string): Promise<RawServer> {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const configuration = (context: RawContext): string => `
daemon off;
pid ${context.at('nginx.pid')};
error_log stderr warn;
events { worker_connections 256; }
http {
  access_log off;
  ${places.map((place) => `${place}_temp_path ${context.at(place)};`).join('\n  ')}
  ${servers(context)}
}
`;
  return start('nginx', count, configuration, (file, folder) => ['-p', folder, '-e', 'stderr', '-c', file]);
}

/** Starts HAProxy with these sections. */
export function startHaproxy(count: number, sections: (context: RawContext) => string): Promise<RawServer> {
  const configuration = (context: RawContext): string => `
global
  maxconn 200
defaults
  mode tcp
  timeout connect 5s
  timeout client 30s
  timeout server 30s
${sections(context)}
`;
  return start('haproxy', count, configuration, (file) => ['-db', '-f', file]);
}

/** Starts stunnel with this service. */
export function startStunnel(count: number, service: (context: RawContext) => string): Promise<RawServer> {
  const configuration = (context: RawContext): string => `
foreground = yes
pid =
${service(context)}
`;
  return start('stunnel', count, configuration, (file) => [file]);
}
