/**
 * Serves generated certificates on this machine, tries them with real clients and compares with what the matrix predicts.
 * Usage: npm run reality [-- --cases N] [--seed N] [--client PLATFORM]...
 * Ends with 1 when a client and the matrix disagree, with 2 when no client is installed.
 */
import { parseArgs } from 'node:util';
import { CaseMaker } from '../test/e2e/reality/case';
import { REALITY_CLIENTS } from '../test/e2e/reality/clients';
import { compare, describeComparison } from '../test/e2e/reality/comparison';
import { generate } from '../test/e2e/reality/generate';
import { RealityServers } from '../test/e2e/reality/servers';
import { findCommand } from '../test/e2e/support';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      client: { type: 'string', multiple: true },
    },
  });
  const now = new Date();
  const maker = new CaseMaker(now);
  const cases = generate(Number(values.cases), Number(values.seed)).map((specification) => maker.make(specification));
  const servers = await RealityServers.start(cases);
  let tried = 0;
  let differences = 0;
  try {
    for (const client of REALITY_CLIENTS) {
      if (values.client && !values.client.includes(client.platform)) continue;
      const missing = client.commands.filter((command) => findCommand(command) === undefined);
      if (missing.length > 0) {
        console.log(`${client.platform}: not tried, ${missing.join(', ')} not installed: npm run setup -- --servers`);
        continue;
      }
      const comparison = await compare(client, servers.served, now);
      console.log(describeComparison(comparison));
      tried += comparison.cases;
      differences += comparison.differences.length;
    }
  } finally {
    await servers.stop();
  }
  console.log(`${cases.length} cases, ${tried} connections judged, ${differences} differences`);
  if (tried === 0) return 2;
  return differences > 0 ? 1 : 0;
}

void main().then((code) => {
  process.exitCode = code;
});
