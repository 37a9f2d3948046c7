import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BindingRule, BindingView, EstateView, IRuleReport, Level, RuleMetadata } from 'cdktf-exchange-client-access';
import { RuleTester, TestEstate } from 'cdktf-exchange-client-access/testing';

/** A rule as a user writes one: against the public API alone. */
class NoBasicAuthentication extends BindingRule {
  public readonly metadata: RuleMetadata = {
    id: 'basic-authentication-outside',
    ref: 'OURS1',
    title: 'Basic authentication is offered outside',
    level: Level.WARNING,
    source: 'Our policy',
    section: '4.2',
    rationale: 'We do not offer basic authentication outside.',
    remediation: 'use modern authentication',
  };
  public applies({ binding }: BindingView): boolean {
    return binding.externalHosts.length > 0;
  }
  public check({ binding }: BindingView, report: IRuleReport, _estate: EstateView): void {
    if (binding.externalHosts.some(({ value }) => value === undefined)) report.unknown('a name is not known');
    else if (binding.authentication.includes('basic' as never))
      report.finding({ message: `${binding.protocol} offers basic authentication outside` });
  }
}

const rule = new NoBasicAuthentication();
const owa = (more: object = {}) =>
  TestEstate.of({ servers: [{ protocols: [{ protocol: 'owa' as never, authentication: [], ...more }] }] });
const cases = {
  compliant: [{ name: 'none', estate: owa() }],
  nonCompliant: [{ name: 'basic', estate: owa({ authentication: ['basic'] }), messages: [/^owa offers/], findings: 1 }],
  notApplicable: [{ name: 'inside', estate: owa({ externalHosts: [] }) }],
  unknown: [{ name: 'a token', estate: owa({ externalHosts: [{ expression: '${var.x}' }] }), reasons: ['not known'] }],
};

// A user's rule, tested as the rules of the package are.
RuleTester.run(rule, cases);

describe('without a test runner the first case that fails is thrown', () => {
  const runner = globalThis as { it?: unknown; describe?: unknown };
  const alone = (body: () => void): void => {
    const { it: _it, describe: _describe } = runner;
    delete runner.it;
    delete runner.describe;
    try {
      body();
    } finally {
      Object.assign(runner, { it: _it, describe: _describe });
    }
  };
  const thrown = (changed: object): string => {
    let message = '';
    alone(() => {
      try {
        RuleTester.run(rule, { ...cases, ...changed });
      } catch (error) {
        message = (error as Error).message;
      }
    });
    return message;
  };

  test('nothing is thrown where all is as said', () => expect(thrown({})).toBe(''));
  test.each([
    [
      'compliant',
      { compliant: [{ name: 'x', estate: owa({ authentication: ['basic'] }) }] },
      'basic-authentication-outside: compliant: x: expected some compliant subject',
    ],
    ['not applicable', { notApplicable: [{ name: 'x', estate: owa() }] }, 'expected that the rule applies to nothing'],
    ['unknown', { unknown: [{ name: 'x', estate: owa() }] }, 'expected an unknown result'],
    [
      'findings',
      { nonCompliant: [{ name: 'x', estate: owa({ authentication: ['basic'] }), findings: 2 }] },
      'expected 2 finding(s)',
    ],
    [
      'messages',
      { nonCompliant: [{ name: 'x', estate: owa({ authentication: ['basic'] }), messages: ['nothing like it'] }] },
      'expected a message like nothing like it',
    ],
    [
      'populations',
      { nonCompliant: [{ name: 'x', estate: owa({ authentication: ['basic'] }), populations: ['nobody'] }] },
      'expected a finding that names nobody',
    ],
    ['a kind of case is missing', { compliant: [] }, 'there is no compliant case'],
  ])('%s', (_, changed, said) => expect(thrown(changed)).toContain(said));
});

it('runs in a plain script', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rule-tester-'));
  const root = join(__dirname, '../..');
  try {
    const script = join(folder, 'rule.ts');
    writeFileSync(
      script,
      `import { RuleTester, TestEstate } from ${JSON.stringify(join(root, 'lib/testing'))};
import { nameNotCovered } from ${JSON.stringify(join(root, 'lib/rules/names/name-not-covered'))};
RuleTester.run(nameNotCovered, {
  compliant: [{ name: 'right', estate: TestEstate.of() }],
  nonCompliant: [{ name: 'wrong', estate: TestEstate.of({ certificates: { web: { facts: { dnsNames: [] } } } }) }],
  notApplicable: [{ name: 'nothing', estate: TestEstate.of({ servers: [] }) }],
});
console.log('all as said');
`,
    );
    expect(execFileSync(process.execPath, ['--import', 'tsx', script], { cwd: root, encoding: 'utf8' })).toBe(
      'all as said\n',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
