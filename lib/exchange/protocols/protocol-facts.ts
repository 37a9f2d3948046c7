import {
  CertificateRole,
  ClientAuthentication,
  ClientProtocol,
  Encryption,
  ExchangeRelease,
  Listener,
} from '../../model';
import { BooleanFact } from '../../model/fact';

/** What is known of one client protocol, release by release. */
export interface ProtocolFacts {
  readonly protocol: ClientProtocol;
  /** What people call it. */
  readonly label: string;
  /** Role whose certificate it presents. */
  readonly role: CertificateRole;
  /** Path on the web site, for protocols that IIS serves. */
  readonly path?: string;
  /** Well-known ports. */
  readonly listeners: Listener[];
  /** Whether a client can put the question of trust to a person at all. */
  readonly asksAboutUntrusted: boolean;
  /** Whether a Client Access server of the release serves it. */
  exists(release: ExchangeRelease): BooleanFact;
  /** Whether setup leaves it running. */
  enabledByDefault(release: ExchangeRelease): BooleanFact;
  /** Whether the server, as setup leaves it, refuses clients that do not encrypt. */
  encryptionRequiredByDefault(release: ExchangeRelease): BooleanFact;
  /** Where it listens, once it runs, without further configuration. Empty where the release does not serve it. */
  defaultListeners(release: ExchangeRelease): Listener[];
  /** How clients prove who they are without further configuration. Empty: no source says. */
  defaultAuthentication(release: ExchangeRelease): ClientAuthentication[];
  /** Whether it can work where clients meet a self-signed certificate that they were made to trust. */
  worksWithSelfSigned(release: ExchangeRelease): BooleanFact;
}

/** Ports of everything that the Default Web Site serves. Source: PORTS16, SEED. */
export const WEB_LISTENERS: Listener[] = [Object.freeze({ port: 443, encryption: Encryption.TLS })];

/** The web listeners of a protocol, none where the release is known not to serve it. */
export function webListeners(exists: (release: ExchangeRelease) => BooleanFact) {
  return (release: ExchangeRelease): Listener[] => (exists(release).value === false ? [] : [...WEB_LISTENERS]);
}
