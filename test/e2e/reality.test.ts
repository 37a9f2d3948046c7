import { CaseMaker } from './reality/case';
import { REALITY_CLIENTS } from './reality/clients';
import { compare } from './reality/comparison';
import { draw, generate } from './reality/generate';
import { RealityServers } from './reality/servers';
import { DIMENSIONS, nameOf } from './reality/specification';
import { describeWith } from './support';

const SEED = 20_261_123;
const ALL = generate(1000, SEED);
/** All of them: npm run reality. */
const PART = draw(ALL, 40, SEED);
const now = new Date();

jest.setTimeout(180_000);

describe('the cases', () => {
  test('are at least 500, each once, the same for the same seed', () => {
    expect(ALL.length).toBeGreaterThanOrEqual(500);
    expect(new Set(ALL.map(nameOf)).size).toBe(ALL.length);
    expect(generate(1000, SEED)).toEqual(ALL);
  });

  test('show every value of every part', () => {
    const shown = (name: string): Set<unknown> => new Set(ALL.map((one) => one[name as keyof typeof one]));
    for (const [name, values] of Object.entries(DIMENSIONS))
      expect([...shown(name)].sort()).toEqual([...values].sort());
  });
});

describe('what the matrix predicts is what clients do', () => {
  let servers: RealityServers;

  beforeAll(async () => {
    const maker = new CaseMaker(now);
    servers = await RealityServers.start(PART.map((specification) => maker.make(specification)));
  });

  afterAll(() => servers?.stop());

  for (const client of REALITY_CLIENTS) {
    describeWith(client.commands, client.platform, () => {
      test(`${PART.length} cases`, async () => {
        const comparison = await compare(client, servers.served, now);
        expect(comparison.differences).toEqual([]);
        // Neither all accepted nor all refused: a client that can't connect at all agrees with nothing.
        expect(comparison.accepted).toBeGreaterThan(0);
        expect(comparison.accepted).toBeLessThan(comparison.cases);
      });
    });
  }
});
