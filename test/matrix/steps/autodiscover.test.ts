import {
  AutodiscoverMethod,
  ClientFact,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  MailDomain,
  Population,
  RootState,
  TrustAnchorKind,
} from '../../../lib/model';
import { OutcomeKind, reasonsOf } from '../../../lib/policy';
import { TestEstate, TestEstateProps } from '../../../lib/testing';
import { codesOf, outcomeOf } from '../../support/cells';

const P = ClientProtocol.AUTODISCOVER;
const { HTTP_REDIRECT, OWN_NAME, SCP_ONLY, SRV_RECORD } = AutodiscoverMethod;

/** A server whose Autodiscover is found in some way by clients of one kind. */
function estate(domain: Partial<MailDomain>, client: Partial<Population>, more: TestEstateProps = {}) {
  return TestEstate.of({
    servers: [
      {
        protocols: [
          {
            protocol: P,
            externalHosts: [
              {
                value:
                  domain.method === SRV_RECORD || domain.method === HTTP_REDIRECT
                    ? 'mail.contoso.com'
                    : 'autodiscover.contoso.com',
              },
            ],
          },
        ],
      },
    ],
    mailDomains: [domain],
    populations: [{ platform: 'windows-10', ...client }],
    ...more,
  });
}

const codes = (...args: Parameters<typeof estate>): string[] => codesOf(estate(...args), P);

/** The web site of a mail domain. */
const site = (dnsName: string, more = {}): TestEstateProps => ({
  certificates: { web: {}, site: { facts: { commonName: dnsName, dnsNames: [{ value: dnsName }] }, ...more } },
});

describe('clients inside', () => {
  const inside = (management: ClientManagement, more: Partial<Population> = {}) => ({
    place: ClientPlace.INSIDE,
    management,
    ...more,
  });
  const estateOf = (client: Partial<Population>) =>
    TestEstate.of({
      servers: [
        {
          internalHost: 'mail.contoso.com',
          protocols: [{ protocol: P, externalHosts: [{ value: 'autodiscover.contoso.com' }] }],
        },
      ],
      certificates: { web: { facts: { dnsNames: [{ value: 'mail.contoso.com' }] } } },
      mailDomains: [{ method: OWN_NAME }],
      populations: [{ platform: 'windows-10', ...client }],
    });

  it('of the domain are shown the way by the directory', () => {
    expect(codesOf(estateOf(inside(ClientManagement.DOMAIN_JOINED)), P)).toEqual(['works']);
  });

  it.each([ClientManagement.NONE, ClientManagement.MDM])(
    'of no domain (%s) look for the name of the mail domain',
    (management) => {
      expect(codesOf(estateOf(inside(management)), P)).toEqual(['name-not-covered']);
    },
  );

  it('that never ask the directory look for the name, also in the domain', () => {
    const mail = { application: 'native-mail' };
    expect(codesOf(estateOf(inside(ClientManagement.DOMAIN_JOINED, mail)), P)).toEqual(['name-not-covered']);
  });

  it('meet the web site of the mail domain where no directory shows the way', () => {
    const answering = { rootSite: { answers: true, certificate: 'site' } };
    expect(codes(answering, inside(ClientManagement.NONE), site('www.hoster.example'))).toEqual(['root-site-asks']);
    expect(codes(answering, inside(ClientManagement.DOMAIN_JOINED), site('www.hoster.example'))).toEqual(['works']);
  });

  it('are asked about an SRV record like those outside', () => {
    expect(codes({ method: SRV_RECORD }, inside(ClientManagement.NONE))).toEqual(['autodiscover-asks-once']);
  });

  it('are told the way where no name is published', () => {
    const made = TestEstate.of({
      servers: [{ externalHost: null, protocols: [P] }],
      populations: [{ platform: 'windows-10', ...inside(ClientManagement.NONE) }],
    });
    expect(codesOf(made, P)).toEqual(['works']);
  });
});

describe('a redirect or an SRV record', () => {
  it.each([
    [SRV_RECORD, 'outlook-2003', 'autodiscover-not-followed'],
    [SRV_RECORD, 'outlook-2007', 'autodiscover-way-unknown'],
    [SRV_RECORD, 'outlook-2010', 'autodiscover-asks-once'],
    [SRV_RECORD, 'outlook-365', 'autodiscover-asks-once'],
    [SRV_RECORD, undefined, 'autodiscover-asks-once'],
    [HTTP_REDIRECT, 'outlook-2007', 'autodiscover-asks-once'],
    [HTTP_REDIRECT, 'outlook-mac', 'autodiscover-way-unknown'],
  ])('%s with %s: %s', (method, application, code) => {
    expect(codes({ method }, application === undefined ? {} : { application })).toContain(code);
  });

  it('is not known of phones', () => {
    expect(codes({ method: SRV_RECORD }, { platform: 'ios' })).toEqual(['autodiscover-way-unknown']);
  });

  it('is a question, not a failure, and names the way out', () => {
    const outcome = outcomeOf(estate({ method: SRV_RECORD }, {}), P);
    expect(outcome.kind).toBe(OutcomeKind.PROMPTS);
    expect(outcome.fix).toContain('RedirectServers');
    expect(outcome.sources).toContain('KB940881');
  });

  it('is nothing for domain-joined Outlook that reaches Active Directory', () => {
    const joined = { management: ClientManagement.DOMAIN_JOINED };
    for (const place of [ClientPlace.INSIDE, ClientPlace.OUTSIDE_WITH_VPN])
      expect(codes({ method: SRV_RECORD }, { ...joined, place })).toEqual(['works']);
    expect(codes({ method: SRV_RECORD }, { ...joined, place: ClientPlace.OUTSIDE })).toEqual([
      'autodiscover-asks-once',
    ]);
  });

  it('is as the population states', () => {
    const tried = (holds: boolean) => [
      { fact: ClientFact.FOLLOWS_SRV, holds, ground: 'tried on three phones', on: '2026-05-02' },
    ];
    expect(codes({ method: SRV_RECORD }, { platform: 'ios', stated: tried(true) })).toEqual(['works']);
    expect(codes({ method: SRV_RECORD }, { platform: 'ios', stated: tried(false) })).toEqual([
      'autodiscover-not-followed',
    ]);
  });

  it('leads to a name that the certificate must have', () => {
    expect(codes({ method: SRV_RECORD, target: { value: 'outlook.contoso.com' } }, {})).toContain('name-not-covered');
    expect(codes({ method: SRV_RECORD, target: { value: 'mail.contoso.com' } }, {})).not.toContain('name-not-covered');
  });

  it('is asked for Autodiscover alone', () => {
    const made = TestEstate.of({
      servers: [{ protocols: [P, ClientProtocol.EWS] }],
      mailDomains: [{ method: SRV_RECORD }],
      populations: [{ platform: 'windows-10' }],
    });
    expect(codesOf(made, ClientProtocol.EWS)).toEqual(['works']);
    expect(codesOf(made, P)).toEqual(['autodiscover-asks-once']);
  });

  it('is not asked where nobody outside looks, or where the name is served', () => {
    const joined = { management: ClientManagement.DOMAIN_JOINED };
    for (const place of [ClientPlace.INSIDE, ClientPlace.OUTSIDE_WITH_VPN])
      expect(codes({ method: SCP_ONLY }, { ...joined, place })).toEqual(['works']);
    expect(codes({ method: SCP_ONLY }, { ...joined, place: ClientPlace.OUTSIDE })).toEqual([
      'autodiscover-not-followed',
    ]);
    for (const place of [ClientPlace.INSIDE, ClientPlace.OUTSIDE_WITH_VPN])
      expect(codes({ method: SCP_ONLY }, { place })).toEqual(['autodiscover-not-followed']);
    expect(codes({ method: OWN_NAME }, {})).toEqual(['works']);
  });
});

describe('a web site at the mail domain', () => {
  const answering: Partial<MailDomain> = { rootSite: { answers: true, certificate: 'site' } };

  it('whose certificate fits is passed without a word', () => {
    expect(codes(answering, {}, site('contoso.com'))).toEqual(['works']);
    expect(codes(answering, { platform: 'ios' }, site('contoso.com'))).toEqual(['works']);
  });

  it.each(['outlook-2007', 'outlook-2016', undefined])('with another name: %s asks', (application) => {
    const made = estate(answering, application === undefined ? {} : { application }, site('www.hoster.example'));
    const outcome = outcomeOf(made, P);
    expect([outcome.kind, outcome.code]).toEqual([OutcomeKind.PROMPTS, 'root-site-asks']);
    expect(outcome.message).toContain('https://contoso.com');
    expect(outcome.sources).toContain('KB2783881');
  });

  it('with an own root: Outlook asks, and holders of the root are not asked', () => {
    const own = site('contoso.com', { anchor: 'ca' });
    const anchors = { ca: { kind: TrustAnchorKind.PRIVATE } };
    expect(codes(answering, {}, { ...own, anchors })).toEqual(['root-site-asks']);
    const roots = [{ anchor: 'ca', state: RootState.INSTALLED }];
    expect(codes(answering, { roots }, { ...own, anchors })).toEqual(['works']);
  });

  it('that is expired: nobody says whether Outlook goes on', () => {
    const old = site('contoso.com', {
      facts: { dnsNames: [{ value: 'contoso.com' }], notAfter: '2026-05-01T00:00:00.000Z' },
    });
    expect(codes(answering, {}, old)).toEqual(['root-site-unknown']);
  });

  it('with another name: of other programs nobody says whether they ask there', () => {
    expect(codes(answering, { platform: 'ios' }, site('www.hoster.example'))).toEqual(['root-site-unknown']);
    expect(codes(answering, { application: 'outlook-mac', platform: 'macos' }, site('www.hoster.example'))).toContain(
      'root-site-unknown',
    );
  });

  it('of which nobody states the certificate is unknown', () => {
    expect(codes({ rootSite: { answers: true } }, {})).toEqual(['root-site-unknown']);
  });

  it('that does not answer is nothing', () => {
    expect(codes({ rootSite: { answers: false, certificate: 'site' } }, {}, site('www.hoster.example'))).toEqual([
      'works',
    ]);
  });

  it('is not met by clients that the directory shows the way, and by no other protocol', () => {
    const joined = { place: ClientPlace.INSIDE, management: ClientManagement.DOMAIN_JOINED };
    expect(codes(answering, joined, site('www.hoster.example'))).toEqual(['works']);
    const made = { ...estate(answering, {}, site('www.hoster.example')) };
    const all = TestEstate.of({
      servers: [{ protocols: [ClientProtocol.EWS, P] }],
      mailDomains: [answering],
      populations: [{ platform: 'windows-10' }],
      ...site('www.hoster.example'),
    });
    expect(made.mailDomains).toHaveLength(1);
    expect(codesOf(all, ClientProtocol.EWS)).toEqual(['works']);
    expect(codesOf(all, P)).toEqual(['root-site-asks']);
  });

  it('comes before what speaks against Exchange itself, and hides none of it', () => {
    const made = estate(
      answering,
      {},
      {
        certificates: {
          web: { facts: { dnsNames: [{ value: 'mail.contoso.com' }] } },
          site: { facts: { dnsNames: [{ value: 'www.hoster.example' }] } },
        },
      },
    );
    expect(
      reasonsOf(outcomeOf(made, P))
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['name-not-covered', 'root-site-asks']);
  });
});
