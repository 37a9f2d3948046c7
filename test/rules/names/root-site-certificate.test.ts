import { rootSiteCertificate } from '../../../lib/rules/names/root-site-certificate';
import { RuleTester } from '../../../lib/testing';
import { on, P, serving, withWeb } from '../../support/rule-estates';

const answering = (dnsName: string, platform?: string) => ({
  ...withWeb(
    {},
    {
      servers: serving(P.AUTODISCOVER),
      certificates: { web: {}, site: { facts: { commonName: dnsName, dnsNames: [{ value: dnsName }] } } },
      mailDomains: [{ rootSite: { answers: true, certificate: 'site' } }],
      ...(platform === undefined ? {} : { populations: [on(platform)] }),
    },
  ),
});

RuleTester.run(rootSiteCertificate, {
  compliant: [{ name: 'the web site has a certificate for it', estate: answering('contoso.com', 'windows-10') }],
  nonCompliant: [
    {
      name: 'the certificate of a hoster',
      estate: answering('www.hoster.example', 'windows-10'),
      messages: ['https://contoso.com'],
    },
  ],
  unknown: [
    {
      name: 'a phone, of which nobody says whether it asks there',
      estate: answering('www.hoster.example', 'ios'),
      reasons: ['https://contoso.com'],
    },
  ],
  notApplicable: [{ name: 'no clients', estate: answering('www.hoster.example') }],
});
