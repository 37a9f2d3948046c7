// npm run provider-mirror: makes the mirror for hashicorp/tls, whether or not the registry answers (docs/provider-mirror.md).
import { parseArgs } from 'node:util';
import { main, ToolError } from './run.mjs';
import { makeMirror } from './setup/provider-mirror.mjs';

function options() {
  try {
    return parseArgs({ options: { platform: { type: 'string', multiple: true }, out: { type: 'string' } } }).values;
  } catch (error) {
    throw new ToolError(`${error.message}\nUsage: npm run provider-mirror -- [--platform linux_amd64]... [--out DIR]`);
  }
}

await main(() => {
  const { platform, out } = options();
  const made = makeMirror({ platforms: platform, mirror: out, rc: out && `${out}/terraform.rc` });
  process.stdout.write(`mirror         ${made.mirror}\nconfiguration  ${made.rc}\n\n`);
  process.stdout.write(`To use it: export TF_CLI_CONFIG_FILE=${made.rc}\n`);
});
