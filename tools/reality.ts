/**
 * Serves generated certificates on this machine, tries them with real clients and compares with what the matrix predicts; with --ways,
 * behind what stands in front of servers (nginx, HAProxy, stunnel).
 * Usage: npm run reality [-- --ways] [--cases N] [--seed N] [--client PLATFORM]...
 * Ends with 1 when a client and the matrix disagree, with 2 when no client is installed.
 */
import { parseArgs } from 'node:util';
import { CaseMaker } from '../test/e2e/reality/case';
import type { RealityClient } from '../test/e2e/reality/client';
import { REALITY_CLIENTS } from '../test/e2e/reality/clients';
import { compare, describeComparison } from '../test/e2e/reality/comparison';
import { generate } from '../test/e2e/reality/generate';
import { RealityServers } from '../test/e2e/reality/servers';
import { compareWays, describeWays } from '../test/e2e/reality/ways/comparison';
import { ServedWays } from '../test/e2e/reality/ways/served-ways';
import { generateWays } from '../test/e2e/reality/ways/specification';
import { WayMaker } from '../test/e2e/reality/ways/way';
import { unmet } from '../test/e2e/support';

/** What one client did, in words. */
interface Tried {
  readonly words: string;
  readonly connections: number;
  readonly differences: number;
}

/** Everything that is served, and how a client tries it. */
interface Trial {
  readonly size: string;
  tryWith(client: RealityClient): Promise<Tried>;
  stop(): Promise<void>;
}

async function trialOfCases(count: number, seed: number, now: Date): Promise<Trial> {
  const maker = new CaseMaker(now);
  const servers = await RealityServers.start(generate(count, seed).map((specification) => maker.make(specification)));
  return {
    size: `${servers.served.length} cases`,
    async tryWith(client) {
      const comparison = await compare(client, servers.served, now);
      const { cases, differences } = comparison;
      return { words: describeComparison(comparison), connections: cases, differences: differences.length };
    },
    stop: () => servers.stop(),
  };
}

async function trialOfWays(count: number, seed: number, now: Date): Promise<Trial> {
  const reasons = unmet(['nginx-stream', 'haproxy', 'stunnel']);
  if (reasons.length > 0) throw new Error(reasons.join('; '));
  const maker = new WayMaker(now);
  const served = await ServedWays.start(generateWays(count, seed).map((one, i) => maker.make(one, i + 1)));
  return {
    size: `${served.ways.length} ways`,
    async tryWith(client) {
      const comparison = await compareWays(client, served, now);
      const { differences, ways } = comparison;
      return { words: describeWays(comparison), connections: ways, differences: differences.length };
    },
    stop: () => served.stop(),
  };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      ways: { type: 'boolean', default: false },
      cases: { type: 'string' },
      seed: { type: 'string', default: '1' },
      client: { type: 'string', multiple: true },
    },
  });
  const [start, usual] = values.ways ? ([trialOfWays, 600] as const) : ([trialOfCases, 1000] as const);
  const trial = await start(Number(values.cases ?? usual), Number(values.seed), new Date());
  let tried = 0;
  let differences = 0;
  try {
    for (const client of REALITY_CLIENTS) {
      if (values.client && !values.client.includes(client.platform)) continue;
      const missing = unmet(client.commands);
      if (missing.length > 0) {
        console.log(`${client.platform}: not tried, ${missing.join('; ')}`);
        continue;
      }
      const one = await trial.tryWith(client);
      console.log(one.words);
      tried += one.connections;
      differences += one.differences;
    }
  } finally {
    await trial.stop();
  }
  console.log(`${trial.size}, ${tried} connections judged, ${differences} differences`);
  if (tried === 0) return 2;
  return differences > 0 ? 1 : 0;
}

void main().then((code) => {
  process.exitCode = code;
});
