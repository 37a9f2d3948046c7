import { compareProcesses } from '../../bench/support/processes';
import { median } from '../../bench/support/statistics';

const node = (code: string) => ({ file: process.execPath, args: ['-e', code] });

describe('compareProcesses', () => {
  test('finds the slower command by the median of the rounds, first one or second', () => {
    const slow = node('setTimeout(() => {}, 500)');
    const quick = node('0');
    const { ratio, figures } = compareProcesses(slow, quick, { rounds: 3 });
    expect(ratio).toBeGreaterThan(1.1);
    expect(figures.oursWallMinMs).toBeGreaterThanOrEqual(500);
    expect(figures).toMatchObject({ rounds: 3, referenceCpuMedianMs: expect.any(Number) });
    expect(compareProcesses(quick, slow, { rounds: 1 }).ratio).toBeLessThan(0.9);
  });

  test('counts the time that children used', () => {
    const busy = 'while (process.cpuUsage().user < 300_000);';
    const parent = node(`require('child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(busy)}])`);
    expect(compareProcesses(parent, node('0'), { rounds: 1 }).figures.oursCpuMedianMs).toBeGreaterThan(200);
  });

  test('passes arguments on as they are', () => {
    const expectArgument = "process.exit(process.argv[1] === '$(exit 3) \"' ? 0 : 4)";
    const command = { file: process.execPath, args: ['-e', expectArgument, '$(exit 3) "'] };
    expect(compareProcesses(command, command, { rounds: 1 }).figures.rounds).toBe(1);
  });

  test('a command that fails is not measured but reported, in its own words', () => {
    expect(() => compareProcesses(node('console.error("no such stack"); process.exit(3)'), node('0'))).toThrow(
      /exit code 3\nno such stack/,
    );
  });
});

test('median', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(() => median([])).toThrow(/no values/);
});
