import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ServerCertificate } from './server-process';
import { TemporaryFolder } from './temporary-folder';

const openssl = (args: readonly string[]): void => {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 20_000 });
};

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

const alternativeNames = (dnsNames: readonly string[]): string => dnsNames.map((name) => `DNS:${name}`).join(',');

/** A root made by the openssl command, independent of the library's own code; it issues server certificates. */
export class OpensslCa {
  public readonly rootPem: string;
  /** The root as a file, for clients that take one. */
  public readonly rootFile: string;
  private readonly folder = new TemporaryFolder('ca');
  private issued = 0;

  public constructor(commonName: string) {
    this.rootFile = `${this.folder.path}/root.pem`;
    openssl([
      ...['req', '-x509', '-config', this.configuration(), '-extensions', 'root', ...KEY, '-days', '30'],
      ...['-subj', `/CN=${commonName}`, '-keyout', `${this.folder.path}/root.key`, '-out', this.rootFile],
    ]);
    this.rootPem = readFileSync(this.rootFile, 'utf8');
  }

  /** Issues a certificate for server authentication that carries the names, the first one as common name too. */
  public issue(...dnsNames: readonly string[]): ServerCertificate {
    this.issued += 1;
    const [key, request, leaf] = ['key', 'csr', 'pem'].map((kind) => `${this.folder.path}/${this.issued}.${kind}`);
    openssl([
      'req',
      '-new',
      '-config',
      this.configuration(),
      ...KEY,
      '-subj',
      `/CN=${dnsNames[0]}`,
      '-keyout',
      key,
      '-out',
      request,
    ]);
    const extensions = this.folder.write(
      `${this.issued}.ext`,
      [
        'basicConstraints=critical,CA:FALSE',
        'keyUsage=critical,digitalSignature',
        'extendedKeyUsage=serverAuth',
        'subjectKeyIdentifier=hash',
        'authorityKeyIdentifier=keyid',
        `subjectAltName=${alternativeNames(dnsNames)}`,
      ].join('\n'),
    );
    openssl([
      ...['x509', '-req', '-in', request, '-CA', this.rootFile, '-CAkey', `${this.folder.path}/root.key`],
      ...['-CAcreateserial', '-days', '20', '-sha256', '-extfile', extensions, '-out', leaf],
    ]);
    return { certificateChainPem: readFileSync(leaf, 'utf8'), privateKeyPem: readFileSync(key, 'utf8') };
  }

  /** Makes a certificate signed by its own key, as Exchange does at setup. */
  public selfSigned(...dnsNames: readonly string[]): ServerCertificate {
    const [key, leaf] = ['self.key', 'self.pem'].map((name) => `${this.folder.path}/${name}`);
    openssl([
      ...['req', '-x509', '-config', this.configuration(), '-extensions', 'self', ...KEY, '-days', '20'],
      ...['-subj', `/CN=${dnsNames[0]}`, '-addext', `subjectAltName=${alternativeNames(dnsNames)}`],
      ...['-keyout', key, '-out', leaf],
    ]);
    return { certificateChainPem: readFileSync(leaf, 'utf8'), privateKeyPem: readFileSync(key, 'utf8') };
  }

  public remove(): void {
    this.folder.remove();
  }

  /** A configuration of our own: the system's adds extensions that differ from machine to machine. */
  private configuration(): string {
    return this.folder.write(
      'openssl.cnf',
      [
        '[req]',
        'distinguished_name=dn',
        '[dn]',
        '[root]',
        'basicConstraints=critical,CA:TRUE',
        'keyUsage=critical,keyCertSign,cRLSign',
        'subjectKeyIdentifier=hash',
        '[self]',
        'basicConstraints=critical,CA:FALSE',
        'keyUsage=critical,digitalSignature',
        'extendedKeyUsage=serverAuth',
        'subjectKeyIdentifier=hash',
        '',
      ].join('\n'),
    );
  }
}
