import { ClientProtocol } from '../../../lib/model';
import { TestEstate } from '../../../lib/testing';
import { codesOf } from '../../support/cells';

const outlookAnywhere = (platform: string, certificatePrincipalName?: string, name = '*.contoso.com') =>
  TestEstate.of({
    servers: [
      {
        protocols: [
          {
            protocol: ClientProtocol.OUTLOOK_ANYWHERE,
            ...(certificatePrincipalName === undefined ? {} : { certificatePrincipalName }),
          },
        ],
      },
    ],
    certificates: { web: { facts: { commonName: name, dnsNames: [{ value: name }] } } },
    populations: [{ platform }],
  });
const codes = (estate: ReturnType<typeof outlookAnywhere>) => codesOf(estate, ClientProtocol.OUTLOOK_ANYWHERE);

it.each(['windows-xp-sp3', 'windows-vista'])(
  'Outlook Anywhere on %s refuses a wildcard as principal name',
  (platform) => {
    expect(codes(outlookAnywhere(platform))).toContain('wildcard-principal-refused');
  },
);

it.each(['msstd:*.contoso.com', 'none', 'MSSTD:*.CONTOSO.COM'])('accepts it where Outlook expects %s', (principal) => {
  expect(codes(outlookAnywhere('windows-vista', principal))).not.toContain('wildcard-principal-refused');
});

it('refuses it where Outlook is told another name', () => {
  expect(codes(outlookAnywhere('windows-vista', 'msstd:*.fabrikam.com'))).toContain('principal-name-refused');
});

it('accepts the exact name', () => {
  expect(codes(outlookAnywhere('windows-vista', undefined, 'mail.contoso.com'))).not.toContain(
    'wildcard-principal-refused',
  );
});

it.each(['windows-vista-sp1', 'windows-10'])('%s tolerates it', (platform) => {
  expect(codes(outlookAnywhere(platform)).filter((code) => code.startsWith('wildcard'))).toEqual([]);
});

it('leaves the web alone: a browser on the same platform compares no principal name', () => {
  const estate = TestEstate.of({
    servers: [{ protocols: [ClientProtocol.OWA] }],
    certificates: { web: { facts: { dnsNames: [{ value: '*.contoso.com' }] } } },
    populations: [{ platform: 'windows-vista' }],
  });
  expect(codesOf(estate, ClientProtocol.OWA)).not.toContain('wildcard-principal-refused');
});
