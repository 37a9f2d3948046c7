import { ExchangeProduct, HostName } from '../../../lib/model';
import { principalNameRefused } from '../../../lib/rules/names/principal-name-refused';
import { judgeEstate } from '../../../lib/rules';
import { RuleTester, TEST_NOW } from '../../../lib/testing';
import { on, P, server, withWeb } from '../../support/rule-estates';

const NAMES = [{ value: 'autodiscover.contoso.com' }, { value: 'mail.contoso.com' }];
const named = (commonName: string, dnsNames: HostName[] = NAMES) => ({
  facts: { commonName, subject: `CN=${commonName}`, dnsNames },
});
const servers = (certificatePrincipalName?: string) => [
  server(
    ExchangeProduct.EXCHANGE_2010,
    { servicePack: 3 },
    {
      protocols: [
        {
          protocol: P.OUTLOOK_ANYWHERE,
          ...(certificatePrincipalName === undefined ? {} : { certificatePrincipalName }),
        },
      ],
    },
  ),
];

RuleTester.run(principalNameRefused, {
  compliant: [
    {
      name: 'the host name is the common name',
      estate: withWeb(named('mail.contoso.com'), { servers: servers(), populations: [on('windows-xp-sp3')] }),
    },
    {
      name: 'Windows 7 takes any name',
      estate: withWeb(named('autodiscover.contoso.com'), { servers: servers(), populations: [on('windows-7')] }),
    },
  ],
  nonCompliant: [
    {
      name: 'Windows XP looks at the common name alone',
      estate: withWeb(named('autodiscover.contoso.com'), { servers: servers(), populations: [on('windows-xp-sp3')] }),
      messages: ['the host name, in the common name alone'],
    },
    {
      name: 'a name that the certificate does not have',
      estate: withWeb(named('mail.contoso.com'), {
        servers: servers('msstd:outlook.contoso.com'),
        populations: [on('windows-7')],
      }),
      messages: ['msstd:outlook.contoso.com'],
    },
  ],
  unknown: [
    {
      name: 'only Terraform knows the names',
      estate: withWeb(named('mail.contoso.com', [...NAMES, { expression: '${var.name}' }]), {
        servers: servers('msstd:outlook.contoso.com'),
        populations: [on('windows-7')],
      }),
    },
  ],
  notApplicable: [{ name: 'no clients', estate: withWeb(named('autodiscover.contoso.com'), { servers: servers() }) }],
});

it('speaks alone where a wildcard is refused elsewhere: the principal name is one setting', () => {
  const anywhere = { protocols: [P.OUTLOOK_ANYWHERE] };
  const made = withWeb(named('autodiscover.contoso.com'), {
    certificates: {
      web: named('autodiscover.contoso.com'),
      wild: {
        facts: { commonName: '*.contoso.com', subject: 'CN=*.contoso.com', dnsNames: [{ value: '*.contoso.com' }] },
      },
    },
    servers: [anywhere, { ...anywhere, certificate: 'wild' }],
    populations: [on('windows-xp-sp3')],
  });
  const found = judgeEstate(made, { now: TEST_NOW }).findings.filter(({ ref }) => ['ECA205', 'ECA212'].includes(ref));
  expect(found.map(({ ref, bindings }) => [ref, bindings.length])).toEqual([['ECA212', 2]]);
});
