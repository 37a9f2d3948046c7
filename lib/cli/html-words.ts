import { clientLabel } from '../clients';
import { describeSource, PUBLIC_LIFETIMES, renewalsPerYear } from '../exchange';
import { Estate } from '../model';
import { readCertificates } from '../pki';
import type { HtmlOptions } from '../report/html';

/** What the HTML report can't know from the judgement: the words for platforms and sources, the limits of public CAs, and who signed whom in a chain. */
export function htmlWords(estate: Estate): HtmlOptions {
  return {
    clientLabel,
    describeSource,
    lifetimeLimits: PUBLIC_LIFETIMES.map((limit) => ({ ...limit, renewalsPerYear: renewalsPerYear(limit.days) })),
    intermediates: intermediatesOf(estate),
  };
}

/** Names of each certificate's intermediates. A chain that can't be read is left to the report, which counts it. */
function intermediatesOf(estate: Estate): Record<string, string[]> {
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
