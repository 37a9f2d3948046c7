import { createHash } from 'node:crypto';
import { Finding } from '../policy';

/**
 * A name for each finding that stays the same from run to run, whatever line it moves to: a hash of its key. Where two findings
 * share a key (two constructs of one path), the second is distinguished from the first by its place in the order.
 */
export function fingerprints(findings: Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ key }) => {
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return createHash('sha256')
      .update(count === 1 ? key : `${key}#${count}`)
      .digest('hex');
  });
}
