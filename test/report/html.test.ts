import { createHash } from 'node:crypto';
import { join } from 'node:path';
import ts from 'typescript';
import { EMPTY_ESTATE } from '../../lib/model';
import { intermediatesOf } from '../../lib/cli/intermediates';
import { Level, Report } from '../../lib/policy';
import { Changes } from '../../lib/report/changes';
import { Direction, directionOf } from '../../lib/report/changes-fold';
import { compare } from '../../lib/report/compare';
import { formatHtml, HtmlOptions } from '../../lib/report/html';
import { groupServers, ServerGroup } from '../../lib/report/html/page';
import { namesOf } from '../../lib/report/html/names';
import { outcomesOf } from '../../lib/report/html/outcomes';
import { html, jsonMarkup, pageAssets } from '../../lib/report/html/markup';
import { PageData } from '../../lib/report/html/page-data';
import { judgeEstate } from '../../lib/rules';
import {
  ACKNOWLEDGEMENTS,
  comparedFixture,
  fixture,
  fixtureEstate,
  FixtureSettings,
  JUDGED_AT,
} from '../support/html-report';

function dataOf(page: string): PageData {
  const json = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(page)?.[1];
  return JSON.parse(json ?? 'null') as PageData;
}

/** The page's script as its own tsconfig compiles it. */
function browserProgram(): ts.Program {
  const folder = join(__dirname, '../../lib/report/browser');
  const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  return ts.createProgram(fileNames, options);
}

function hashes(page: string, tag: string): string[] {
  return [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(
    ([, text]) => `sha256-${createHash('sha256').update(text).digest('base64')}`,
  );
}

/** The elements and attributes of a page, its own script and style apart. */
function markupOf(page: string): { elements: string[]; attributes: string[] } {
  const outside = page.replace(/<(script|style)([^>]*)>[\s\S]*?<\/\1>/g, '<$1$2>');
  const elements = new Set<string>();
  const attributes = new Set<string>();
  for (const [, element, rest] of outside.matchAll(/<([a-zA-Z!][^\s>/]*)((?:[^>"]|"[^"]*")*)>/g)) {
    elements.add(element);
    for (const [, attribute] of rest.matchAll(/([^\s"=/]+)(?:="[^"]*")?/g)) attributes.add(attribute);
  }
  return { elements: [...elements].sort(), attributes: [...attributes].sort() };
}

const pageOf = (settings: Parameters<typeof fixture>[0], options?: Parameters<typeof formatHtml>[2]): string => {
  const { report, estate } = fixture(settings);
  return formatHtml(report, estate, options);
};

function groupsOf(settings: FixtureSettings): ServerGroup[] {
  const { report, estate } = fixture(settings);
  return groupServers(report.matrix, outcomesOf(report.matrix, namesOf(report, estate)));
}

/** The words of the page, as a reader without script sees them. */
function words(page: string): string {
  return page
    .replace(/<(script|style|svg|template)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

/** The words of one section. */
function section(page: string, id: string): string {
  return words(new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(page)?.[0] ?? '');
}

describe('what a reviewer reads first', () => {
  const page = pageOf({ servers: 20, acknowledgements: ACKNOWLEDGEMENTS });

  test('the verdict, whom it hits and when it was judged', () => {
    const text = words(page);
    expect(text).toContain('Refused');
    expect(text).toContain(
      '6 of 12 client populations (6,870 clients) can’t connect somewhere; 4 (4,585 clients) are asked to trust a certificate; 1 (2,100 clients) can’t be judged yet.',
    );
    expect(text).toContain('23 Nov 2026, 16:41 UTC , as declared');
  });

  test('who fails, why, and what to do; the gravest cause first, each reason once', () => {
    const text = section(page, 'affected');
    expect(text.match(/the operator locked the root store/g)).toHaveLength(1);
    expect(text).toMatch(
      /field-phones Windows Mobile 6.0 · Mail application of the platform · outside · 640 clients ActiveSync on 13 servers/,
    );
    expect(text).toContain('buy the certificate from a CA whose root these phones ship with');
    expect(text.indexOf('fails')).toBeLessThan(text.indexOf('prompts'));
    expect(text.indexOf('prompts')).toBeLessThan(text.indexOf('unknown'));
    expect(text).toMatch(/Works everywhere it connects: lab-unix-mail 120 reception-kiosks 40 scanner-fleet 230/);
  });

  test('findings by level with path, file and line, fix and source', () => {
    const text = section(page, 'findings');
    expect(text).toMatch(/Errors 5 .*Warnings 12 .*Notes 7/);
    expect(text).toContain('Outlook Anywhere on cas08 presents the self-signed certificate that setup made');
    expect(text).toContain('contoso/cas08 lib/mail.ts:19:5');
    expect(text).toContain('bind a certificate to IIS on cas08');
    expect(text).toContain('Understanding SSL for Client Access Servers, Self-Signed Certificates');
    expect(page.includes('<a href="https://learn.microsoft.com/exchange" rel="noreferrer noopener"')).toBe(true);
  });

  test('accepted findings say why and until when, and expired acknowledgements come first', () => {
    const why = 'Accepted until 2027-03-31: the state is encrypted and only the pipeline reads it (SEC-204)';
    const small = { servers: 1, nameOf: () => 'cas01', acknowledgements: ACKNOWLEDGEMENTS };
    expect(section(pageOf(small), 'findings')).toContain(why);
    expect(dataOf(page).findings.filter(({ accepted }) => accepted === why)).toHaveLength(1);
    const text = section(page, 'rules');
    expect(text.indexOf('expired')).toBeLessThan(text.indexOf('used'));
    expect(text).toContain('it expired on 2026-10-01; fix the fault, or decide again and give a new day');
    expect(text).toContain('the host name is ${var.owa_host}, which only plan knows');
  });

  test('a finding about the estate as a whole says so', () => {
    const { report, estate } = fixture({ servers: 1 });
    const whole = formatHtml({ ...report, findings: [{ ...report.findings[0], path: '' }] }, estate);
    expect(section(whole, 'findings')).toContain('(the whole estate)');
    expect(dataOf(whole).findings[0].path).toBe('(the whole estate)');
  });

  test('labels stand for the ids of platforms', () => {
    const page = pageOf({ servers: 1 });
    expect(section(page, 'affected')).toContain('Windows Mobile 6.0 · Mail application of the platform · outside');
    expect(dataOf(page).populations[1].about[0]).toBe('Windows Mobile 6.0');
  });

  test('keys of sources are expanded, in the page and in the panel; what is in words stays', () => {
    const { report, estate } = fixture({ servers: 1 });
    const outcomes = report.matrix.outcomes.map((outcome) => ({ ...outcome, sources: ['SEED, Certificate Types'] }));
    const page = formatHtml({ ...report, matrix: { ...report.matrix, outcomes } }, estate);
    const words = 'Understanding SSL for Client Access Servers, Certificate Types (';
    expect(section(page, 'affected')).toContain(words);
    expect(dataOf(page).outcomes.map(({ source }) => source.startsWith(words))).not.toContain(false);
    expect(section(page, 'findings')).toContain('This library, Key custody');
  });
});

describe('what the page holds', () => {
  test('same report, same bytes', () => {
    expect(pageOf({ servers: 20 })).toBe(pageOf({ servers: 20 }));
  });

  test('only its own style and script may run, and nothing is fetched', () => {
    const page = pageOf({ servers: 20 });
    const policy =
      /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1].replace(/&#39;/g, "'") ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(hashes(page, 'script')).toHaveLength(1);
    expect(policy).toContain(`script-src '${hashes(page, 'script')[0]}'`);
    expect(policy).toContain(`style-src '${hashes(page, 'style')[0]}'`);
    const { elements, attributes } = markupOf(page);
    for (const fetching of ['link', 'img', 'iframe', 'object', 'embed', 'base', 'video', 'image'])
      expect(elements).not.toContain(fetching);
    expect(
      attributes.filter((name) => /^(?:src|srcset|style|action|formaction|background|xlink|on.*)$/.test(name)),
    ).toEqual([]);
    expect(/@import|url\(/.test(page)).toBe(false);
  });

  test('its script passes the compiler with the browser’s types alone, and calls nothing that makes markup or requests', () => {
    const program = browserProgram();
    const faults = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText, file }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
    expect(faults).toEqual([]);
    expect(program.getSourceFiles().filter(({ fileName }) => fileName.includes('@types/node'))).toEqual([]);
    expect(pageAssets().script).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|fetch\(|XMLHttpRequest|import\(/,
    );
  }, 60_000);

  test('like servers are one group, whatever their number', () => {
    expect(groupsOf({ servers: 1000 }).map(({ servers }) => servers.length)).toEqual([420, 393, 167, 20]);
    const data = dataOf(pageOf({ servers: 1000 }));
    expect(data.groups).toHaveLength(4);
    expect(data.servers).toHaveLength(1000);
    expect(data.findings).toHaveLength(fixture({ servers: 1000 }).report.findings.length);
  });

  test('servers that differ in one outcome are not put together', () => {
    expect(groupsOf({ servers: 30, allDifferent: true })).toHaveLength(30);
  });

  test('reasons that differ in a name alone do not keep servers apart, and each server keeps its own', () => {
    const settings = { servers: 30, ownReasons: true };
    expect(groupsOf(settings)).toHaveLength(groupsOf({ servers: 30 }).length);
    const page = pageOf(settings);
    expect(section(page, 'affected')).toMatch(
      /lacks cas\d\d\.corp\.contoso\.com .* and 27 more alike, each in the matrix/,
    );
    const data = dataOf(page);
    const shown = new Set(
      data.groups.flatMap(({ rows }) =>
        rows.flatMap(({ cells, others }) => [cells, ...Object.values(others ?? {})]).flat(),
      ),
    );
    expect(
      data.outcomes.filter(({ reason }, number) => reason.includes('lacks cas') && shown.has(number)),
    ).toHaveLength(30);
  });

  test('1,000 servers stay below a megabyte', () => {
    expect(Buffer.byteLength(pageOf({ servers: 1000 }))).toBeLessThan(1_000_000);
  });

  test('more findings than it may hold: the gravest stay, and it says how many are missing', () => {
    const page = pageOf({ servers: 1000 }, { maxFindings: 100 });
    expect(dataOf(page).findings).toHaveLength(100);
    expect(dataOf(page).findings.filter(({ rule }) => dataOf(page).rules[rule].level === Level.ERROR)).toHaveLength(24);
    expect(words(page)).toContain('905 findings more than this page holds');
  });

  test('a finding of a certificate leads to the bindings that present it', () => {
    const { report, estate } = fixture({ servers: 2 });
    const data = dataOf(formatHtml(report, estate));
    const finding = data.findings.find(({ message }) => message.startsWith('the key of contoso/cas1/Certificate'));
    const server = data.servers.indexOf('cas1');
    expect(finding?.bindings).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((row) => server * data.rowsPerServer + row));
  });
});

describe('an estate with less in it', () => {
  test('nothing at all', () => {
    const page = formatHtml(fixture({ servers: 0, populations: 0 }).report, EMPTY_ESTATE);
    expect(words(page)).toContain('Accepted');
    expect(words(page)).toContain('No client populations are declared, so it is not known who would stop working.');
    expect(words(page)).toContain('No certificate is declared.');
  });

  test('without the estate, chains and lifetimes are left out', () => {
    const { report } = fixture({ servers: 3 });
    const page = formatHtml(report);
    expect(section(page, 'trust')).toBe('');
    expect(section(page, 'expiry')).toBe('');
    expect(section(page, 'affected')).toContain('field-phones');
  });

  test('everything works', () => {
    const { report, estate } = fixture({ servers: 2, populations: 1 });
    expect(words(formatHtml(report, estate))).toContain('Every client population works on every binding that it uses.');
  });

  test('a report of a newer schema: words that nobody knows stay as they are', () => {
    const { report, estate } = fixture({ servers: 1 });
    const outcomes = report.matrix.outcomes.map((outcome) => ({ ...outcome, kind: 'postponed' }));
    const newer = { ...report, judgedAt: 'some day', matrix: { ...report.matrix, outcomes } } as unknown as Report;
    expect(words(formatHtml(newer, estate))).toContain('Judged some day');
  });
});

describe('chains and lifetimes', () => {
  test('like certificates and the servers that present them are one box', () => {
    const page = pageOf({ servers: 1000 });
    const text = section(page, 'trust');
    expect(text).toContain('Contoso Root CA private root');
    expect(text).toContain('Commercial TLS CA 5 intermediate');
    expect(text).toContain('587 certificates internal CA · RSA 2048 · key: terraform');
    expect(text).toContain('20 self-signed certificates vouches for itself');
    expect(
      (/<svg\s+class="drawing chains"[\s\S]*?<\/svg\s*>/.exec(page)?.[0].match(/<rect/g) ?? []).length,
    ).toBeLessThan(20);
  });

  test('given names of intermediates are used', () => {
    const { report, estate } = fixture({ servers: 2 });
    const page = formatHtml(report, estate, {
      intermediates: { 'contoso/cas2/Certificate': ['Issuing CA', 'Policy CA'] },
    });
    expect(section(page, 'trust')).toMatch(
      /Commercial Global Root G2.*Policy CA intermediate Issuing CA intermediate cas2\/Certificate/,
    );
  });

  test('a certificate whose root nobody knows is shown as such', () => {
    const { report, estate } = fixture({ servers: 1 });
    const certificates = estate.certificates.map(({ anchor: _, ...certificate }) => certificate);
    expect(section(formatHtml(report, { ...estate, certificates }), 'trust')).toContain('Not known no path to a root');
  });

  test('a cross-signed CA hangs on both roots', () => {
    const { report, estate } = fixture({ servers: 1 });
    const certificates = estate.certificates.map((certificate) => ({
      ...certificate,
      furtherAnchors: ['contoso/CorporateCa'],
    }));
    expect(section(formatHtml(report, { ...estate, certificates }), 'trust')).toMatch(
      /Commercial Global Root G2 .*Commercial TLS CA 5.*Contoso Root CA private root.*Commercial TLS CA 5/,
    );
  });

  test('what ended, what ends soon and what is issued later', () => {
    const text = section(pageOf({ servers: 1000 }), 'expiry');
    expect(text).toContain('ended 17 Nov 2026, 7 days ago');
    expect(text).toContain('ends 26 Nov 2026, in 2 days');
    expect(text).toContain('lasts 730 days once issued');
  });

  test('the limits in force and to come, and how many purchased certificates last longer', () => {
    const text = section(pageOf({ servers: 20 }), 'expiry');
    expect(text).toMatch(/15 Mar 2026 in force 200 3 none lasts longer/);
    expect(text).toMatch(/15 Mar 2027 100 6 7 last longer/);
    expect(text).toMatch(/15 Mar 2029 47 12 7 last longer/);
    expect(text).not.toContain('398');
  });

  test('a certificate without dates is named, not drawn', () => {
    const { report, estate } = fixture({ servers: 1 });
    const certificates = estate.certificates.map((certificate) => ({ ...certificate, facts: {} }));
    expect(section(formatHtml(report, { ...estate, certificates }), 'expiry')).toContain(
      'Not known yet when they end: Edge/Certificate, cas1/Certificate',
    );
  });
});

describe('what a change does', () => {
  const comparedPage = (settings: FixtureSettings, more: HtmlOptions = {}): string => {
    const { report, estate, changes, replacements } = comparedFixture(settings);
    return formatHtml(report, estate, { changes, replacements, ...more });
  };
  const page = comparedPage({ servers: 20 });
  const text = section(page, 'changes');

  test('stands before everything but the verdict', () => {
    const order = [...page.matchAll(/<section id="([a-z]+)"/g)].map(([, id]) => id);
    expect(order.slice(0, 2)).toEqual(['changes', 'affected']);
    expect(page).toMatch(/<a href="#changes"\s*>Changes/);
  });

  test('who is worse off and who better, on how many connections', () => {
    const { changes } = comparedFixture({ servers: 20 });
    expect(text).toContain(
      '9 of 12 client populations (10,555 clients) are worse off; 3 (2,800 clients) are better off',
    );
    expect(text).toMatch(/connections worse 23 connections better 6 changed otherwise 19 /);
    expect(changes.cells).toHaveLength(23 + 6 + 19);
  });

  test('which cells flip, to what, why and what to do, each kind of change once', () => {
    expect(text).toMatch(
      /worse than before: works → becomes fails 2 populations, 700 clients, 8 connections field-phones ActiveSync on 4 servers/,
    );
    expect(text).toContain('old-android ActiveSync on 4 servers');
    expect(text.match(/the operator locked the root store/g)).toHaveLength(2); // what fails now, and what failed before
    expect(text).toMatch(/better than before: fails → becomes works .* field-phones ActiveSync on cas05, cas14/);
    expect(text).toMatch(/changed otherwise: works → becomes not met .* mac-users IMAP4 on 19 servers/);
  });

  test('findings that are new, fixed and still there, by rule', () => {
    const { changes } = comparedFixture({ servers: 20 });
    const { newFindings, fixedFindings } = changes;
    expect(text).toMatch(new RegExp(`New ${newFindings.length} .*Fixed ${fixedFindings.length} .*Still there 15 `));
    expect(text).toContain('ECA401 Terraform holds the private key 4 the key of contoso/cas01/Certificate');
    const data = dataOf(page);
    expect(data.findings.filter(({ fresh }) => fresh).map(({ message }) => message)).toEqual(
      expect.arrayContaining(newFindings.map(({ message }) => message)),
    );
    expect(data.findings.filter(({ fresh }) => fresh)).toHaveLength(newFindings.length);
  });

  test('of two findings with one key that the base has once, one is new', () => {
    const { report, estate } = fixture({ servers: 1 });
    const [finding] = report.findings;
    const doubled = { ...report, findings: [finding, { ...finding, message: 'the second' }] };
    const twice = formatHtml(doubled, estate, { changes: compare({ report }, { report: doubled }) });
    expect(dataOf(twice).findings.map(({ message, fresh }) => [message === 'the second', fresh])).toEqual([
      [false, undefined],
      [true, 'new'],
    ]);
  });

  test('certificates by what changes about them, like ones once', () => {
    expect(text).toContain('Certificates that change 18');
    expect(text).toMatch(/changed 9 alike: cas03\/Certificate, .* and 6 more lifetime: 365 days → becomes 730 days/);
    expect(text).toMatch(/source: purchased → becomes internal CA/);
    expect(text).toMatch(/removed contoso\/cas22\/Certificate source: internal CA/);
    expect(text).toMatch(/1 server added: cas20 .*1 server removed: contoso\/cas22/);
  });

  test('what the apply replaces, with a base and without', () => {
    const { report, estate, replacements } = comparedFixture({ servers: 20 });
    for (const shown of [page, formatHtml(report, estate, { replacements })])
      expect(section(shown, 'changes')).toMatch(
        /13 of tls_locally_signed_cert tls_locally_signed_cert\.cas01, .* created again, then the old one destroyed replace because cannot update tls_private_key.ca destroyed, then created again/,
      );
    expect(section(formatHtml(report, estate, { replacements }), 'changes')).not.toContain('Findings');
  });

  test('nothing changed, and that is said', () => {
    const { report, estate } = fixture({ servers: 2 });
    const same = formatHtml(report, estate, { changes: compare({ report, estate }, { report, estate }) });
    expect(section(same, 'changes')).toContain('Every client connects as before.');
    expect(section(same, 'changes')).not.toContain('certificates changed');
  });

  test('without a base there is no such section, no filter and no mark', () => {
    const { report, estate } = fixture({ servers: 2 });
    const alone = formatHtml(report, estate, { replacements: [] });
    expect(section(alone, 'changes')).toBe('');
    expect(alone).not.toContain('id="filter-changed"');
    expect(dataOf(alone).before).toBeUndefined();
  });

  test('what reading the base had to say', () => {
    const notices = ['main.json is a report, so certificates are not compared <b>'];
    expect(words(comparedPage({ servers: 1 }, { notices }))).toContain('Note: main.json is a report, so certificates');
  });

  test.each<FixtureSettings>([
    { servers: 20 },
    { servers: 1000 },
    { servers: 60, ownReasons: true },
    { servers: 30, allDifferent: true },
  ])('the matrix marks every cell that flipped and no other: %j', (settings) => {
    const { changes, report } = comparedFixture(settings);
    const { groups, before } = dataOf(comparedPage(settings));
    const marked = groups.flatMap(({ servers, rows }) =>
      rows.flatMap(({ was }) => (was ?? []).filter((state) => state >= 0).map((state) => [state, servers.length])),
    );
    const bindings = new Set(report.matrix.rows.map(({ binding }) => binding));
    const there = changes.cells.filter(({ binding }) => bindings.has(binding));
    expect(marked.reduce((count, [, servers]) => count + servers, 0)).toBe(there.length);
    for (const direction of Object.values(Direction))
      expect(
        marked.reduce((count, [state, servers]) => count + (before?.[state].direction === direction ? servers : 0), 0),
      ).toBe(there.filter((change) => directionOf(change) === direction).length);
  });

  test('1,000 servers that lose a name each are a few lines, and the page stays below a megabyte and a half', () => {
    const large = comparedPage({ servers: 1000, ownReasons: true });
    expect(section(large, 'changes')).toMatch(
      /lacks cas\d+\.corp\.contoso\.com and 9\d\d more alike, each in the matrix/,
    );
    expect(section(large, 'changes').length).toBeLessThan(15_000);
    expect(large.match(/<article/g)?.length).toBeLessThan(25);
    expect(Buffer.byteLength(large)).toBeLessThan(1_500_000);
  });

  test('words that no version knows stay as they are', () => {
    const { report, estate, changes } = comparedFixture({ servers: 2 });
    const strange = JSON.parse(
      JSON.stringify(changes).replaceAll('"works"', '"constructor"').replaceAll('"internal-ca"', '"__proto__"'),
    ) as Changes;
    const replacements = [{ address: 'a.b', type: 'a', action: 'constructor' }];
    const shown = section(formatHtml(report, estate, { changes: strange, replacements }), 'changes');
    expect(shown).toContain('constructor → becomes fails');
    expect(shown).toContain('__proto__');
    expect(shown).toContain('a.b constructor');
  });
});

describe('names that would be code', () => {
  const NASTY = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'onmouseover='alert(1)",
    '</script><script>alert(1)</script>',
    '<!--<script>',
    ']]>&lt;b&gt;`${alert(1)}`|',
    '\u001b[31mred\u0007\u202egnp.exe\u2028\n\ud800',
    '{{constructor}}',
  ];

  test.each(NASTY)('%j stays text', (nasty) => {
    const { report, estate } = fixture({ servers: 3, nasty });
    const page = formatHtml(report, estate, { title: nasty });
    expect(page.match(/<script[\s>]/g)).toHaveLength(2);
    expect(markupOf(page)).toEqual(markupOf(pageOf({ servers: 3 })));
    // eslint-disable-next-line no-control-regex
    expect(page.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/)).toBeNull();
    expect(dataOf(page).populations[0].name).toContain('office-outlook');
    expect(Buffer.from(page, 'utf8').toString('utf8')).toBe(page);
  });

  test.each(NASTY)('%j stays text in what changed', (nasty) => {
    const shown = (settings: FixtureSettings): string => {
      const { report, estate, changes, replacements } = comparedFixture(settings);
      const { nasty: mark = '' } = settings;
      const marked = (text: string): string => text + mark;
      return formatHtml(report, estate, {
        changes: {
          ...changes,
          cells: changes.cells.map((cell) => ({
            ...cell,
            ...(cell.before ? { before: { ...cell.before, message: marked(cell.before.message) } } : {}),
            ...(cell.after ? { after: { ...cell.after, message: marked(cell.after.message), fix: mark } } : {}),
          })),
          certificates: changes.certificates.map((certificate) => ({
            ...certificate,
            properties: [{ property: `names${mark}`, before: marked('a'), after: marked('b') }],
          })),
          fixedFindings: changes.fixedFindings.map((finding) => ({ ...finding, message: marked(finding.message) })),
        },
        replacements: replacements.map((one) => ({ ...one, type: marked(one.type), reason: marked('r') })),
        notices: [marked('note')],
      });
    };
    const page = shown({ servers: 8, nasty });
    expect(page.match(/<script[\s>]/g)).toHaveLength(2);
    expect(markupOf(page)).toEqual(markupOf(shown({ servers: 8 })));
    // eslint-disable-next-line no-control-regex
    expect(page.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/)).toBeNull();
  });

  test('a rule’s address becomes a link only on the web', () => {
    const { report, estate } = fixture({ servers: 20 });
    const rules = report.rules.map((tally) => ({ ...tally, rule: { ...tally.rule, url: 'javascript:alert(1)' } }));
    expect(formatHtml({ ...report, rules }, estate).includes('javascript:')).toBe(false);
  });

  test('a template escapes what it is given, and markup once', () => {
    expect(html`<b title="${`"'<>&`}">${['a<', html`<i>${'<'}</i>`, undefined, 3]}</b>`.text).toBe(
      '<b title="&quot;&#39;&lt;&gt;&amp;">a&lt;<i>&lt;</i>3</b>',
    );
    expect(jsonMarkup({ a: '</script><!--' }).text).toBe('{"a":"\\u003c/script>\\u003c!--"}');
  });
});

test('a judgement by every rule of the package: each finding, unknown and cause has its place', () => {
  const estate = fixtureEstate({ servers: 20 });
  const report = judgeEstate(estate, { now: JUDGED_AT });
  const page = formatHtml(report, estate, { intermediates: intermediatesOf(estate) });
  for (const { ref, title } of dataOf(page).rules) expect(section(page, 'findings')).toContain(`${ref} ${title}`);
  expect(dataOf(page).findings).toHaveLength(report.findings.length);
  expect(section(page, 'affected')).toContain(
    'Understanding SSL for Client Access Servers, Self-Signed Certificates (Microsoft TechNet bb310791',
  );
  expect(section(page, 'affected')).toContain('Windows Mobile 6.0');
  expect(section(page, 'rules')).toContain(`All rules ${report.rules.length}`);
});

test('the fixture is an estate as the constructs make it', () => {
  expect(fixtureEstate({ servers: 1 }).bindings).toHaveLength(8);
  expect(fixture({ servers: 1 }).report.judgedAt).toBe(JUDGED_AT.toISOString());
});
