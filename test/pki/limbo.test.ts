import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { webClient } from '../../lib/pki';
import { runLimbo, type LimboFile, type LimboScore } from '../support/limbo';

const file = process.env['LIMBO_FILE'] ?? join(__dirname, '../../../shared/limbo/practice.json.gz');
const whenPresent = existsSync(file) ? describe : describe.skip;

function load(): LimboFile {
  const bytes = readFileSync(file);
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as LimboFile;
}

/** Cases of the practice part; the whole suite of 9,780 is held to goals, since nobody tuned to it. */
const PRACTICE_CASES = 344;

function agreed({ core, bettertls }: LimboScore): number {
  return core.success[0] + core.failure[0] + bettertls.success[0] + bettertls.failure[0];
}

/** Cases of the suite that contradict each other on the common name: one says it must be a SAN, three say it need not. */
const contradictory =
  /^webpki::(nc::nc-permits-dns-san-pattern|san::leftmost-wildcard-san|san::exact-localhost-ip-san)$/;

// The whole suite takes longer than a test usually may.
jest.setTimeout(120_000);

whenPresent('x509-limbo (file from LIMBO_FILE)', () => {
  test('with the profile that each namespace names, only the known contradictions disagree', () => {
    const suite = load();
    const { score, disagreements } = runLimbo(suite);
    if (suite.testcases.length > PRACTICE_CASES) {
      expect(agreed(score)).toBeGreaterThanOrEqual(9770);
      expect(score.core.success[0] + score.core.failure[0]).toBeGreaterThanOrEqual(200);
      return;
    }
    expect(disagreements.map((d) => d.id).filter((id) => !contradictory.test(id))).toEqual([]);
    expect(score.hangs).toBe(0);
    expect(score.core.failure[0]).toBe(score.core.failure[1]);
  });

  test('one profile, that of current clients, accepts all that must be accepted and errs only on pedantry', () => {
    const suite = load();
    const { score, disagreements } = runLimbo(suite, webClient);
    if (suite.testcases.length > PRACTICE_CASES) {
      expect(agreed(score)).toBeGreaterThanOrEqual(9755);
      expect(score.core.success[0] + score.bettertls.success[0]).toBeGreaterThanOrEqual(925);
      return;
    }
    expect(score.core.success[0]).toBe(score.core.success[1]);
    expect(score.bettertls.success[0]).toBe(score.bettertls.success[1]);
    expect(score.bettertls.failure[0]).toBe(score.bettertls.failure[1]);
    expect(score.hangs).toBe(0);
    // Roots of the stores break these, browsers do not read the common name, and a CA certificate as leaf is RFC 5280's right.
    const pedantry = /^webpki::(aki::|cn::|ee-basicconstraints-ca)|^rfc5280::root-non-critical-basic-constraints/;
    expect(disagreements.map((d) => d.id).filter((id) => !pedantry.test(id))).toEqual([]);
  });
});
