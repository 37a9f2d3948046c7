import { REALITY_CLIENTS } from './reality/clients';
import { compareWays } from './reality/ways/comparison';
import { endPointBinding } from './reality/ways/end-server';
import { ServedWays } from './reality/ways/served-ways';
import { drawWays, generateWays, hopsOf, WAY_DIMENSIONS, wayName } from './reality/ways/specification';
import { WayMaker } from './reality/ways/way';
import { describeWith } from './support';

const SEED = 20_261_130;
const ALL = generateWays(600, SEED);
/** All of them: npm run reality -- --ways. */
const PART = drawWays(ALL, 30, SEED);
const now = new Date();

jest.setTimeout(180_000);

describe('the ways', () => {
  test('are at least 300, each once, the same for the same seed', () => {
    expect(ALL.length).toBeGreaterThanOrEqual(300);
    expect(new Set(ALL.map(wayName)).size).toBe(ALL.length);
    expect(generateWays(600, SEED)).toEqual(ALL);
  });

  test('show every value of every part', () => {
    const shown = (name: string): Set<unknown> => new Set(ALL.map((one) => one[name as keyof typeof one]));
    for (const [name, values] of Object.entries(WAY_DIMENSIONS))
      expect([...shown(name)].sort()).toEqual([...values].sort());
  });

  test('have each program at each place that it can take', () => {
    const places = new Set(ALL.flatMap((one) => hopsOf(one).map(({ kind, program }) => `${program} ${kind}`)));
    const kinds = ['pass', 'bridge', 'offload', 'inspector'];
    const expected = kinds.flatMap((kind) => WAY_DIMENSIONS.program.map((program) => `${program} ${kind}`));
    // stunnel speaks TLS on one side at least.
    expect([...places].sort()).toEqual(expected.filter((place) => place !== 'stunnel pass').sort());
  });
});

test('the channel binding of a certificate is its hash by the algorithm of its signature', () => {
  const { server } = new WayMaker(now).make({ ...PART[0], serverHash: 'sha384' }, 1);
  expect(endPointBinding(server.issued.certificate)).toMatch(/^[0-9a-f]{96}$/);
});

describeWith(
  ['nginx-stream', 'haproxy', 'stunnel'],
  'what the matrix predicts of a way is what clients meet on it',
  () => {
    let served: ServedWays;

    beforeAll(async () => {
      const maker = new WayMaker(now);
      served = await ServedWays.start(PART.map((specification, i) => maker.make(specification, i + 1)));
    });

    afterAll(() => served?.stop());

    for (const client of REALITY_CLIENTS) {
      describeWith(client.commands, client.platform, () => {
        test(`the ways of ${PART.length} that it can take`, async () => {
          const { accepted, differences, ways } = await compareWays(client, served, now);
          expect(differences).toEqual([]);
          expect(accepted).toBeGreaterThan(0);
          expect(accepted).toBeLessThan(ways);
        });
      });
    }
  },
);
