import { AutodiscoverMethod, ClientAccessServer, ExchangeVersion } from '../../lib';
import { CertificateSource, InternalCa, MailDomain, MailDomainProps, RootSite } from '../../lib';
import { Registry } from '../../lib/constructs/registry';
import { Declared } from '../support/declared';

/** A mail domain, and one server that serves it. */
function declared(props: Partial<MailDomainProps>, ca?: (made: Declared) => RootSite) {
  const made = new Declared();
  const rootSite = ca?.(made);
  new MailDomain(made.stack, 'domain', { domain: 'contoso.com', ...props, ...(rootSite ? { rootSite } : {}) });
  const server = new ClientAccessServer(made.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2019,
    internalHostName: 'cas01.corp.contoso.com',
    externalHostName: 'mail.contoso.com',
    mailDomains: ['contoso.com'],
    certificate: CertificateSource.selfSigned(),
  });
  return { made, server, estate: Registry.of(made.stack).estate() };
}

it('names where a redirect or an SRV record leads to, and the certificate is asked for that name', () => {
  const { estate, server } = declared({ autodiscover: AutodiscoverMethod.SRV_RECORD, target: 'Outlook.contoso.com' });
  expect(estate.mailDomains).toMatchObject([
    { domain: 'contoso.com', method: 'srv-record', target: { value: 'outlook.contoso.com' } },
  ]);
  const autodiscover = estate.bindings.find(({ protocol }) => protocol === 'autodiscover');
  expect(autodiscover?.externalHosts).toEqual([{ value: 'outlook.contoso.com' }]);
  expect(server.requiredDnsNames).toContain('outlook.contoso.com');
});

it('leads to the external name of the server where nobody says whereto', () => {
  const { estate } = declared({ autodiscover: AutodiscoverMethod.HTTP_REDIRECT });
  expect(estate.mailDomains[0]).not.toHaveProperty('target');
  const autodiscover = estate.bindings.find(({ protocol }) => protocol === 'autodiscover');
  expect(autodiscover?.externalHosts).toEqual([{ value: 'mail.contoso.com' }]);
});

it('refuses a target that nothing leads to', () => {
  const { estate } = declared({ target: 'outlook.contoso.com' });
  expect(estate.faults.map(({ code }) => code)).toContain('target-without-redirect');
  expect(estate.mailDomains[0]).not.toHaveProperty('target');
});

it('holds the web site that answers first, with its certificate', () => {
  const site = (made: Declared) =>
    RootSite.answering(CertificateSource.internalCa(new InternalCa(made.stack, 'ca', { commonName: 'Web CA' })));
  const { estate } = declared({}, site);
  const { rootSite } = estate.mailDomains[0];
  expect(rootSite?.answers).toBe(true);
  const certificate = estate.certificates.find(({ id }) => id === rootSite?.certificate);
  expect(certificate?.facts.dnsNames).toEqual([{ value: 'contoso.com' }]);
});

it('holds a web site whose certificate nobody knows', () => {
  expect(declared({ rootSite: RootSite.answering() }).estate.mailDomains[0].rootSite).toEqual({ answers: true });
});

it('says what a web site is where something else is given', () => {
  const { estate } = declared({ rootSite: { certificate: 'web.pem' } as unknown as RootSite });
  expect(estate.faults.map(({ message }) => message).join()).toContain('RootSite.answering');
});
