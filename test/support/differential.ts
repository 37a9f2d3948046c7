import { verifyPath, webClient } from '../../lib/pki';
import type { ChainCase } from './chain-cases';
import { hasOpenssl } from './openssl';
import { goVerdicts, hasGo, opensslVerdict } from './oracles';

export interface DifferentialReport {
  /** Cases in which our verdict is not the one that the case was built for. */
  readonly wrong: string[];
  /** Kinds of chain on which another verifier differs from us, with an example of each side's words. */
  readonly differences: Map<string, string>;
  readonly oracles: string[];
  /** Verdicts equal to ours, of all, for each oracle. */
  readonly agree: Record<string, [number, number]>;
}

/** Judges every case with this library and each other verifier that is installed. */
export function compare(cases: readonly ChainCase[]): DifferentialReport {
  const wrong: string[] = [];
  const differences = new Map<string, string>();
  const agree: Record<string, [number, number]> = {};
  const ours = cases.map((c) => verifyPath({ ...c, names: [c.name], profile: webClient }));
  cases.forEach((c, i) => {
    const codes = ours[i]!.reasons.map((r) => r.code).join(',');
    if (ours[i]!.ok !== c.valid)
      wrong.push(`${c.id} (${c.kind}): built ${c.valid ? 'valid' : 'broken'}, judged otherwise (${codes})`);
  });
  const oracles: [string, boolean, () => { ok: boolean; error: string }[]][] = [
    ['openssl', hasOpenssl, () => cases.map(opensslVerdict)],
    ['go', hasGo, () => goVerdicts(cases)],
  ];
  for (const [name, present, judge] of oracles) {
    if (!present) continue;
    const verdicts = judge();
    agree[name] = [0, cases.length];
    cases.forEach((c, i) => {
      const theirs = verdicts[i]!;
      if (theirs.ok === ours[i]!.ok) {
        agree[name]![0]++;
        return;
      }
      const mine = ours[i]!.reasons.map((r) => r.code).join(',') || 'accepted';
      const known = differences.get(c.kind) ?? '';
      if (!known.includes(`${name}:`))
        differences.set(
          c.kind,
          `${known}${known === '' ? '' : ' | '}${name}: ${theirs.ok ? 'accepts' : theirs.error}, we: ${mine}`,
        );
    });
  }
  return { wrong, differences, oracles: Object.keys(agree), agree };
}
