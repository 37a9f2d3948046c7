import { ClientFact, ClientPlace, ClientProtocol, ExchangeProduct, HostName, StatedFact } from '../../../lib/model';
import { OutcomeKind, reasonsOf } from '../../../lib/policy';
import { TestEstate, TestEstateProps } from '../../../lib/testing';
import { codesOf, outcomeOf } from '../../support/cells';

const OA = ClientProtocol.OUTLOOK_ANYWHERE;

interface Case {
  readonly commonName?: string;
  readonly names?: (string | HostName)[];
  readonly told?: string;
  readonly place?: ClientPlace;
  readonly stated?: StatedFact[];
}

/** Outlook Anywhere of Exchange 2010, which old Windows reaches, published as mail.contoso.com. */
function estate(
  platform: string,
  { commonName, names = ['autodiscover.contoso.com', 'mail.contoso.com'], told, place, stated }: Case,
  more: TestEstateProps = {},
) {
  return TestEstate.of({
    servers: [
      {
        release: { product: ExchangeProduct.EXCHANGE_2010, servicePack: 3 },
        protocols: [{ protocol: OA, ...(told === undefined ? {} : { certificatePrincipalName: told }) }],
      },
    ],
    certificates: {
      web: {
        facts: {
          ...(commonName === undefined ? {} : { commonName, subject: `CN=${commonName}` }),
          dnsNames: names.map((name) => (typeof name === 'string' ? { value: name } : name)),
        },
      },
    },
    populations: [
      {
        platform,
        ...(place === undefined ? {} : { place }),
        ...(stated === undefined ? {} : { stated }),
      },
    ],
    ...more,
  });
}

const principal = (made: ReturnType<typeof estate>): string[] =>
  codesOf(made, OA).filter((code) => code.includes('principal'));

describe('the host name is an alternative name, and the common name is another', () => {
  const other = { commonName: 'autodiscover.contoso.com' };
  it.each(['windows-xp', 'windows-xp-sp3'])('%s fails', (platform) => {
    expect(principal(estate(platform, other))).toEqual(['principal-name-refused']);
  });

  it.each(['windows-vista', 'windows-vista-sp1', 'windows-7', 'windows-11'])('%s works', (platform) => {
    expect(principal(estate(platform, other))).toEqual([]);
  });

  it('XP works where Outlook is told the common name', () => {
    expect(principal(estate('windows-xp-sp3', { ...other, told: 'msstd:AutoDiscover.contoso.com' }))).toEqual([]);
  });

  it('XP works where nothing is compared', () => {
    expect(principal(estate('windows-xp-sp3', { ...other, told: 'none' }))).toEqual([]);
  });

  it('XP works where it was tried and stated', () => {
    const tried = { fact: ClientFact.ANY_PRINCIPAL_NAME, holds: true, ground: 'tried on a laptop', on: '2026-05-02' };
    expect(principal(estate('windows-xp-sp3', { ...other, stated: [tried] }))).toEqual([]);
  });

  it('Windows 7 fails where it was tried and stated', () => {
    const tried = { fact: ClientFact.ANY_PRINCIPAL_NAME, holds: false, ground: 'an old Outlook', on: '2026-05-02' };
    expect(principal(estate('windows-7', { ...other, stated: [tried] }))).toEqual(['principal-name-refused']);
  });

  it('says how to fix it', () => {
    const reason = reasonsOf(outcomeOf(estate('windows-xp-sp3', other), OA)).find(
      ({ code }) => code === 'principal-name-refused',
    );
    expect(reason?.kind).toBe(OutcomeKind.FAILS);
    expect(reason?.fix).toMatch(/first host name.*Set-OutlookProvider EXPR/);
    expect(reason?.sources).toEqual(['page:clintboessen.blogspot.com']);
  });
});

it('XP works where the host name is the common name', () => {
  expect(principal(estate('windows-xp-sp3', { commonName: 'Mail.contoso.com' }))).toEqual([]);
});

it('XP is unknown where the common name is', () => {
  const made = estate('windows-xp-sp3', {});
  const web = made.certificates[0];
  const { commonName, subject, ...facts } = web.facts;
  expect([commonName, subject]).toEqual(['mail.contoso.com', 'CN=mail.contoso.com']);
  expect(principal({ ...made, certificates: [{ ...web, facts }] })).toEqual(['principal-name-unknown']);
});

describe('the name that is set is not on the certificate', () => {
  const told = { told: 'msstd:outlook.contoso.com' };
  it.each(['windows-xp-sp3', 'windows-7', 'windows-11'])('%s fails outside', (platform) => {
    expect(principal(estate(platform, told))).toEqual(['principal-name-refused']);
  });

  it('nobody says whether clients inside are given it', () => {
    expect(principal(estate('windows-7', { ...told, place: ClientPlace.INSIDE }))).toEqual(['principal-name-unknown']);
  });

  it('a name that only Terraform knows may be it', () => {
    const names = ['mail.contoso.com', { expression: '${var.name}' }];
    expect(principal(estate('windows-7', { ...told, names }))).toEqual(['principal-name-unknown']);
  });

  it('a wildcard covers it where Windows takes any name', () => {
    const names = ['mail.contoso.com', '*.contoso.com'];
    expect(principal(estate('windows-7', { ...told, names }))).toEqual([]);
    expect(principal(estate('windows-vista', { ...told, names }))).toEqual(['wildcard-principal-refused']);
  });

  it('a wildcard that is set must be on the certificate itself', () => {
    expect(principal(estate('windows-7', { told: 'msstd:*.contoso.com' }))).toEqual(['principal-name-refused']);
  });
});

describe('it is one setting of the organization', () => {
  const release = { product: ExchangeProduct.EXCHANGE_2010, servicePack: 3 };
  const site = (name: string, told?: string) => ({
    name,
    release,
    externalHost: `${name}.contoso.com`,
    certificate: name,
    protocols: [{ protocol: OA, ...(told === undefined ? {} : { certificatePrincipalName: told }) }],
  });
  const certificates = {
    berlin: { facts: { commonName: 'berlin.contoso.com', dnsNames: [{ value: 'berlin.contoso.com' }] } },
    oslo: { facts: { commonName: 'oslo.contoso.com', dnsNames: [{ value: 'oslo.contoso.com' }] } },
  };
  const sites = (servers: TestEstateProps['servers'], organizations: TestEstateProps['organizations'] = []) =>
    TestEstate.of({ servers, certificates, organizations, populations: [{ platform: 'windows-7' }] });

  it('each site works with its own host name where nothing is set', () => {
    expect(principal(sites([site('oslo'), site('berlin')]))).toEqual([]);
  });

  it('what one site sets holds for the other', () => {
    expect(principal(sites([site('oslo'), site('berlin', 'msstd:berlin.contoso.com')]))).toEqual([
      'principal-name-refused',
    ]);
  });

  it('what the organization sets holds for all of its servers, and for no other', () => {
    const all = sites([site('oslo'), site('berlin')]);
    const [oslo, berlin] = all.servers.map(({ id }) => id);
    const set = (server: string) => {
      const told = [{ id: 'app/contoso', servers: [server], principalName: 'msstd:berlin.contoso.com' }];
      return sites([site('oslo'), site('berlin')], told);
    };
    expect(principal(set(oslo))).toEqual(['principal-name-refused']);
    expect(principal(set(berlin))).toEqual([]);
  });

  it('of two values, nobody knows which a silent server has', () => {
    const rome = { ...site('rome', 'msstd:oslo.contoso.com'), certificate: 'oslo' };
    expect(principal(sites([site('oslo'), site('berlin', 'msstd:berlin.contoso.com'), rome]))).toEqual([
      'principal-name-unknown',
    ]);
  });
});
