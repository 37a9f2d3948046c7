import type { Finding, Report } from '../../lib/policy';
import { EXAMPLE_ENVIRONMENT } from '../support/example-environment';
import { Project, type RunOptions } from '../support/project';

// Each test starts an app, and a machine may be busy.
jest.setTimeout(60_000);

/** What an example says once its main.ts is changed or its circumstances are. */
async function varied(
  example: string,
  changes: readonly (readonly [string | RegExp, string])[],
  options: RunOptions = {},
): Promise<{ status: number | null; stderr: string; report: Report }> {
  const project = Project.ofExample(example);
  try {
    let main = project.read('main.ts');
    for (const [from, to] of changes) {
      const changed = main.replace(from, to);
      if (changed === main) throw new Error(`main.ts of ${example} holds no ${String(from)}`);
      main = changed;
    }
    project.write('main.ts', main);
    const { status, stderr } = await project.synth('main.ts', {
      ...options,
      env: { ...EXAMPLE_ENVIRONMENT, ...options.env },
    });
    return { status, stderr, report: JSON.parse(project.read('cdktf.out/client-access-report.json')) as Report };
  } finally {
    project.remove();
  }
}

const of = (report: Report, rule: string): Finding[] => report.findings.filter((finding) => finding.rule === rule);

const outcomes = (report: Report, population: string): string[] => {
  const column = report.matrix.columns.findIndex(({ name }) => name === population);
  const kinds = report.matrix.rows.map((row) => report.matrix.outcomes[row.cells[column]]?.kind);
  return [...new Set(kinds.filter((kind) => kind !== undefined))].sort();
};

describe('what the READMEs say would happen', () => {
  test('01: with Outlook Anywhere, the small office is refused', async () => {
    const { status, report } = await varied('01-small-office', [
      [/\}\);\n\nnew ClientPop/, '}).addOutlookAnywhere();\n\nnew ClientPop'],
    ]);
    expect(status).toBe(1);
    expect(of(report, 'outlook-anywhere-self-signed')).toHaveLength(1);
  });

  test('05: without encryption, POP3 is served in clear and synth says so', async () => {
    const { status, report } = await varied('05-pop3-imap4', [[', encryption: Encryption.TLS }', ' }']]);
    expect(status).toBe(0);
    expect(of(report, 'mail-protocol-in-clear').map(({ message }) => message)).toEqual([
      expect.stringContaining('POP3 on cas01'),
    ]);
  });

  test('06: without legacy.contoso.com on the certificate, those who wait are refused', async () => {
    const name = /'legacy\.contoso\.com'/g;
    const { status, report } = await varied('06-legacy-name', [[name, "'old.contoso.com'"]]);
    expect(status).toBe(1);
    expect(of(report, 'name-not-covered').length).toBeGreaterThan(0);
    expect(outcomes(report, 'moved')).toEqual(['works']);
    expect(outcomes(report, 'not-moved-yet')).not.toEqual(['works']);
  });

  test('07: the certificate names the common name, Autodiscover and each server', async () => {
    const { report } = await varied('07-one-name', []);
    expect(report.findings.map(({ rule }) => rule)).not.toContain('name-not-covered');
    expect(outcomes(report, 'office')).toEqual(['works']);
  });

  test('08: passed through, phones meet the internal certificate and no longer all work', async () => {
    const { report } = await varied('08-phones-behind-load-balancer', [
      ['PublishingMode.BRIDGING', 'PublishingMode.PASS_THROUGH'],
      [/ {2}certificate: CertificateSource\.purchased\(\{[^}]*\}\),\n/, ''],
      ['  trusts: [pki],\n', ''],
    ]);
    expect(outcomes(report, 'own-android-phones')).not.toContain('works');
    expect(outcomes(report, 'office')).toEqual(['works']);
  });

  test('09: with a transport host that the certificate does not name, the hybrid deployment is refused', async () => {
    const { status, report } = await varied('09-hybrid', [
      ["transportHostNames: ['smtp.", "transportHostNames: ['edge."],
    ]);
    expect(status).toBe(1);
    expect(of(report, 'hybrid-name-missing').map(({ message }) => message)).toEqual([
      expect.stringContaining('edge.adatum.com'),
    ]);
  });

  test('10: the accepted note is back on the day after its last', async () => {
    const accepted = async (clock: string): Promise<boolean[]> => {
      const { report } = await varied('10-migration', [], { clock });
      return of(report, 'self-signed-without-lifecycle').map(({ acknowledgement }) => acknowledgement !== undefined);
    };
    expect(await accepted('2027-03-31T23:59:59Z')).toEqual([true]);
    expect(await accepted('2027-04-01T00:00:00Z')).toEqual([false]);
  });
});

describe('what goes wrong around an example', () => {
  test('03: without the password of the PFX, synth says which variable to set', async () => {
    const { status, stderr } = await varied('03-purchased', [], { env: { CONTOSO_PFX_PASSWORD: undefined } });
    expect(status).toBe(1);
    expect(stderr).toContain('CONTOSO_PFX_PASSWORD is not set');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('03: with a wrong password, synth says so, and not which was tried', async () => {
    const { status, stderr } = await varied('03-purchased', [], { env: { CONTOSO_PFX_PASSWORD: 'a-wrong-guess' } });
    expect(status).toBe(1);
    expect(stderr).toMatch(/password/);
    expect(stderr).not.toContain('a-wrong-guess');
  });

  test('03: once the purchase has expired, it is refused', async () => {
    const { status, report } = await varied('03-purchased', [], { clock: '2027-06-01T00:00:00Z' });
    expect(status).toBe(1);
    expect(of(report, 'certificate-expired')).toHaveLength(2);
  });

  test('11: without the root’s certificate the bank’s chain is incomplete, and that is said', async () => {
    const { status, stderr } = await varied('11-offline-root', [
      [/ {2}chainFile: 'certificates\/root-ca\.pem',\n/, ''],
    ]);
    expect(status).toBe(1);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(/Nod Publishers Bank Root,O=[^,]+, whose certificate is missing/);
  });
});
