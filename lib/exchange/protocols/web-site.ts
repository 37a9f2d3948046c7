import { Encryption, ExchangeRelease, Listener } from '../../model';
import { BooleanFact } from '../fact';

/** Ports of everything that the Default Web Site serves. Source: PORTS16, SEED. */
export const WEB_LISTENERS: Listener[] = [Object.freeze({ port: 443, encryption: Encryption.TLS })];

/** The web listeners of a protocol, none where the release is known not to serve it. */
export function webListeners(exists: (release: ExchangeRelease) => BooleanFact) {
  return (release: ExchangeRelease): Listener[] => (exists(release).value === false ? [] : [...WEB_LISTENERS]);
}
