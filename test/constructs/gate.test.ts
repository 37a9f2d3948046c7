import { App, Aspects, IAspect, TerraformStack, Testing } from 'cdktf';
import { IConstruct } from 'constructs';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BindingRule,
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessStack,
  ExchangeVersion,
  IRuleReport,
  BindingView,
  Level,
  RuleMetadata,
  RulePack,
} from '../../lib';
import { PolicyRefusedError } from '../../lib/constructs/refusal';
import { readEstate } from '../../lib/cli/input/estate';
import { judgeEstate } from '../../lib/rules';
import { NOW } from '../support/declared';

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'client-access-gate-'));
}

function app(outdir: string, more: { skipValidation?: boolean } = {}): App {
  const made = new App({ outdir, context: { clientAccessQuiet: 'yes' }, ...more });
  ClientAccessPolicy.of(made).useClock(NOW);
  return made;
}

/** A stack that is refused when `bad`, and accepted otherwise. */
function stackIn(scope: App, id: string, bad: boolean): ClientAccessStack {
  const stack = new ClientAccessStack(scope, id, { localState: false });
  const server = new ClientAccessServer(stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2007_SP3,
    internalHostName: 'cas01.corp.contoso.com',
    certificate: CertificateSource.selfSigned(),
  });
  if (bad) server.addOutlookAnywhere();
  return stack;
}

function deployable(outdir: string): string[] {
  const stacks = join(outdir, 'stacks');
  const files = existsSync(stacks)
    ? readdirSync(stacks).flatMap((stack) => readdirSync(join(stacks, stack)).map((file) => `${stack}/${file}`))
    : [];
  return [
    ...files.filter((file) => /\.tf(\.json)?$|\/plan$/.test(file)),
    ...(existsSync(join(outdir, 'manifest.json')) ? ['manifest.json'] : []),
  ].sort();
}

describe('a refused app leaves nothing deployable', () => {
  test('nothing fresh', () => {
    const outdir = folder();
    const bad = app(outdir);
    stackIn(bad, 'mail', true);
    expect(() => bad.synth()).toThrow(PolicyRefusedError);
    expect(deployable(outdir)).toEqual([]);
  });

  test('nothing stale: what an earlier synth wrote goes too, plan files included, state stays', () => {
    const outdir = folder();
    const good = app(outdir);
    stackIn(good, 'mail', false);
    stackIn(good, 'retired', false);
    good.synth();
    writeFileSync(join(outdir, 'stacks', 'mail', 'plan'), 'a plan');
    writeFileSync(join(outdir, 'stacks', 'mail', 'terraform.tfstate'), '{}');
    expect(deployable(outdir)).toEqual(['mail/cdk.tf.json', 'mail/plan', 'manifest.json', 'retired/cdk.tf.json']);
    const bad = app(outdir);
    stackIn(bad, 'mail', true);
    expect(() => bad.synth()).toThrow(PolicyRefusedError);
    expect(deployable(outdir)).toEqual([]);
    expect(existsSync(join(outdir, 'stacks', 'mail', 'terraform.tfstate'))).toBe(true);
  });

  test('in no stack of the app, when one of several is bad', () => {
    const outdir = folder();
    const mixed = app(outdir);
    stackIn(mixed, 'a-good', false);
    stackIn(mixed, 'b-bad', true);
    new TerraformStack(mixed, 'c-plain');
    expect(() => mixed.synth()).toThrow(PolicyRefusedError);
    expect(deployable(outdir)).toEqual([]);
  });

  test('with skipValidation', () => {
    const outdir = folder();
    const bad = app(outdir, { skipValidation: true });
    stackIn(bad, 'mail', true);
    expect(() => bad.synth()).toThrow(PolicyRefusedError);
    expect(deployable(outdir)).toEqual([]);
  });

  test('with CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS', () => {
    process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = '1';
    try {
      const outdir = folder();
      const bad = app(outdir);
      stackIn(bad, 'mail', true);
      expect(() => bad.synth()).toThrow(PolicyRefusedError);
      expect(deployable(outdir)).toEqual([]);
    } finally {
      delete process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;
    }
  });

  test('a stack that is synthesized without its app passes the same gate', () => {
    const bad = app(folder());
    expect(() => Testing.fullSynth(stackIn(bad, 'mail', true))).toThrow(PolicyRefusedError);
    const good = app(folder());
    expect(() => Testing.fullSynth(stackIn(good, 'mail', false))).not.toThrow();
  });

  test('what an aspect declares while the stacks are written is judged too', () => {
    class AddsOutlookAnywhere implements IAspect {
      public visit(node: IConstruct): void {
        if (node instanceof ClientAccessServer && !node.protocols.some((protocol) => protocol === 'outlook-anywhere'))
          node.addOutlookAnywhere();
      }
    }
    const outdir = folder();
    const sly = app(outdir);
    Aspects.of(stackIn(sly, 'mail', false)).add(new AddsOutlookAnywhere());
    expect(() => sly.synth()).toThrow(PolicyRefusedError);
    expect(deployable(outdir)).toEqual([]);
  });

  test('a manifest that points elsewhere does not lead the broom out of the output folder', () => {
    const outdir = folder();
    const other = folder();
    writeFileSync(join(other, 'main.tf'), "# somebody else's");
    writeFileSync(
      join(outdir, 'manifest.json'),
      JSON.stringify({ stacks: { x: { workingDirectory: `../${other.split('/').pop()}` } } }),
    );
    const bad = app(outdir);
    stackIn(bad, 'mail', true);
    expect(() => bad.synth()).toThrow(PolicyRefusedError);
    expect(existsSync(join(other, 'main.tf'))).toBe(true);
  });
});

describe('the refusal', () => {
  test('holds all findings at once, each with path, file and line, fix and source, and no stack trace', () => {
    const bad = app(folder());
    const stack = new ClientAccessStack(bad, 'mail', { localState: false });
    for (const id of ['cas01', 'cas02']) {
      new ClientAccessServer(stack, id, {
        version: ExchangeVersion.EXCHANGE_2007_SP3,
        internalHostName: `${id}.corp.contoso.com`,
      }).addOutlookAnywhere();
    }
    let refusal: PolicyRefusedError | undefined;
    try {
      bad.synth();
    } catch (error) {
      refusal = error as PolicyRefusedError;
    }
    const findings =
      refusal?.report.findings.filter((finding) => finding.rule === 'outlook-anywhere-self-signed') ?? [];
    expect(findings.map((finding) => finding.server)).toEqual(['mail/cas01', 'mail/cas02']);
    for (const finding of findings) {
      expect(finding.location).toEqual({
        file: 'test/constructs/gate.test.ts',
        line: expect.any(Number),
        column: expect.any(Number),
      });
      expect(finding.fix).not.toBe('');
      expect(finding.source).toContain('SEED');
    }
    const line = readFileSync(__filename, 'utf8').split('\n')[(findings[0].location?.line ?? 1) - 1];
    expect(line).toContain('addOutlookAnywhere');
    expect(refusal?.message).toContain('mail/cas01');
    expect(refusal?.stack).toBe(refusal?.message);
    expect(refusal?.message).not.toMatch(/^\s+at /m);
  });

  test('leaves a report for machines', () => {
    const outdir = folder();
    const bad = app(outdir);
    stackIn(bad, 'mail', true);
    expect(() => bad.synth()).toThrow();
    const report = JSON.parse(readFileSync(join(outdir, 'client-access-report.json'), 'utf8'));
    expect(report.summary).toMatchObject({ refused: true, errors: 1 });
  });
});

class NoPop3 extends BindingRule {
  public readonly metadata: RuleMetadata = {
    id: 'house-rule-no-owa',
    ref: 'HOUSE1',
    title: 'OWA is not allowed here',
    level: Level.ERROR,
    source: 'House rules',
    section: '1',
    rationale: 'a test',
    remediation: 'take OWA off',
  };
  public applies(binding: BindingView): boolean {
    return binding.binding.protocol === 'owa';
  }
  public check(binding: BindingView, report: IRuleReport): void {
    report.finding({ message: `OWA on ${binding.server.server.name}` });
  }
}

describe('what a refused app leaves for a review', () => {
  test('is what was declared, and goes when the app is accepted', async () => {
    const outdir = folder();
    const bad = app(outdir);
    stackIn(bad, 'mail', true);
    expect(() => bad.synth()).toThrow();
    const { estate, notices } = await readEstate([outdir], NOW);
    expect(estate.servers.map((server) => server.id)).toEqual(['mail/cas01']);
    expect(judgeEstate(estate, { now: NOW }).summary.refused).toBe(true);
    expect(notices).toEqual([expect.stringContaining('refused')]);
    expect(estate.faults).toEqual([]);
    const good = app(outdir);
    stackIn(good, 'mail', false);
    good.synth();
    expect((await readEstate([outdir], NOW)).notices).toEqual([]);
    expect(existsSync(join(outdir, 'client-access-refused.json'))).toBe(false);
  });
});

describe('policy is attached at app, stack or construct, and counts there and below', () => {
  const pack = new RulePack({ id: 'house', title: 'House rules', rules: [new NoPop3()] });
  const cases: [string, (made: App, stack: TerraformStack, server: IConstruct) => IConstruct, string[]][] = [
    ['app', (made) => made, ['one/cas01', 'two/cas01']],
    ['stack', (_, stack) => stack, ['one/cas01']],
    ['construct', (_, __, server) => server, ['one/cas01']],
  ];

  test.each(cases)('%s', (_, where, expected) => {
    const made = app(folder());
    const one = stackIn(made, 'one', false);
    stackIn(made, 'two', false);
    ClientAccessPolicy.of(where(made, one, one.node.findChild('cas01'))).addPack(pack);
    const found = ClientAccessPolicy.of(made)
      .judge()
      .findings.filter((finding) => finding.rule === 'house-rule-no-owa');
    expect(found.map((finding) => finding.server)).toEqual(expected);
    expect(() => made.synth()).toThrow(/house-rule-no-owa/);
  });
});

describe('an accepted app', () => {
  test('is synthesized, with a report, byte for byte the same each time', () => {
    const read = (outdir: string): string =>
      readFileSync(join(outdir, 'stacks', 'mail', 'cdk.tf.json'), 'utf8').replace(/"stackTrace": \[[^\]]*\]/g, '');
    const [first, second] = [folder(), folder()].map((outdir) => {
      const good = app(outdir);
      stackIn(good, 'mail', false);
      good.synth();
      return read(outdir);
    });
    expect(first).toBe(second);
  });

  test('holds no date of the judgement: the configuration does not change with the clock', () => {
    const outputs = ['2026-11-23T00:00:00Z', '2027-05-01T00:00:00Z'].map((now) => {
      const outdir = folder();
      const good = new App({ outdir, stackTraces: false, context: { clientAccessQuiet: 'yes' } });
      ClientAccessPolicy.of(good).useClock(new Date(now));
      stackIn(good, 'mail', false);
      good.synth();
      return readFileSync(join(outdir, 'stacks', 'mail', 'cdk.tf.json'), 'utf8');
    });
    expect(outputs[0]).toBe(outputs[1]);
  });

  test('shows a person what clients will see, unless it is set to be quiet', () => {
    const written: string[] = [];
    const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    try {
      for (const context of [{}, { clientAccessQuiet: 'yes' }] as Record<string, string>[]) {
        const shown = new App({ outdir: folder(), context });
        ClientAccessPolicy.of(shown).useClock(NOW);
        stackIn(shown, 'mail', false);
        shown.synth();
      }
    } finally {
      spy.mockRestore();
    }
    expect(written).toEqual([expect.stringContaining('Client Access policy: accepted')]);
    expect(written[0]).toContain('self-signed-without-lifecycle');
  });

  test('levels and acknowledgements change what refuses', () => {
    const lenient = app(folder());
    const stack = new ClientAccessStack(lenient, 'mail', { localState: false });
    new ClientAccessServer(stack, 'cas01', {
      version: ExchangeVersion.EXCHANGE_2007_SP3,
      internalHostName: 'cas01.corp.contoso.com',
    }).addImap4();
    ClientAccessPolicy.of(lenient).refuseFrom(Level.WARNING);
    expect(ClientAccessPolicy.of(lenient).judge().summary.refused).toBe(true);
    ClientAccessPolicy.of(stack).acknowledge({
      rule: 'mail-protocol-in-clear',
      reason: 'inside an isolated test network',
      expires: '2027-01-01',
    });
    expect(ClientAccessPolicy.of(lenient).judge().summary).toMatchObject({ refused: false, acknowledged: 1 });
  });
});
