import { Certificate, Estate, KeyType, TrustAnchorKind } from '../../lib/model';
import { Outcome, OutcomeKind, Report } from '../../lib/policy';
import { CellChange, CertificateChange, CertificateChangeKind, Changes, DemandKind } from '../../lib/report/changes';
import { Direction, directionOf, foldCertificates, foldChanges, foldReplacements } from '../../lib/report/changes-fold';
import { compare } from '../../lib/report/compare';
import { foldDemands } from '../../lib/report/demands';
import { reviewEstate } from '../support/review-estate';
import { reviewReport } from '../support/review-report';

function between(base: Estate, head: Estate): Changes {
  const judged = (estate: Estate): { report: Report; estate: Estate } => ({ report: reviewReport({}, estate), estate });
  return compare(judged(base), judged(head));
}

function withCertificate(estate: Estate, index: number, change: Partial<Certificate>): Estate {
  const certificates = estate.certificates.map((one, at) => (at === index ? { ...one, ...change } : one));
  return { ...estate, certificates };
}

describe('compare', () => {
  const before = reviewEstate({ servers: 3, selfSignedEvery: 0 });
  const after = reviewEstate({ servers: 3, selfSignedEvery: 2 });

  test('findings are new, fixed or still there', () => {
    const forth = between(before, after);
    const back = between(after, before);
    const keys = (findings: { key: string }[]): string[] => findings.map(({ key }) => key);
    expect(keys(forth.newFindings)).toEqual([
      'outlook-anywhere-self-signed[contoso-mail/cas0001/outlook-anywhere]',
      'outlook-anywhere-self-signed[contoso-mail/cas0003/outlook-anywhere]',
    ]);
    expect(forth.fixedFindings).toEqual([]);
    expect(keys(back.fixedFindings)).toEqual(keys(forth.newFindings));
    expect(forth.standingFindings).toEqual(back.standingFindings);
    expect(forth.standingFindings).toHaveLength(1);
  });

  test('cells that flip', () => {
    const { cells } = between(before, after);
    expect(
      cells.map(({ name, server, protocol, before: b, after: a }) => [name, server, protocol, b?.kind, a?.kind]),
    ).toEqual([
      ['office', 'contoso-mail/cas0001', 'outlook-anywhere', 'works', 'fails'],
      ['office', 'contoso-mail/cas0003', 'outlook-anywhere', 'works', 'fails'],
    ]);
  });

  test('a server that comes or goes is reported once, with the cells in which its clients do not connect', () => {
    const smaller = reviewEstate({ servers: 2, selfSignedEvery: 0 });
    const larger = between(smaller, before);
    expect(larger.serversAdded).toEqual(['contoso-mail/cas0003']);
    expect(larger.cells.map(({ after: a }) => a?.kind)).toEqual(['prompts', 'fails']);
    expect(larger.cells.every(({ before: b }) => b === undefined)).toBe(true);
    const less = between(before, smaller);
    expect(less.serversRemoved).toEqual(['contoso-mail/cas0003']);
    expect(less.cells).toEqual([]);
    expect(less.certificates.map(({ kind }) => kind)).toEqual([CertificateChangeKind.REMOVED]);
  });

  describe('what is asked of clients', () => {
    const edited = (change: (text: string) => string): Estate => JSON.parse(change(JSON.stringify(before))) as Estate;

    test('is nothing where nothing changes', () => {
      expect(between(before, before).demands).toEqual([]);
    });

    test('is a name that nothing answers to any more, though the matrix stays as it is', () => {
      const renamed = edited((text) => text.replaceAll('cas2.corp.contoso.com', 'webmail.corp.contoso.com'));
      const { cells, demands } = between(before, renamed);
      expect(cells).toEqual([]);
      expect(demands).toContainEqual(
        expect.objectContaining({
          kind: DemandKind.NAME,
          name: 'office',
          gone: ['cas2.corp.contoso.com'],
          now: ['webmail.corp.contoso.com'],
          servers: ['contoso-mail/cas0002'],
        }),
      );
    });

    test('is a root that is new behind what works, and one that all ship is not', () => {
      const [anchor] = before.anchors;
      const other = { ...anchor, id: 'contoso-mail/new-ca', name: 'Contoso New Root' };
      const moved = (kind: TrustAnchorKind): Estate =>
        withCertificate({ ...before, anchors: [anchor, { ...other, kind }] }, 1, { anchor: other.id });
      const roots = (head: Estate): string[][] =>
        between(before, head).demands.flatMap(({ kind, now }) => (kind === DemandKind.ROOT ? [now] : []));
      expect(roots(moved(TrustAnchorKind.PRIVATE))).toContainEqual(['Contoso New Root']);
      expect(roots(moved(TrustAnchorKind.COMMERCIAL))).toEqual([]);
    });

    test('is reported once for populations of which the same is asked', () => {
      const renamed = edited((text) => text.replaceAll('mail.contoso.com', 'webmail.contoso.com'));
      const { demands } = between(before, renamed);
      const folds = foldDemands([...demands, ...demands.map((demand) => ({ ...demand, name: 'others', count: 7 }))]);
      expect(folds).toHaveLength(demands.length);
      expect(folds[0].populations).toEqual([demands[0].name, 'others']);
      expect(folds[0].clients).toBe((demands[0].count ?? 0) + 7);
    });
  });

  test('a protocol that is taken away from a server that stays is reported', () => {
    const bindings = before.bindings.filter(({ id }) => id !== 'contoso-mail/cas0001/ews');
    const { cells } = between(before, { ...before, bindings });
    expect(cells.map(({ binding, before: b, after: a }) => [binding, b?.kind, a])).toEqual([
      ['contoso-mail/cas0001/ews', 'works', undefined],
    ]);
  });

  test.each<[string, Partial<Certificate>, string, string]>([
    [
      'names',
      { facts: { ...before.certificates[0].facts, dnsNames: [{ value: 'b.example' }, { expression: '${var.a}' }] } },
      'names',
      '${var.a}, b.example',
    ],
    ['key', { facts: { ...before.certificates[0].facts, keyType: KeyType.ECDSA, keyBits: 256 } }, 'key', 'ecdsa 256'],
    [
      'lifetime',
      { facts: { ...before.certificates[0].facts, lifetimeSeconds: 200 * 86_400 + 1 } },
      'lifetime',
      '200 days',
    ],
    ['short lifetime', { facts: { ...before.certificates[0].facts, lifetimeSeconds: 3_601 } }, 'lifetime', '1 hour'],
  ])('a certificate whose %s changes', (_name, change, property, value) => {
    const { certificates } = between(before, withCertificate(before, 0, change));
    expect(certificates).toHaveLength(1);
    expect(certificates[0]).toMatchObject({
      certificate: 'contoso-mail/cas0001/certificate',
      kind: CertificateChangeKind.CHANGED,
      servers: ['contoso-mail/cas0001'],
    });
    expect(certificates[0].properties).toEqual([{ property, before: expect.any(String) as string, after: value }]);
  });

  test('of two findings with one key the second counts too', () => {
    const report = reviewReport();
    const doubled = { ...report, findings: [...report.findings, report.findings[0]] };
    expect(compare({ report }, { report: doubled }).newFindings).toEqual([report.findings[0]]);
  });

  test('without the estates certificates are not compared', () => {
    const report = reviewReport();
    expect(compare({ report }, { report, estate: before }).certificates).toEqual([]);
  });
});

describe('foldChanges', () => {
  test('puts equal changes together, what gets worse first', () => {
    const { cells } = between(
      reviewEstate({ servers: 100, selfSignedEvery: 0 }),
      reviewEstate({ servers: 100, selfSignedEvery: 2 }),
    );
    const better = {
      ...cells[0],
      population: 'x',
      before: cells[0].after,
      after: { ...cells[0].before!, kind: OutcomeKind.WORKS },
    };
    const folds = foldChanges([better, ...cells]);
    expect(folds.map(({ direction, cells: count }) => [direction, count])).toEqual([
      [Direction.WORSE, 50],
      [Direction.BETTER, 1],
    ]);
    expect(folds[0].servers).toHaveLength(50);
  });

  test('reasons that differ in the server or a date alone are one, and each fold has a reason of its own servers', () => {
    const outcome = (kind: OutcomeKind, message: string): Outcome => ({ kind, code: 'x', message, sources: ['s'] });
    const cell = (server: string, protocol: string, lacks = server): CellChange => ({
      population: 'p',
      name: 'p',
      binding: `contoso/${server}/${protocol}`,
      server: `contoso/${server}`,
      protocol,
      before: outcome(OutcomeKind.WORKS, 'fine'),
      after: outcome(OutcomeKind.FAILS, `since 2026-01-0${server.slice(-1)} it lacks ${lacks.toUpperCase()}.corp`),
    });
    const folds = foldChanges([
      ...[1, 2, 3].map((n) => cell(`cas${n}`, 'owa')),
      ...[2, 3].map((n) => cell(`cas${n}`, 'ews')),
      cell('cas3', 'pop3', 'mail'),
    ]);
    expect(folds.map(({ protocols, cells, reasons, after }) => [protocols, cells, reasons, after?.message])).toEqual([
      [['owa'], 3, 3, 'since 2026-01-01 it lacks CAS1.corp'],
      [['ews'], 2, 2, 'since 2026-01-02 it lacks CAS2.corp'],
      [['pop3'], 1, 1, 'since 2026-01-03 it lacks MAIL.corp'],
    ]);
    expect(new Set(folds.map(({ likeness }) => likeness)).size).toBe(2);
  });

  test.each([
    ['works', 'fails', Direction.WORSE],
    [undefined, 'prompts', Direction.WORSE],
    ['prompts', 'unknown', Direction.WORSE],
    ['fails', 'prompts', Direction.BETTER],
    ['unknown', 'works', Direction.BETTER],
    ['fails', 'unknown', Direction.OTHER],
    ['fails', 'fails', Direction.OTHER],
    ['works', undefined, Direction.OTHER],
  ] as [OutcomeKind | undefined, OutcomeKind | undefined, Direction][])('%s -> %s is %s', (from, to, direction) => {
    const outcome = (kind?: OutcomeKind): Outcome | undefined =>
      kind && { kind, code: 'x', message: 'r', sources: ['s'] };
    expect(directionOf({ before: outcome(from), after: outcome(to) })).toBe(direction);
  });
});

describe('foldCertificates', () => {
  const change = (server: string, names: string, sha256 = '0'): CertificateChange => ({
    certificate: `contoso/${server}/certificate`,
    kind: CertificateChangeKind.CHANGED,
    properties: [
      { property: 'names', before: '', after: names },
      { property: 'certificate (SHA-256)', before: 'A'.repeat(64), after: sha256.repeat(64) },
    ],
    servers: [`contoso/${server}`],
  });

  test('certificates that differ in their server and digest alone are one', () => {
    const folds = foldCertificates([
      change('cas1', 'cas1.corp', '1'),
      change('cas2', 'CAS2.corp', '2'),
      change('cas3', 'mail', '3'),
    ]);
    expect(folds.map(({ certificates, servers }) => [certificates.length, servers])).toEqual([
      [2, ['contoso/cas1', 'contoso/cas2']],
      [1, ['contoso/cas3']],
    ]);
    expect(folds[0].properties.map(({ after, alike }) => [after.slice(0, 4), alike])).toEqual([
      ['cas1', 2],
      ['1111', 2],
    ]);
  });

  test('one that many servers present stands apart', () => {
    const many = { ...change('cas2', 'cas2.corp'), servers: ['contoso/cas2', 'contoso/cas4'] };
    expect(foldCertificates([change('cas1', 'cas1.corp'), many])).toHaveLength(2);
  });
});

test('foldReplacements puts resources together to which the same is done for the same reason', () => {
  const folds = foldReplacements([
    { address: 'a.1', type: 'a', action: 'replace', reason: 'r' },
    { address: 'a.2', type: 'a', action: 'replace', reason: 'r' },
    { address: 'a.3', type: 'a', action: 'delete' },
    { address: 'b.1', type: 'b', action: 'replace', reason: 'r' },
  ]);
  expect(folds.map(({ addresses }) => addresses)).toEqual([['a.1', 'a.2'], ['a.3'], ['b.1']]);
});
