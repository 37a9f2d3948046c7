import { marked, Token, Tokens } from 'marked';
import { OutcomeKind, Report } from '../../lib/policy';
import { Changes, CertificateChangeKind, DemandKind } from '../../lib/report/changes';
import { formatMarkdown, markdownMarker } from '../../lib/report/markdown';
import { NASTY, reviewEstate } from '../support/review-estate';
import { reviewReport } from '../support/review-report';

function changesOf(report: Report, name = 'field-phones'): Changes {
  const source = 'a document';
  return {
    schemaVersion: 1,
    newFindings: report.findings.slice(0, 1),
    weakerPolicy: [],
    notAskedFindings: [],
    fixedFindings: report.findings.slice(1, 2),
    standingFindings: ['x'],
    cells: [
      {
        population: `contoso-mail/${name}`,
        name,
        binding: `contoso-mail/cas0001/${name}/activesync`,
        server: `contoso-mail/cas0001/${name}`,
        protocol: 'activesync',
        before: { kind: OutcomeKind.WORKS, code: 'trusted', message: 'it was trusted', sources: [source] },
        after: { kind: OutcomeKind.FAILS, code: 'root-blocked', message: `no root for ${name}`, sources: [source] },
      },
    ],
    certificates: [
      {
        certificate: `contoso-mail/${name}`,
        kind: CertificateChangeKind.CHANGED,
        properties: [{ property: 'names', before: name, after: '' }],
        servers: [],
      },
    ],
    demands: [
      {
        kind: DemandKind.NAME,
        population: 'p',
        name,
        count: 3,
        gone: [name],
        now: [name],
        protocols: ['owa'],
        servers: [name],
      },
    ],
    serversAdded: [],
    serversRemoved: [],
  };
}

/** Every table of a Markdown text, wherever it is folded away. */
function tablesOf(markdown: string): Tokens.Table[] {
  const found: Tokens.Table[] = [];
  marked.walkTokens(marked.lexer(markdown, { gfm: true }), (token: Token) => {
    if (token.type === 'table') found.push(token as Tokens.Table);
  });
  return found;
}

describe('formatMarkdown', () => {
  test('begins with the marker by which a later run finds the comment, then the verdict', () => {
    const [marker, verdict] = formatMarkdown(reviewReport(), { name: 'prod' }).split('\n');
    expect(marker).toBe(markdownMarker('prod'));
    expect(verdict).toBe('## Client Access policy: ❌ refused');
    expect(markdownMarker('a --> b')).toBe('<!-- client-access-review:a-----b -->');
  });

  test('changed cells come first', () => {
    const report = reviewReport();
    const text = formatMarkdown(report, { changes: changesOf(report) });
    expect(text.indexOf('### What changes for clients')).toBeLessThan(text.indexOf('### Clients on protocols'));
    expect(text).toContain(
      '| <code>field-phones</code> | ActiveSync | <code>contoso-mail/cas0001/field-phones</code> | ✅ works | **❌ fails**<br>no root for field-phones |',
    );
    expect(text).toContain('1 new, 1 fixed, 1 still there');
  });

  test('says so when no client is touched', () => {
    const report = reviewReport();
    const text = formatMarkdown(report, { changes: { ...changesOf(report), cells: [], demands: [] } });
    expect(text).toContain('Nothing: every client connects as before.');
  });

  test('shows who trusts what as a Mermaid graph', () => {
    const text = formatMarkdown(reviewReport(), { estate: reviewEstate() });
    expect(text).toContain('```mermaid\nflowchart LR\n  a0{{"Contoso Root CA"}}\n');
    expect(text).toContain('a0 --> c1');
  });

  test.each([1, 1_000])(
    'stays under the limit of a comment with %i servers whose names are long and odd',
    (servers) => {
      const options = { servers, nasty: NASTY.repeat(3) };
      const report = reviewReport(options);
      const changes = changesOf(report, NASTY.repeat(4));
      const cells = Array.from({ length: 4_000 }, (_, i) => ({
        ...changes.cells[0],
        server: `${NASTY} ${i}`,
        population: `${i}`,
      }));
      const text = formatMarkdown(report, { estate: reviewEstate(options), changes: { ...changes, cells } });
      expect(text.length).toBeLessThanOrEqual(65_536);
      expect(text).toContain('refused');
    },
  );

  test('drops whole sections, and says so, where even the shortest form is too long', () => {
    const text = formatMarkdown(reviewReport({ nasty: NASTY }), { maxLength: 1_500 });
    expect(text.length).toBeLessThanOrEqual(1_500);
    expect(text).toContain('The rest is left out');
    expect(text.match(/<details/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
  });

  describe('names with metacharacters', () => {
    const options = { nasty: NASTY };
    const report = reviewReport({
      ...options,
      acknowledgements: [{ rule: NASTY, reason: NASTY, expires: NASTY, scope: NASTY, ticket: NASTY }],
    });
    const text = formatMarkdown(report, {
      changes: changesOf(report, NASTY),
      replacements: [{ address: NASTY, type: 'tls_private_key', action: 'replace', reason: NASTY }],
      notices: [NASTY],
      estate: reviewEstate(options),
    });

    test('break no table', () => {
      const tables = tablesOf(text);
      expect(tables.length).toBeGreaterThanOrEqual(2);
      for (const line of text.split('\n').filter((one) => one.startsWith('| '))) {
        const cells = line.split(/(?<!\\)\|/).length;
        expect([4, 5, 6, 7]).toContain(cells);
      }
      for (const { header, rows } of tables) for (const row of rows) expect(row).toHaveLength(header.length);
    });

    test('give no markup, no link, no image and no mention', () => {
      const html = marked.parse(text, { async: false, gfm: true });
      const elements = new Set([...html.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, name]) => name));
      const known = [
        'br',
        'code',
        'details',
        'h2',
        'h3',
        'hr',
        'li',
        'p',
        'pre',
        'strong',
        'em',
        'sub',
        'summary',
        'table',
      ];
      const parts = ['blockquote', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'];
      expect([...elements].filter((name) => ![...known, ...parts].includes(name))).toEqual([]);
      expect(text).not.toMatch(/@\w/);
      expect(text).not.toContain('](');
    });

    test('do not end a Mermaid label or its block', () => {
      const graph = text.slice(text.indexOf('```mermaid'), text.lastIndexOf('```'));
      expect(graph).not.toContain('`code`');
      expect(graph).not.toContain('<script');
      for (const line of graph
        .split('\n')
        .slice(2)
        .filter((one) => one.includes('"')))
        expect(line.match(/"/g)).toHaveLength(2);
    });

    test('leave no control character', () => {
      // eslint-disable-next-line no-control-regex
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    });
  });
});
