import { CertificateSourceKind, ClientManagement, ClientPlace, PublishingMode, RootState } from '../../../lib/model';
import { describeSource } from '../../../lib/exchange';
import { Advice, AdviceProps, CertificateAdvisor, OrganizationSize } from '../../../lib/rules';
import { TEST_NOW, TestEstate, TestEstateProps } from '../../../lib/testing';
import { on, P, SERVER_2007 } from '../../support/rule-estates';

const { SELF_SIGNED, INTERNAL_CA, PURCHASED } = CertificateSourceKind;
const advise = (estate: TestEstateProps, props: Partial<AdviceProps> = {}): Advice =>
  CertificateAdvisor.advise(TestEstate.of(estate), { now: TEST_NOW, ...props });
const recommended = (advice: Advice) =>
  Object.fromEntries(
    advice.bindings.flatMap(({ protocols, recommended: kind }) => protocols.map((protocol) => [protocol, kind])),
  );
const textOf = (advice: Advice) =>
  advice.bindings
    .flatMap(({ why, forLess }) => [...why, ...forLess])
    .map(({ text }) => text)
    .join('\n');

const office = on('windows-7', { place: ClientPlace.INSIDE, management: ClientManagement.DOMAIN_JOINED });
const handInstalled = on('windows-mobile-6', {
  roots: [{ state: RootState.INSTALLED }],
  management: ClientManagement.MDM,
});

describe('what the seed document counsels holds for 2007', () => {
  it('a small organization may do with a self-signed certificate for OWA and ActiveSync', () => {
    const advice = advise(
      {
        servers: [{ ...SERVER_2007, protocols: [P.OWA, P.ACTIVE_SYNC] }],
        populations: [{ ...handInstalled, uses: [P.ACTIVE_SYNC] }],
      },
      { size: OrganizationSize.SMALL },
    );
    expect(recommended(advice)[P.OWA]).toBe(SELF_SIGNED);
  });

  it('but not for Outlook Anywhere, which does not work with one', () => {
    const advice = advise(
      { servers: [{ ...SERVER_2007, protocols: [P.OUTLOOK_ANYWHERE] }], populations: [office] },
      { size: OrganizationSize.SMALL },
    );
    expect(recommended(advice)).toEqual({ [P.OUTLOOK_ANYWHERE]: INTERNAL_CA });
    expect(textOf(advice)).toContain('does not work with a self-signed certificate');
  });

  it('an internal CA serves computers of the domain', () => {
    expect(
      recommended(
        advise({ servers: [{ ...SERVER_2007, protocols: [P.OWA], externalHost: null }], populations: [office] }),
      ),
    ).toEqual({ [P.OWA]: INTERNAL_CA });
  });

  it('what is deployed publicly is bought', () => {
    const advice = advise({ servers: [{ ...SERVER_2007, protocols: [P.OWA] }], populations: [on('windows-7')] });
    expect(recommended(advice)).toEqual({ [P.OWA]: PURCHASED });
    expect(textOf(advice)).toContain('deployed publicly');
  });

  it('phones whose store is locked leave no choice, and what would have to change for less is said', () => {
    const locked = on('windows-mobile-5', {
      roots: [{ state: RootState.BLOCKED }, { anchor: 'root', state: RootState.PREINSTALLED }],
      management: ClientManagement.MDM,
    });
    const advice = advise(
      { servers: [{ ...SERVER_2007, protocols: [P.ACTIVE_SYNC] }], populations: [locked] },
      { size: OrganizationSize.SMALL },
    );
    expect(recommended(advice)).toEqual({ [P.ACTIVE_SYNC]: PURCHASED });
    expect(advice.bindings[0].forLess.map(({ text }) => text).join()).toMatch(
      /internal CA \(app\/clients1\): buy a certificate whose root these clients ship with, or choose clients whose store is open/,
    );
  });
});

it('a purchase over the budget gives way to what does as well, and is named where nothing does', () => {
  const props = { budgetPerYear: 50, pricePerYear: 100 };
  expect(
    recommended(
      advise(
        {
          servers: [{ protocols: [P.OWA] }],
          populations: [on('windows-10', { roots: [{ state: RootState.INSTALLED }] })],
        },
        props,
      ),
    ),
  ).toEqual({ [P.OWA]: INTERNAL_CA });
  const none = advise(
    {
      servers: [{ protocols: [P.ACTIVE_SYNC] }],
      populations: [
        on('feature-phone', {
          roots: [{ state: RootState.BLOCKED }, { anchor: 'root', state: RootState.PREINSTALLED }],
        }),
      ],
    },
    props,
  );
  expect(textOf(none)).toContain('costs more than the budget, and nothing cheaper reaches these clients');
});

it('no public CA certifies an internal name', () => {
  const advice = advise(
    {
      servers: [{ protocols: [P.EWS], internalHost: 'cas01.contoso.local', externalHost: null }],
      populations: [{ ...office, application: 'outlook-2016' }],
    },
    { size: OrganizationSize.LARGE },
  );
  expect(recommended(advice)).toEqual({ [P.EWS]: INTERNAL_CA });
});

it('clients outside see the certificate of the publishing point', () => {
  const advice = advise({
    servers: [{ protocols: [P.OWA], publishingPoint: 'app/point1' }],
    publishingPoints: [{ mode: PublishingMode.BRIDGING }],
    populations: [on('windows-10')],
  });
  expect(recommended(advice)).toEqual({ [P.OWA]: PURCHASED });
});

it('reckons the work with the lifetimes of today and of 2029', () => {
  const { work } = advise({ servers: [{}, {}], populations: [on('ios', { count: 40 })] });
  expect(work.map(({ from }) => from)).toEqual(['2026-06-01', '2029-03-15']);
  const of = (at: number, kind: CertificateSourceKind) => work[at].workloads.find((one) => one.kind === kind);
  expect(of(0, PURCHASED)).toMatchObject({ lifetimeDays: 200, renewalsPerYear: 3, actionsPerYear: 6 });
  expect(of(1, PURCHASED)).toMatchObject({ lifetimeDays: 47, renewalsPerYear: 12, actionsPerYear: 24 });
  expect(of(1, SELF_SIGNED)).toMatchObject({ renewalsPerYear: 2, actionsPerYear: 160 });
  expect(of(1, INTERNAL_CA)).toMatchObject({ actionsPerYear: 0 });
});

it('each sentence says what it stands on', () => {
  const advice = advise({
    servers: [{ protocols: [P.OWA, P.ACTIVE_SYNC, P.OUTLOOK_ANYWHERE] }, SERVER_2007],
    populations: [on('ios'), on('android'), office, handInstalled, on('symbian')],
  });
  const sources = [
    ...advice.bindings.flatMap(({ why, forLess }) => [...why, ...forLess]),
    ...advice.work.flatMap(({ workloads }) => workloads.map(({ statement }) => statement)),
  ].map(({ source }) => source);
  expect(sources.length).toBeGreaterThan(10);
  expect(sources.filter((source) => source.trim() === '')).toEqual([]);
  expect(sources.filter((source) => describeSource(source) === undefined && !/^(facts|design)/.test(source))).toEqual(
    [],
  );
});

it('one site has one certificate: what one of its protocols cannot do without decides for all', () => {
  const advice = advise(
    {
      servers: [{ ...SERVER_2007, protocols: [P.OWA, P.OUTLOOK_ANYWHERE, P.IMAP4] }],
      populations: [{ ...office, uses: [P.OUTLOOK_ANYWHERE, P.OWA] }],
    },
    { size: OrganizationSize.SMALL },
  );
  expect(recommended(advice)).toMatchObject({ [P.OWA]: INTERNAL_CA, [P.OUTLOOK_ANYWHERE]: INTERNAL_CA });
  expect(textOf(advice)).not.toContain('undefined');
});

it('without clients says so', () => {
  expect(textOf(advise({}))).toContain('no client is declared');
});
