import { ClientApplication, ClientPlatform } from '../../lib/clients';
import { ClientProtocol } from '../../lib/model';
import {
  chromium,
  type ClientOutcome,
  curl,
  gnutlsCli,
  opensslSClient,
  type Requirement,
} from '../../test/e2e/support';
import type { Door } from './door';

/** What a client connects with. */
export interface Connection {
  readonly door: Door;
  /** Name that the client asks for and checks. */
  readonly hostName: string;
  /** The only root in its store. */
  readonly rootPem: string;
  readonly rootFile: string;
  /** Whether that root is the server's own certificate, which signs itself. */
  readonly selfSigned: boolean;
}

/** A client as the matrix knows it. */
export interface ClientModel {
  readonly name: string;
  readonly platform: ClientPlatform;
  readonly application?: ClientApplication;
  readonly uses: readonly ClientProtocol[];
}

/** A real client of this machine, with the platform and application whose rules it stands for. */
export interface DemoClient extends ClientModel {
  /** What the machine must have for it. */
  readonly needs: readonly Requirement[];
  connect(connection: Connection): Promise<ClientOutcome>;
}

const LOOPBACK = '127.0.0.1';

const MAIL = [ClientProtocol.IMAP4, ClientProtocol.POP3, ClientProtocol.SMTP_SUBMISSION];

/** The clients of the demo. */
export const CLIENTS: readonly DemoClient[] = [
  {
    name: 'Chromium',
    needs: ['chromium', 'certutil'],
    platform: ClientPlatform.LINUX_CHROMIUM,
    uses: [ClientProtocol.OWA],
    connect: ({ door, hostName, rootPem, selfSigned }) =>
      chromium(`https://${hostName}:${door.port}/owa`, {
        rootPem,
        // A server's own certificate is trusted as a server, not as an authority.
        trust: selfSigned ? 'P,,' : 'C,,',
        hostMap: { [hostName]: LOOPBACK },
      }),
  },
  {
    name: 'curl',
    needs: ['curl'],
    platform: ClientPlatform.LINUX_OPENSSL, // what Debian's curl is built on
    uses: [ClientProtocol.OWA],
    connect: ({ door, hostName, rootFile }) =>
      curl(`https://${hostName}:${door.port}/owa`, {
        caFile: rootFile,
        resolve: [`${hostName}:${door.port}:${LOOPBACK}`],
      }),
  },
  {
    name: 'OpenSSL',
    needs: ['openssl'],
    platform: ClientPlatform.LINUX_OPENSSL,
    uses: [ClientProtocol.OWA, ...MAIL],
    connect: ({ door, hostName, rootFile }) => opensslSClient({ ...door, caFile: rootFile, verifyHostname: hostName }),
  },
  {
    name: 'GnuTLS',
    needs: ['gnutls-cli'],
    platform: ClientPlatform.LINUX_GNUTLS,
    uses: [ClientProtocol.OWA, ...MAIL],
    connect: ({ door, hostName, rootFile }) => gnutlsCli({ ...door, caFile: rootFile, verifyHostname: hostName }),
  },
];
