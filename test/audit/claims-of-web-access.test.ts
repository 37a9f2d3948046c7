import { writeClixml } from '../support/clixml-writer';
import * as X from '../support/exchange-export';
import { issueCertificate, Issued } from '../support/issue';
import { Claims, formatList, shownCertificate, shownServer, thumbprint, unmet } from '../support/expert-claims';

/** Exports of other versions and situations, and what somebody who knows Exchange reads off them. */
const cases: Claims[] = [];

cases.push({
  name: '2013 beside 2007: the legacy name is on the wrong certificate',
  files: {
    'coexistence.txt':
      formatList(
        'Get-ExchangeServer | fl Name,Fqdn,ServerRole,AdminDisplayVersion',
        shownServer('EX07', 'Version 8.3 (Build 83.6)', 'Mailbox, ClientAccess, HubTransport', 'adatum.local'),
        shownServer('EX13', 'Version 15.0 (Build 1497.2)', 'Mailbox, ClientAccess', 'adatum.local'),
      ) +
      formatList(
        'Get-ExchangeCertificate -Server EX13 | fl',
        shownCertificate({
          Thumbprint: thumbprint('5A'),
          Subject: 'CN=mail.adatum.com',
          CertificateDomains: '{mail.adatum.com, autodiscover.adatum.com, legacy.adatum.com}',
          Services: 'IMAP, POP, IIS, SMTP',
        }),
        shownCertificate({
          Thumbprint: thumbprint('6B'),
          Subject: 'CN=EX13',
          Issuer: 'CN=EX13',
          IsSelfSigned: 'True',
          RootCAType: 'None',
          CertificateDomains: '{EX13, EX13.adatum.local}',
          Services: 'IIS, SMTP',
          NotBefore: '1/15/2023 9:00:00 AM',
          NotAfter: '1/15/2028 9:00:00 AM',
        }),
        shownCertificate({
          Thumbprint: thumbprint('7C'),
          Subject: 'CN=Microsoft Exchange Server Auth Certificate',
          Issuer: 'CN=Microsoft Exchange Server Auth Certificate',
          IsSelfSigned: 'True',
          RootCAType: 'None',
          Services: 'SMTP',
          NotBefore: '1/15/2023 9:00:00 AM',
          NotAfter: '12/20/2027 9:00:00 AM',
        }),
      ) +
      formatList(
        'Get-ExchangeCertificate | fl   # on EX07',
        shownCertificate({
          Thumbprint: thumbprint('8D'),
          Subject: 'CN=mail.adatum.com',
          CertificateDomains: '{mail.adatum.com, autodiscover.adatum.com, ex07.adatum.local}',
          Services: 'IMAP, POP, IIS, SMTP',
          Issuer: 'CN=Old Public CA',
          NotBefore: '10/15/2025 12:00:00 AM',
          NotAfter: '10/15/2027 12:00:00 AM',
        }),
      ) +
      formatList(
        'Get-OwaVirtualDirectory | fl Identity,Server,InternalUrl,ExternalUrl',
        {
          Identity: 'EX07\\owa (Default Web Site)',
          Server: 'EX07',
          InternalUrl: 'https://ex07.adatum.local/owa',
          ExternalUrl: 'https://legacy.adatum.com/owa',
        },
        {
          Identity: 'EX13\\owa (Default Web Site)',
          Server: 'EX13',
          InternalUrl: 'https://mail.adatum.com/owa',
          ExternalUrl: 'https://mail.adatum.com/owa',
        },
      ) +
      formatList('Get-AuthConfig | fl', {
        CurrentCertificateThumbprint: thumbprint('7C'),
        NextCertificateThumbprint: '',
        PreviousCertificateThumbprint: '',
      }),
  },
  facts: [
    'EX07 & 2007 SP3',
    'EX13 & 2013',
    'EX07\\b & Web App & legacy.adatum.com',
    `${thumbprint('5A')} & legacy.adatum.com`,
    `${thumbprint('6B')} & setup`,
    `${thumbprint('7C')} & OAuth`,
    `${thumbprint('8D')} & ex07.adatum.local`,
    'EX13 has the current OAuth',
  ],
  judgements: ['legacy.adatum.com & (missing|get one) & EX07', 'out-of-support & 2007', 'out-of-support & 2013'],
  unknowns: ['EX13 & (bindings|which of them the front end|front end)', 'accepted domains', 'load balancer'],
  never: ['oauth-certificate-missing & EX07', 'EX07 does not list the current OAuth'],
  first: 'legacy.adatum.com',
});
{
  const d = (a: string, b: string) => ({ notBefore: new Date(a), notAfter: new Date(b) });
  const ca = issueCertificate({ subject: 'GlobalTrust Public CA', isCa: true, ...d('2020-01-01', '2035-01-01') });
  const pol = { oid: '2.5.29.32', value: Buffer.from('300a3008060667810c010201', 'hex') };
  const neu = issueCertificate({
    subject: 'mail.contoso.com',
    dnsNames: ['mail.contoso.com', 'autodiscover.contoso.com'],
    issuer: ca,
    extensions: [pol],
    key: 'rsa2048',
    ...d('2026-11-20', '2027-05-30'),
  });
  const old = issueCertificate({
    subject: 'mail.contoso.com',
    dnsNames: ['mail.contoso.com', 'autodiscover.contoso.com'],
    issuer: ca,
    extensions: [pol],
    key: 'rsa2048',
    ...d('2025-12-10', '2026-12-12'),
  });
  const auth = issueCertificate({
    subject: 'Microsoft Exchange Server Auth Certificate',
    ...d('2024-01-01', '2028-12-05'),
    key: 'rsa2048',
  });
  const setup = (s: string) =>
    issueCertificate({ subject: s, dnsNames: [s, X.host(s)], ...d('2024-01-01', '2029-01-01'), key: 'rsa2048' });
  const [sa, sb] = [setup('DAG1A'), setup('DAG1B')];
  const list = (s: string, st: Issued, web: Issued) => [
    X.listedCertificate(s, {
      der: web.certificate.der,
      services: ['IIS', 'SMTP', 'IMAP', 'POP'],
      sites: [1],
      selfSigned: false,
      friendlyName: 'public',
    }),
    ...(web === old
      ? [
          X.listedCertificate(s, {
            der: neu.certificate.der,
            services: [],
            sites: [],
            selfSigned: false,
            friendlyName: 'public 2026',
          }),
        ]
      : []),
    X.listedCertificate(s, {
      der: st.certificate.der,
      services: ['IIS', 'SMTP'],
      sites: [2],
      friendlyName: 'Microsoft Exchange',
    }),
    X.listedCertificate(s, {
      der: auth.certificate.der,
      services: ['SMTP'],
      friendlyName: 'Microsoft Exchange Server Auth Certificate',
    }),
  ];
  cases.push({
    name: '2016: one node of a DAG still presents the old certificate',
    forest: 'contoso.local',
    files: {
      'DAG1A/Get-ExchangeServer.xml': writeClixml([
        X.exchangeServer('DAG1A', 'Version 15.1 (Build 2507.6)'),
        X.exchangeServer('DAG1B', 'Version 15.1 (Build 2507.6)'),
      ]),
      'DAG1A/Get-ExchangeCertificate.xml': writeClixml(list('DAG1A', sa, neu)),
      'DAG1B/Get-ExchangeCertificate.xml': writeClixml(list('DAG1B', sb, old)),
      'DAG1A/Get-WebBinding.xml': writeClixml([
        X.iisBinding('DAG1A', 1, '*:443:', neu.certificate.sha1),
        X.iisBinding('DAG1A', 1, '127.0.0.1:443:', neu.certificate.sha1),
        X.iisBinding('DAG1A', 2, '*:444:', sa.certificate.sha1),
      ]),
      'DAG1B/Get-WebBinding.xml': writeClixml([
        X.iisBinding('DAG1B', 1, '*:443:', old.certificate.sha1),
        X.iisBinding('DAG1B', 1, '127.0.0.1:443:', old.certificate.sha1),
        X.iisBinding('DAG1B', 2, '*:444:', sb.certificate.sha1),
      ]),
      'Get-OwaVirtualDirectory.xml': writeClixml([
        X.virtualDirectory('DAG1A', 'Owa', 'https://mail.contoso.com/owa'),
        X.virtualDirectory('DAG1B', 'Owa', 'https://mail.contoso.com/owa'),
      ]),
      'Get-AuthConfig.xml': writeClixml([X.authConfig(auth.certificate.sha1)]),
      'Get-AcceptedDomain.xml': writeClixml([X.acceptedDomain('contoso.com')]),
    },
    facts: [
      'DAG1A & 2016 CU23',
      `front end of DAG1A & ${neu.certificate.sha1}`,
      `front end of DAG1B & ${old.certificate.sha1}`,
      `back end of DAG1A & ${sa.certificate.sha1}`,
      `${old.certificate.sha1} & 2026-12-12`,
      `${neu.certificate.sha1} & 2027-05-30`,
      `DAG1A has the current OAuth`,
      `DAG1B has the current OAuth`,
      'contoso.com & default domain',
      `${neu.certificate.sha1} & listed for no service`,
    ],
    judgements: [
      '(DAG1A|DAG1B) & (differ|another certificate|not the same)',
      'DAG1B & (ends-soon|by 2026-12-12)',
      `DAG1B & ${neu.certificate.sha1} & (there|assign|already|installed)`,
      'out-of-support & 2016',
    ],
    unknowns: ['load balancer', 'send connectors', 'TLS versions'],
    never: ['DAG1A & 2026-12-12 & front end'],
    first: 'DAG1B & 2026-12-12|DAG1B & (assign|another)',
  });
}
cases.push({
  name: '2010: Outlook Anywhere on a self-signed certificate',
  files: {
    'oa.txt':
      formatList(
        'Get-ExchangeServer | fl',
        shownServer('SBS', 'Version 14.2 (Build 247.5)', 'Mailbox, ClientAccess, HubTransport', 'school.local'),
      ) +
      formatList(
        'Get-ExchangeCertificate | fl',
        shownCertificate({
          Thumbprint: thumbprint('5E'),
          Subject: 'CN=SBS',
          Issuer: 'CN=SBS',
          IsSelfSigned: 'True',
          RootCAType: 'None',
          CertificateDomains: '{SBS, SBS.school.local}',
          Services: 'IMAP, POP, IIS, SMTP',
          NotBefore: '3/1/2023 10:00:00 AM',
          NotAfter: '3/1/2028 10:00:00 AM',
        }),
      ) +
      formatList('Get-OutlookAnywhere | fl', {
        ServerName: 'SBS',
        SSLOffloading: 'False',
        ExternalHostname: 'mail.school.edu',
        ClientAuthenticationMethod: 'Basic',
        IISAuthenticationMethods: '{Basic, Ntlm}',
        Identity: 'SBS\\Rpc (Default Web Site)',
      }),
  },
  facts: [
    'SBS & 2010 SP2',
    `front end of SBS & ${thumbprint('5E')}`,
    'setup & 5E5E',
    'Outlook Anywhere of SBS & mail.school.edu',
    'SBS & 2028-03-01',
  ],
  judgements: [
    'Outlook Anywhere & (self-signed|not work|never works)',
    'mail.school.edu & (missing|get one)',
    'self-signed-presented',
    'out-of-support',
  ],
  unknowns: ['service connection point', 'accepted domains', 'load balancer'],
  never: ['oauth & missing', 'back end'],
  first: 'self-signed',
});
cases.push({
  name: '2013: internal names that no public CA certifies',
  files: {
    'urls.txt':
      formatList(
        'Get-ExchangeServer | fl',
        shownServer('MAIL01', 'Version 15.0 (Build 1497.2)', 'Mailbox, ClientAccess', 'woodgrove.local'),
      ) +
      formatList(
        'Get-ExchangeCertificate | fl',
        shownCertificate({
          Thumbprint: thumbprint('B0'),
          Subject: 'CN=mail.woodgrove.com',
          CertificateDomains: '{mail.woodgrove.com, autodiscover.woodgrove.com}',
          Services: 'IMAP, POP, IIS, SMTP',
        }),
      ) +
      ['Owa/owa', 'WebServices/EWS/Exchange.asmx', 'ActiveSync/Microsoft-Server-ActiveSync', 'Oab/OAB', 'Ecp/ecp']
        .map((x) => {
          const [k, p] = [x.split('/')[0], x.slice(x.indexOf('/'))];
          return formatList(`Get-${k}VirtualDirectory | fl Server,InternalUrl,ExternalUrl`, {
            Server: 'MAIL01',
            InternalUrl: `https://mail01.woodgrove.local${p}`,
            ExternalUrl: `https://mail.woodgrove.com${p}`,
          });
        })
        .join('') +
      formatList('Get-ClientAccessServer | fl', {
        Name: 'MAIL01',
        AutoDiscoverServiceInternalUri: 'https://mail01.woodgrove.local/Autodiscover/Autodiscover.xml',
      }) +
      formatList('Get-AcceptedDomain | fl', {
        Name: 'woodgrove.com',
        DomainName: 'woodgrove.com',
        DomainType: 'Authoritative',
        Default: 'True',
      }),
  },
  facts: [
    'MAIL01 & 2013',
    'Web App of MAIL01 & mail01.woodgrove.local & mail.woodgrove.com',
    'Web Services of MAIL01 & mail01.woodgrove.local/EWS',
    'ActiveSync of MAIL01 & inside',
    'Address Book of MAIL01 & /OAB',
    'connection point of MAIL01 is https://mail01.woodgrove.local',
    'accepts mail for woodgrove.com',
    'autodiscover.woodgrove.com is in',
  ],
  judgements: [
    'mail01.woodgrove.local & (missing|set the URLs)',
    'woodgrove.local & public CA & (no|not|never)',
    'mail.woodgrove.com & is in',
    'out-of-support',
  ],
  unknowns: ['Autodiscover for woodgrove.com', 'back end', 'OAuth'],
  never: ['add the name'],
  first: 'mail01.woodgrove.local',
});
{
  const ca = issueCertificate({
    subject: 'Northwind CA',
    isCa: true,
    hash: 'sha1',
    key: 'rsa2048',
    notBefore: new Date('2015-01-01'),
    notAfter: new Date('2035-01-01'),
  });
  const web = issueCertificate({
    subject: 'owa.northwind.com',
    dnsNames: ['owa.northwind.com', 'autodiscover.northwind.com'],
    issuer: ca,
    hash: 'sha1',
    key: 'rsa2048',
    extensions: [
      { oid: '1.3.6.1.4.1.311.20.2', value: Buffer.from('1e12005700650062005300650072007600650072', 'hex') },
    ],
    notBefore: new Date('2026-02-01'),
    notAfter: new Date('2028-02-01'),
  });
  cases.push({
    name: '2010: a certificate that is signed with SHA-1',
    files: {
      'Get-ExchangeServer.xml': writeClixml([
        X.exchangeServer('CASX', 'Version 14.3 (Build 513.0)', 'ClientAccess, HubTransport'),
      ]),
      'Get-ExchangeCertificate.xml': writeClixml([
        X.listedCertificate('CASX', {
          der: web.certificate.der,
          services: ['IMAP', 'POP', 'IIS', 'SMTP'],
          sites: [1],
          selfSigned: false,
        }),
      ]),
      'Get-OwaVirtualDirectory.xml': writeClixml([X.virtualDirectory('CASX', 'Owa', 'https://owa.northwind.com/owa')]),
    },
    facts: [
      'CASX & 2010',
      `front end of CASX & ${web.certificate.sha1}`,
      'sha1',
      'owa.northwind.com & private CA',
      '2028-02-01',
      'owa.northwind.com is in|owa.northwind.com .* is in',
    ],
    judgements: ['sha-?1 & (replace|refuse|issue)', 'out-of-support'],
    unknowns: ['load balancer', 'accepted domains', 'service connection point'],
    never: ['oauth-certificate-missing'],
    first: 'sha-?1',
  });
}
cases.push({
  name: '2019: Extended Protection with SSLOffloading',
  files: {
    'ep.txt':
      formatList(
        'Get-ExchangeServer | fl',
        shownServer('EX19E', 'Version 15.2 (Build 1544.4)', 'Mailbox', 'proseware.local'),
      ) +
      formatList(
        'Get-ExchangeCertificate | fl',
        shownCertificate({
          Thumbprint: thumbprint('EE'),
          Subject: 'CN=mail.proseware.com',
          CertificateDomains: '{mail.proseware.com, autodiscover.proseware.com}',
          Services: 'IMAP, POP, IIS, SMTP',
        }),
      ) +
      formatList('Get-OutlookAnywhere | fl', {
        ServerName: 'EX19E',
        SSLOffloading: 'True',
        ExternalHostname: 'mail.proseware.com',
        InternalHostname: 'mail.proseware.com',
        ExternalClientAuthenticationMethod: 'Negotiate',
        InternalClientAuthenticationMethod: 'Ntlm',
        ExternalClientsRequireSsl: 'True',
        InternalClientsRequireSsl: 'False',
        ExtendedProtectionTokenChecking: 'Require',
        ExtendedProtectionFlags: '{}',
        Path: 'C:\\Program Files\\Microsoft\\Exchange Server\\V15\\FrontEnd\\HttpProxy\\rpc',
        Identity: 'EX19E\\Rpc (Default Web Site)',
        Server: 'EX19E',
      }) +
      formatList('Get-MapiVirtualDirectory | fl', {
        IISAuthenticationMethods: '{Ntlm, OAuth, Negotiate}',
        InternalUrl: 'https://mail.proseware.com/mapi',
        ExternalUrl: 'https://mail.proseware.com/mapi',
        ExtendedProtectionTokenChecking: 'Require',
        Path: 'C:\\Program Files\\Microsoft\\Exchange Server\\V15\\FrontEnd\\HttpProxy\\mapi',
        Server: 'EX19E',
        Identity: 'EX19E\\mapi (Default Web Site)',
      }),
  },
  facts: [
    'EX19E & 2019 CU14',
    'Outlook Anywhere & SSLOffloading',
    'Extended Protection & Outlook Anywhere require',
    'MAPI over HTTP require',
    'Outlook Anywhere of EX19E & mail.proseware.com',
    'front end of EX19E & EEEE',
    'does not require TLS inside',
  ],
  judgements: ['SSLOffloading & Extended Protection', 'out-of-support & 2019'],
  unknowns: ['load balancer', 'Extended Protection of .*(Web App|OWA|Services)|back end', 'OAuth'],
  never: ['Extended Protection is off on EX19E'],
  first: 'SSLOffloading|offload',
});
cases.push({
  name: '2016: TLS is not required',
  files: {
    'ssl.txt':
      formatList(
        'Get-ExchangeServer | fl',
        shownServer('EX16S', 'Version 15.1 (Build 2507.6)', 'Mailbox', 'alpine.local'),
      ) +
      formatList(
        'Get-ExchangeCertificate | fl',
        shownCertificate({
          Thumbprint: thumbprint('D1'),
          Subject: 'CN=mail.alpine.com',
          CertificateDomains: '{mail.alpine.com, autodiscover.alpine.com}',
          Services: 'IMAP, POP, IIS, SMTP',
        }),
      ) +
      formatList('Get-OabVirtualDirectory | fl', {
        Server: 'EX16S',
        InternalUrl: 'http://mail.alpine.com/OAB',
        ExternalUrl: 'https://mail.alpine.com/OAB',
        RequireSSL: 'False',
        BasicAuthentication: 'True',
        WindowsAuthentication: 'True',
        Identity: 'EX16S\\OAB (Default Web Site)',
      }) +
      formatList('Get-OutlookAnywhere | fl', {
        ServerName: 'EX16S',
        SSLOffloading: 'False',
        ExternalHostname: 'mail.alpine.com',
        InternalHostname: 'mail.alpine.com',
        ExternalClientAuthenticationMethod: 'Basic',
        InternalClientAuthenticationMethod: 'Basic',
        ExternalClientsRequireSsl: 'False',
        InternalClientsRequireSsl: 'False',
        Identity: 'EX16S\\Rpc (Default Web Site)',
        Server: 'EX16S',
      }),
  },
  facts: [
    'EX16S & 2016',
    'Offline Address Book of EX16S & http://mail.alpine.com/OAB',
    'Outlook Anywhere & (outside|External).*(not|without|False)',
    'Address Book & (RequireSSL|require).*',
    'front end of EX16S & D1D1',
    'mail.alpine.com is in|mail.alpine.com .* is in',
  ],
  judgements: [
    'Outlook Anywhere & (Basic|password) & (clear|without TLS|require)',
    'Address Book & (clear|RequireSSL|without TLS|http:)',
    'out-of-support',
  ],
  unknowns: ['back end', 'OAuth'],
  never: ['Outlook Anywhere.* requires TLS'],
  first: '(require|RequireSsl|clear|without TLS)',
});

test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, claims) => {
  expect(unmet(claims)).toEqual([]);
});
