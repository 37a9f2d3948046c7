import { CertificateKeys } from './certificate-keys';
import { ProbeTools } from './attempt';
import { KeyShares } from './tls/key-share';

/** What the probes of one run share. */
export function probeTools(deadlineMs: number, signal: AbortSignal, random: ProbeTools['random']): ProbeTools {
  const keys = new CertificateKeys();
  return { deadlineMs, signal, random, shares: new KeyShares(), keyOf: (der) => keys.of(der) };
}
