import { createHash } from 'node:crypto';
import { inner } from './precondition';

/**
 * SHA-256 over the digests of texts: as hex where all are known, else as the expression by which Terraform computes it.
 *
 * @param texts PEM, or Terraform's expression of it; no token
 */
export function pemDigest(texts: readonly string[]): string {
  const parts = texts.map((text) => (text.includes('${') ? `\${sha256(${inner(text)})}` : digestOf(text)));
  const joined = parts.join('');
  return joined.includes('${') ? `\${sha256("${joined}")}` : digestOf(joined);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
