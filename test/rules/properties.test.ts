import * as fc from 'fast-check';
import {
  CertificateSourceKind,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  Estate,
  ExchangeProduct,
  RootState,
  TrustAnchorKind,
} from '../../lib/model';
import { OutcomeKind, Report } from '../../lib/policy';
import { PLATFORMS } from '../../lib/clients';
import { judgeEstate, RulePacks } from '../../lib/rules';
import { TEST_NOW, TestEstate, TestEstateProps, TestPopulation } from '../../lib/testing';

const HOSTS = ['mail.contoso.com', 'autodiscover.contoso.com', 'cas01.corp.contoso.com', 'www.fabrikam.com'];
const NAMES = [...HOSTS, '*.contoso.com', '*.corp.contoso.com', 'old.contoso.com'];
const PROTOCOLS = Object.values(ClientProtocol);
const ANCHORS = {
  root: {},
  ca: { kind: TrustAnchorKind.PRIVATE },
  other: { kind: TrustAnchorKind.PRIVATE },
  self: { kind: TrustAnchorKind.SELF_SIGNED },
};
const ROOTS = Object.keys(ANCHORS);

const release = fc.oneof(
  fc.record({ product: fc.constant(ExchangeProduct.EXCHANGE_2007), servicePack: fc.integer({ min: 0, max: 3 }) }),
  fc.record({
    product: fc.constantFrom(
      ExchangeProduct.EXCHANGE_2013,
      ExchangeProduct.EXCHANGE_2016,
      ExchangeProduct.EXCHANGE_2019,
    ),
    cumulativeUpdate: fc.integer({ min: 0, max: 15 }),
  }),
  fc.constant({ product: ExchangeProduct.EXCHANGE_SE }),
);

const certificate = fc.record({
  source: fc.constantFrom(...Object.values(CertificateSourceKind)),
  anchor: fc.constantFrom(...ROOTS),
  facts: fc.record({
    dnsNames: fc
      .uniqueArray(fc.constantFrom(...NAMES), { maxLength: 5 })
      .map((names) => names.map((value) => ({ value }))),
    commonName: fc.constantFrom(...HOSTS),
    lifetimeSeconds: fc.constantFrom(47, 90, 398, 825, 826, 3650).map((days) => days * 86_400),
    keyBits: fc.constantFrom(1024, 2048),
    signatureHash: fc.constantFrom('sha1', 'sha256', 'sha512'),
    selfSigned: fc.boolean(),
    extendedKeyUsages: fc.constantFrom<string[]>([], ['serverAuth'], ['clientAuth']),
  }),
});

const population: fc.Arbitrary<TestPopulation> = fc.record({
  platform: fc.constantFrom(...PLATFORMS.map(({ id }) => id)),
  place: fc.constantFrom(...Object.values(ClientPlace)),
  management: fc.constantFrom(...Object.values(ClientManagement)),
  uses: fc.uniqueArray(fc.constantFrom(...PROTOCOLS), { minLength: 1, maxLength: 4 }),
  roots: fc.uniqueArray(
    fc.record({ anchor: fc.constantFrom(...ROOTS), state: fc.constantFrom(...Object.values(RootState)) }),
    { selector: ({ anchor }) => anchor, maxLength: 2 },
  ),
});

const props: fc.Arbitrary<TestEstateProps> = fc.record({
  servers: fc.array(
    fc.record({
      release,
      certificate: fc.constantFrom('one', 'two'),
      internalHost: fc.constantFrom(...HOSTS),
      externalHost: fc.option(fc.constantFrom(...HOSTS)),
      protocols: fc.uniqueArray(fc.constantFrom(...PROTOCOLS), { minLength: 1, maxLength: 5 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  certificates: fc.record({ one: certificate, two: certificate }),
  anchors: fc.constant(ANCHORS),
  populations: fc
    .array(population, { minLength: 1, maxLength: 3 })
    .map((all) => all.map((one, index) => ({ ...one, name: `clients${index}` }))),
  mailDomains: fc.constant([{}]),
});

const judged = (estate: Estate): Report =>
  judgeEstate(estate, { now: TEST_NOW, packs: [{ pack: RulePacks.STRICT, scope: '' }] });

/** Outcome of every cell by binding and population. */
function cells({ matrix }: Report): Map<string, OutcomeKind> {
  const found = new Map<string, OutcomeKind>();
  for (const row of matrix.rows) {
    row.cells.forEach((index, column) => {
      if (index >= 0) found.set(`${row.binding} ${matrix.columns[column].population}`, matrix.outcomes[index].kind);
    });
  }
  return found;
}

const RUNS = { numRuns: 150, seed: 20260601 };

it('a further path to a trusted root never turns works into anything else', () => {
  fc.assert(
    fc.property(props, fc.constantFrom(...ROOTS), fc.constantFrom('one', 'two'), (given, anchor, which) => {
      const estate = TestEstate.of(given);
      const more = {
        ...estate,
        certificates: estate.certificates.map((one) => (one.id === which ? { ...one, furtherAnchors: [anchor] } : one)),
      };
      const after = cells(judged(more));
      for (const [cell, kind] of cells(judged(estate)))
        if (kind === OutcomeKind.WORKS) expect([cell, after.get(cell)]).toEqual([cell, kind]);
    }),
    RUNS,
  );
});

it('a name less never turns fails into works', () => {
  fc.assert(
    fc.property(props, fc.constantFrom(...NAMES), fc.constantFrom('one', 'two'), (given, name, which) => {
      const estate = TestEstate.of(given);
      const less = {
        ...estate,
        certificates: estate.certificates.map((one) =>
          one.id === which
            ? { ...one, facts: { ...one.facts, dnsNames: one.facts.dnsNames?.filter(({ value }) => value !== name) } }
            : one,
        ),
      };
      const after = cells(judged(less));
      for (const [cell, kind] of cells(judged(estate)))
        if (kind === OutcomeKind.FAILS) expect([cell, after.get(cell)]).not.toEqual([cell, OutcomeKind.WORKS]);
    }),
    RUNS,
  );
});

it('the order of declaration changes no result', () => {
  const shown = (report: Report): unknown => [
    report.findings.map(({ key, level }) => `${level} ${key}`).sort(),
    report.unknowns.map(({ rule, subject, reason }) => `${rule} ${subject} ${reason}`).length,
    [...cells(report)].sort(),
    report.summary,
  ];
  fc.assert(
    fc.property(props, (given) => {
      const estate = TestEstate.of(given);
      const turned: Estate = {
        ...estate,
        servers: [...estate.servers].reverse(),
        bindings: [...estate.bindings].reverse(),
        certificates: [...estate.certificates].reverse(),
        anchors: [...estate.anchors].reverse(),
        populations: [...estate.populations]
          .reverse()
          .map((one) => ({ ...one, servers: [...one.servers].reverse(), uses: [...one.uses].reverse() })),
      };
      expect(shown(judged(turned))).toEqual(shown(judged(estate)));
    }),
    RUNS,
  );
});

it('no client fails in silence: each cell that fails has an error that names it, or a warning', () => {
  fc.assert(
    fc.property(props, (given) => {
      const estate = TestEstate.of(given);
      const report = judgeEstate(estate, { now: TEST_NOW });
      const shown = new Set(
        report.findings.flatMap(({ bindings, certificate: id }) => [
          ...bindings,
          ...(id === undefined ? [] : estate.bindings.filter((one) => one.certificate === id).map((one) => one.id)),
        ]),
      );
      for (const [cell, kind] of cells(report)) {
        const [binding] = cell.split(' ');
        if (kind === OutcomeKind.FAILS) expect([cell, shown.has(binding)]).toEqual([cell, true]);
      }
    }),
    RUNS,
  );
});
