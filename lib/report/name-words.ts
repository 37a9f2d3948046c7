import { CertificateNames, NamePresence, NameUse } from '../policy';

/** Uses of a name in words; those that differ by their server or setting alone are one. */
export function useWords(uses: readonly NameUse[]): string[] {
  const lines = new Map<string, { readonly use: NameUse; readonly at: Set<string>; readonly settings: Set<string> }>();
  for (const use of uses) {
    const key = `${use.what}|${use.side}|${use.mailDomain}`;
    const known = lines.get(key) ?? { use, at: new Set(), settings: new Set() };
    known.at.add(use.at);
    known.settings.add(use.setting);
    lines.set(key, known);
  }
  return [...lines.values()].map(({ use, at, settings }) => {
    const [first, ...rest] = at;
    const where = rest.length === 0 ? first : `${first} and ${rest.length} more`;
    const who = use.side === undefined ? '' : `, clients ${use.side}`;
    const domain = use.mailDomain === undefined ? '' : `, mail domain ${use.mailDomain}`;
    return `${use.what} on ${where}${who}${domain}: ${[...settings].join(', ')}`;
  });
}

/** A certificate of which names are missing, or that needs names which no public CA can certify. */
export interface NamesToChange {
  readonly names: CertificateNames;
  readonly missing: readonly string[];
  /** Each with why, and what to do about it. */
  readonly refused: readonly { readonly name: string; readonly why: string; readonly fix?: string }[];
}

/** The certificates whose names ask for something to be done. */
export function namesToChange(all: readonly CertificateNames[]): NamesToChange[] {
  return all.flatMap((names) => {
    const refused = names.needed.flatMap(({ fix, name, refused: why }) =>
      why === undefined ? [] : [{ name, why, fix }],
    );
    const missing = names.needed
      .filter(({ has, refused: why }) => has === NamePresence.MISSING && why === undefined)
      .map(({ name }) => name);
    return missing.length + refused.length === 0 ? [] : [{ names, missing, refused }];
  });
}
