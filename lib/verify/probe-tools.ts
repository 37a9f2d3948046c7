import { CertificateKeys } from './certificate-keys';
import { ProbeTools } from './attempt';
import { Interruption } from './interruption';
import { KeyShares } from './tls/key-share';

/** What the probes of one run share. */
export function probeTools(deadlineMs: number, interruption: Interruption, random: ProbeTools['random']): ProbeTools {
  const keys = new CertificateKeys();
  return { deadlineMs, interruption, random, shares: new KeyShares(), keyOf: (der) => keys.of(der) };
}
