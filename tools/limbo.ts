/**
 * Runs the path validator over a file in the format of C2SP/x509-limbo and lists every disagreement.
 * Usage: limbo FILE [--profile NAME]   (FILE: limbo.json or limbo.json.gz)
 * The last line is one JSON object with the scores. Without --profile each case takes the profile its namespace names.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { runLimbo, type LimboFile } from '../test/support/limbo';
import { profiles } from '../lib/pki';

const [file, ...rest] = process.argv.slice(2);
const option = rest.indexOf('--profile');
const name = option < 0 ? undefined : rest[option + 1];
if (file === undefined || (option >= 0 && profiles[name ?? ''] === undefined)) {
  process.stderr.write(`usage: limbo FILE [--profile ${Object.keys(profiles).join('|')}]\n`);
  process.exit(2);
}
const bytes = readFileSync(file);
const suite = JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as LimboFile;
const { score, disagreements } = runLimbo(suite, name === undefined ? undefined : profiles[name]);
for (const d of disagreements)
  console.log(`${d.id}: expected ${d.expected}, got ${d.got}${d.why === '' ? '' : ` (${d.why})`}`);
console.log(JSON.stringify(score));
