import { Fn, Token } from 'cdktf';
import { createHash } from 'node:crypto';
import { inner } from './precondition';

/** SHA-256 of a text: as hex where the text is known, else as the expression by which Terraform computes it. */
export function pemDigest(text: string): string {
  if (Token.isUnresolved(text)) return Fn.sha256(text);
  return text.includes('${') ? `\${sha256(${inner(text)})}` : createHash('sha256').update(text).digest('hex');
}
