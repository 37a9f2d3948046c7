import { Estate } from '../model';
import { readCertificates } from '../pki';

/**
 * Subjects of each certificate's intermediates, the nearest to it first, by the certificate's id. A chain that can't be read is left
 * out: the report then counts it.
 */
export function intermediatesOf(estate: Estate): Record<string, string[]> {
  const names = new Map<string, string | undefined>();
  const nameOf = (pem: string): string | undefined => {
    if (!names.has(pem)) names.set(pem, nameIn(pem));
    return names.get(pem);
  };
  const chains: Record<string, string[]> = {};
  for (const { id, chainPem } of estate.certificates) {
    const chain = chainPem.flatMap((pem) => nameOf(pem) ?? []);
    if (chain.length > 0 && chain.length === chainPem.length) chains[id] = chain;
  }
  return chains;
}

function nameIn(pem: string): string | undefined {
  try {
    return readCertificates(pem, 'chain').certificates[0]?.displayName;
  } catch {
    return undefined; // the rules report a damaged chain; the drawing does without its name
  }
}
