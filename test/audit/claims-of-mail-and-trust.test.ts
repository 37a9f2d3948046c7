import { Claims, formatList, shownCertificate, shownServer, thumbprint, unmet } from '../support/expert-claims';

/** Exports of other versions and situations, and what somebody who knows Exchange reads off them. */
const cases: Claims[] = [];

cases.push({
  name: '2010: IMAP4 on an expired certificate on one of two servers',
  files: {
    'ticket.txt':
      formatList(
        'Get-ExchangeServer | fl Name,Fqdn,ServerRole,AdminDisplayVersion,Edition',
        shownServer('CAS1', 'Version 14.3 (Build 123.4)', 'ClientAccess, HubTransport'),
        shownServer('CAS2', 'Version 14.3 (Build 123.4)', 'ClientAccess, HubTransport'),
        shownServer('MBX1', 'Version 14.3 (Build 123.4)', 'Mailbox'),
      ) +
      formatList(
        'Get-ExchangeCertificate -Server CAS1 | fl',
        shownCertificate({
          Thumbprint: thumbprint('11AB'),
          Subject: 'CN=mail.fabrikam.com, O=Fabrikam, C=US',
          CertificateDomains: '{mail.fabrikam.com, autodiscover.fabrikam.com}',
          Services: 'IIS, SMTP',
        }),
        shownCertificate({
          Thumbprint: thumbprint('22CD'),
          Subject: 'CN=imap.fabrikam.com',
          CertificateDomains: '{imap.fabrikam.com}',
          Services: 'IMAP',
          NotBefore: '9/20/2025 12:00:00 AM',
          NotAfter: '9/20/2026 11:59:59 PM',
          Status: 'DateInvalid',
        }),
      ) +
      formatList(
        'Get-ExchangeCertificate -Server CAS2 | fl',
        shownCertificate({
          Thumbprint: thumbprint('11AB'),
          Subject: 'CN=mail.fabrikam.com, O=Fabrikam, C=US',
          CertificateDomains: '{mail.fabrikam.com, autodiscover.fabrikam.com}',
          Services: 'IIS, SMTP',
        }),
        shownCertificate({
          Thumbprint: thumbprint('33EF'),
          Subject: 'CN=imap.fabrikam.com',
          CertificateDomains: '{imap.fabrikam.com}',
          Services: 'IMAP',
          NotBefore: '9/10/2026 12:00:00 AM',
          NotAfter: '3/28/2027 11:59:59 PM',
        }),
      ) +
      formatList('Get-ImapSettings -Server CAS1 | fl', {
        ProtocolName: 'IMAP4',
        Server: 'CAS1',
        X509CertificateName: 'imap.fabrikam.com',
        LoginType: 'SecureLogin',
        SSLBindings: '{:::993, 0.0.0.0:993}',
        UnencryptedOrTLSBindings: '{:::143, 0.0.0.0:143}',
      }) +
      formatList('Get-ImapSettings -Server CAS2 | fl', {
        ProtocolName: 'IMAP4',
        Server: 'CAS2',
        X509CertificateName: 'imap.fabrikam.com',
        LoginType: 'SecureLogin',
        SSLBindings: '{:::993, 0.0.0.0:993}',
        UnencryptedOrTLSBindings: '{:::143, 0.0.0.0:143}',
      }) +
      formatList('Get-ClientAccessArray | fl', {
        Name: 'casarray',
        Fqdn: 'outlook.fabrikam.local',
        Site: 'fabrikam.local/Configuration/Sites/HQ',
        Members: '{CAS1, CAS2}',
      }) +
      formatList(
        'Get-ClientAccessServer | fl Name,AutoDiscoverServiceInternalUri',
        {
          Name: 'CAS1',
          AutoDiscoverServiceInternalUri: 'https://autodiscover.fabrikam.com/Autodiscover/Autodiscover.xml',
        },
        {
          Name: 'CAS2',
          AutoDiscoverServiceInternalUri: 'https://autodiscover.fabrikam.com/Autodiscover/Autodiscover.xml',
        },
      ) +
      formatList(
        'Get-OutlookAnywhere | fl',
        {
          ServerName: 'CAS1',
          SSLOffloading: 'False',
          ExternalHostname: 'mail.fabrikam.com',
          ClientAuthenticationMethod: 'Ntlm',
          IISAuthenticationMethods: '{Ntlm}',
          Identity: 'CAS1\\Rpc (Default Web Site)',
        },
        {
          ServerName: 'CAS2',
          SSLOffloading: 'False',
          ExternalHostname: 'mail.fabrikam.com',
          ClientAuthenticationMethod: 'Ntlm',
          IISAuthenticationMethods: '{Ntlm}',
          Identity: 'CAS2\\Rpc (Default Web Site)',
        },
      ) +
      formatList(
        'Get-OwaVirtualDirectory | fl Server,InternalUrl,ExternalUrl',
        {
          Server: 'CAS1',
          InternalUrl: 'https://cas1.fabrikam.local/owa',
          ExternalUrl: 'https://mail.fabrikam.com/owa',
        },
        {
          Server: 'CAS2',
          InternalUrl: 'https://cas2.fabrikam.local/owa',
          ExternalUrl: 'https://mail.fabrikam.com/owa',
        },
      ),
  },
  facts: [
    'CAS1 & 2010 SP3',
    'CAS2 & 2010',
    'MBX1 & roles & Mailbox',
    `${thumbprint('22CD')} & IMAP`,
    'imap.fabrikam.com & ended & 2026-09-20',
    `${thumbprint('33EF')} & 2027-03-28`,
    'IMAP4 of CAS1 & certificate name imap.fabrikam.com',
    'Web App of CAS1 & cas1.fabrikam.local/owa & mail.fabrikam.com/owa',
    'connection point of CAS1 & autodiscover.fabrikam.com',
    'Outlook Anywhere of CAS1 & mail.fabrikam.com',
    'outlook.fabrikam.local',
    'CAS1 & front end & mail.fabrikam.com & 11AB',
    'mail.fabrikam.com & public CA',
  ],
  judgements: [
    'CAS1 & IMAP & expired',
    'cas1.fabrikam.local & (missing|set the URLs)',
    'IMAP4 of CAS2 & 33EF',
    'out-of-support & 2010',
    'front end of CAS1 & mail.fabrikam.com',
    'MBX1 & no Client Access',
  ],
  unknowns: [
    'load balancer',
    'accepted domains',
    'send connectors',
    'MBX1 & (certificate list|certificates)',
    'whether the services & IMAP4 & CAS1',
  ],
  never: ['back end of CAS1', 'OAuth certificate & missing', 'CAS2 & expired', 'front end of MBX1'],
  first: 'IMAP & CAS1',
});
cases.push({
  name: '2019: a connector is pinned to a certificate of another issuer',
  files: {
    'mailflow.txt':
      formatList(
        'Get-ExchangeServer EX19A | fl',
        shownServer('EX19A', 'Version 15.2 (Build 1748.10)', 'Mailbox', 'tailspin.local'),
      ) +
      formatList(
        'Get-ExchangeCertificate | fl',
        shownCertificate({
          Thumbprint: thumbprint('C1'),
          Subject: 'CN=mail.tailspin.com',
          Issuer: 'CN=Sectigo Public Server Authentication CA DV R36, O=Sectigo Limited, C=GB',
          CertificateDomains: '{mail.tailspin.com, autodiscover.tailspin.com}',
          Services: 'IMAP, POP, IIS, SMTP',
        }),
        shownCertificate({
          Thumbprint: thumbprint('C2'),
          Subject: 'CN=EX19A',
          Issuer: 'CN=EX19A',
          IsSelfSigned: 'True',
          RootCAType: 'Registry',
          CertificateDomains: '{EX19A, EX19A.tailspin.local}',
          Services: 'SMTP',
          NotBefore: '2/2/2024 10:00:00 AM',
          NotAfter: '2/2/2029 10:00:00 AM',
        }),
      ) +
      formatList('Get-ReceiveConnector "EX19A\\Default Frontend EX19A" | fl', {
        Identity: 'EX19A\\Default Frontend EX19A',
        Name: 'Default Frontend EX19A',
        Fqdn: 'EX19A.tailspin.local',
        Bindings: '{[::]:25, 0.0.0.0:25}',
        Enabled: 'True',
        TlsCertificateName:
          '<I>CN=Sectigo RSA Domain Validation Secure Server CA, O=Sectigo Limited, L=Salford, S=Greater Manchester, C=GB<S>CN=mail.tailspin.com',
        RequireTLS: 'False',
        AuthMechanism: 'Tls, Integrated, BasicAuth, BasicAuthRequireTLS, ExchangeServer',
        TransportRole: 'FrontendTransport',
      }) +
      formatList('Get-SendConnector | fl', {
        Name: 'Internet',
        Enabled: 'True',
        AddressSpaces: '{SMTP:*;1}',
        SmartHosts: '{}',
        SourceTransportServers: '{EX19A}',
        TlsCertificateName: '',
        Fqdn: 'mail.tailspin.com',
      }),
  },
  facts: [
    'EX19A & 2019 CU15',
    'receive connector Default Frontend EX19A & Sectigo RSA Domain Validation',
    'send connector Internet & SMTP:\\*;1',
    'mail.tailspin.com & public CA',
    `${thumbprint('C2')} & setup`,
    `${thumbprint('C1')} & IIS`,
    'front end of EX19A & C1C1',
  ],
  judgements: [
    'Default Frontend & no certificate',
    'pin-matches-none',
    'out-of-support & 2019',
    'C1C1 & (same subject|newer|renewed|in its place|mail.tailspin.com) & pin|TlsCertificateName',
  ],
  unknowns: ['OAuth', 'back end of EX19A', 'accepted domains'],
  never: ['send connector Internet is pinned', 'mail.tailspin.com & 2026 & expired'],
  first: 'pin & Default Frontend',
});
cases.push({
  name: '2016: one of two servers lacks the OAuth certificate',
  files: {
    'a.txt':
      `[PS] C:\\>Get-ExchangeServer | ft Name,AdminDisplayVersion,ServerRole -AutoSize\n\nName  AdminDisplayVersion           ServerRole\n----  -------------------           ----------\nLON01 Version 15.1 (Build 2507.6)      Mailbox\nLON02 Version 15.1 (Build 2507.6)      Mailbox\n\n` +
      formatList('Get-AuthConfig | fl *Thumb*,NextCertificateEffectiveDate', {
        CurrentCertificateThumbprint: thumbprint('0A7'),
        PreviousCertificateThumbprint: thumbprint('0B8'),
        NextCertificateThumbprint: '',
        NextCertificateEffectiveDate: '',
      }) +
      `[PS] C:\\>Get-ExchangeCertificate -Server LON01\n\nThumbprint                                Services   Subject\n----------                                --------   -------\n${thumbprint('0A7')}  ....S..    CN=Microsoft Exchange Server Auth Certificate\n${thumbprint('D4')}  IP.WS..    CN=mail.wingtip.com, O=Wingtip\n${thumbprint('E5')}  ...WS..    CN=LON01\n${thumbprint('F6')}  .......    CN=WMSvc-SHA2-LON01\n\n[PS] C:\\>Get-ExchangeCertificate -Server LON02\n\nThumbprint                                Services   Subject\n----------                                --------   -------\n${thumbprint('0B8')}  ....S..    CN=Microsoft Exchange Server Auth Certificate\n${thumbprint('D4')}  IP.WS..    CN=mail.wingtip.com, O=Wingtip\n${thumbprint('E6')}  ...WS..    CN=LON02\n\n`,
  },
  facts: [
    'LON01 & 2016 CU23',
    'LON02 & 2016',
    `current OAuth & ${thumbprint('0A7')}`,
    `previous OAuth & ${thumbprint('0B8')}`,
    'LON01 has the current OAuth',
    `LON02 does not list & ${thumbprint('0A7')}`,
    `${thumbprint('D4')} & IMAP, POP, IIS, SMTP`,
    'WMSvc & platform',
    `${thumbprint('E6')} & IIS, SMTP`,
  ],
  judgements: ['oauth-certificate-missing & LON02', 'out-of-support & 2016'],
  unknowns: [
    'who issued mail.wingtip.com',
    'front end of LON01',
    '(when|end|expiry|dates?|valid).*|ends.*not & (Auth Certificate|mail.wingtip.com)',
    'names',
  ],
  never: ['mail.wingtip.com.* is self-signed', 'Certificate.* ended', 'leftover & 0B80B8'],
  first: 'oauth-certificate-missing & LON02',
});
cases.push({
  name: '2013: the certificate of the federation trust ends soon',
  files: {
    'fed.txt':
      formatList(
        'Get-ExchangeServer | fl',
        shownServer('EX13F', 'Version 15.0 (Build 1497.2)', 'Mailbox, ClientAccess', 'litware.local'),
      ) +
      formatList('Get-FederationTrust | fl', {
        ApplicationIdentifier: '00000000480A1B2C',
        ApplicationUri: 'FYDIBOHF25SPDLT.litware.com',
        OrgCertificate: '[Subject]',
        OrgPrivCertificate: thumbprint('FE'),
        OrgNextPrivCertificate: '',
        OrgPrevPrivCertificate: '',
        TokenIssuerUri: 'urn:federation:MicrosoftOnline',
        Name: 'Microsoft Federation Gateway',
      }) +
      formatList(
        'Get-ExchangeCertificate | fl',
        shownCertificate({
          Thumbprint: thumbprint('FE'),
          Subject: 'CN=Federation',
          Issuer: 'CN=Federation',
          IsSelfSigned: 'True',
          RootCAType: 'None',
          CertificateDomains: '{Federation}',
          Services: 'SMTP, Federation',
          NotBefore: '12/18/2021 8:00:00 AM',
          NotAfter: '12/18/2026 8:00:00 AM',
        }),
        shownCertificate({
          Thumbprint: thumbprint('A9'),
          Subject: 'CN=mail.litware.com',
          CertificateDomains: '{mail.litware.com, autodiscover.litware.com}',
          Services: 'IIS, SMTP',
          NotAfter: '6/30/2027 11:59:59 PM',
          NotBefore: '6/30/2026 12:00:00 AM',
        }),
      ),
  },
  facts: [
    'EX13F & 2013',
    `federation trust & ${thumbprint('FE')}`,
    'Federation & 2026-12-18',
    `${thumbprint('FE')} & Federation`,
    'FYDIBOHF25SPDLT.litware.com|ApplicationUri',
    `${thumbprint('A9')} & 2027-06-30`,
  ],
  judgements: ['federation & (Renew|ends|soon) & 2026-12-18', 'out-of-support & 2013', 'front end of EX13F & A9A9'],
  unknowns: ['back end', 'OAuth'],
  never: ['front end & (presents|:) Federation \\('],
  first: 'federation',
});
cases.push({
  name: '2016: POP3 presents the certificate of setup',
  files: {
    'pop.txt':
      formatList(
        'Get-ExchangeServer | fl',
        shownServer('EX16', 'Version 15.1 (Build 2507.6)', 'Mailbox', 'humongous.local'),
      ) +
      formatList(
        'Get-ExchangeCertificate | fl',
        shownCertificate({
          Thumbprint: thumbprint('9A'),
          Subject: 'CN=*.humongous.com',
          CertificateDomains: '{*.humongous.com, humongous.com}',
          Services: 'IIS, SMTP',
        }),
        shownCertificate({
          Thumbprint: thumbprint('9B'),
          Subject: 'CN=EX16',
          Issuer: 'CN=EX16',
          IsSelfSigned: 'True',
          RootCAType: 'Registry',
          CertificateDomains: '{EX16, EX16.humongous.local}',
          Services: 'IMAP, POP, SMTP',
          NotBefore: '2/2/2024 10:00:00 AM',
          NotAfter: '2/2/2029 10:00:00 AM',
        }),
      ) +
      formatList('Get-PopSettings | fl', {
        ProtocolName: 'POP3',
        Name: '1',
        SSLBindings: '{[::]:995, 0.0.0.0:995}',
        UnencryptedOrTLSBindings: '{[::]:110, 0.0.0.0:110}',
        X509CertificateName: 'EX16',
        LoginType: 'SecureLogin',
        ExternalConnectionSettings: '{pop.humongous.com:995:SSL}',
        Server: 'EX16',
        Identity: 'EX16\\1',
      }) +
      formatList(
        'Get-Service MSExchangePOP3,MSExchangePOP3BE | fl Name,Status',
        { Name: 'MSExchangePOP3', Status: 'Running' },
        { Name: 'MSExchangePOP3BE', Status: 'Running' },
      ),
  },
  facts: [
    'EX16 & 2016',
    '9A9A & humongous.com',
    `${thumbprint('9B')} & IMAP, POP, SMTP`,
    'POP3 of EX16 & certificate name EX16',
    'front end of EX16 & 9A9A',
    'pop.humongous.com',
    'POP3 & (runs|Running)',
  ],
  judgements: [
    'POP3 of EX16: EX16 \\(9B9B',
    'X509CertificateName & pop.humongous.com',
    'self-signed & POP',
    'out-of-support',
  ],
  unknowns: ['back end', 'IMAP4 of EX16'],
  never: ['POP3 of EX16: \\*.humongous'],
  first: 'POP',
});
cases.push({
  name: '2019, JSON: a certificate without its private key',
  files: {
    'certs.json': JSON.stringify({
      ExchangeCertificate: [
        {
          AccessRules: null,
          CertificateDomains: 'mail.blueyonder.com autodiscover.blueyonder.com',
          HasPrivateKey: false,
          IsSelfSigned: false,
          Issuer: "CN=R11, O=Let's Encrypt, C=US",
          NotAfter: '2027-01-20T08:00:00+01:00',
          NotBefore: '2026-10-22T09:00:00+02:00',
          PublicKeySize: 2048,
          RootCAType: 3,
          SerialNumber: '03AA',
          Services: 13,
          Status: 2,
          Subject: 'CN=mail.blueyonder.com',
          Thumbprint: thumbprint('4F'),
          PSComputerName: 'ex19j.blueyonder.local',
          Identity: `ex19j.blueyonder.local\\${thumbprint('4F')}`,
        },
        {
          AccessRules: null,
          CertificateDomains: 'EX19J EX19J.blueyonder.local',
          HasPrivateKey: true,
          IsSelfSigned: true,
          Issuer: 'CN=EX19J',
          NotAfter: '2029-02-02T10:00:00+01:00',
          NotBefore: '2024-02-02T10:00:00+01:00',
          PublicKeySize: 2048,
          RootCAType: 3,
          SerialNumber: '01',
          Services: 12,
          Status: 1,
          Subject: 'CN=EX19J',
          Thumbprint: thumbprint('5F'),
          PSComputerName: 'ex19j.blueyonder.local',
          Identity: `ex19j.blueyonder.local\\${thumbprint('5F')}`,
        },
      ],
      ExchangeServer: [
        {
          Name: 'EX19J',
          Fqdn: 'ex19j.blueyonder.local',
          AdminDisplayVersion: 'Version 15.2 (Build 1748.10)',
          ServerRole: 54,
        },
      ],
      OwaVirtualDirectory: [
        {
          Server: 'EX19J',
          InternalUrl: 'https://mail.blueyonder.com/owa',
          ExternalUrl: 'https://mail.blueyonder.com/owa',
          Name: 'owa (Default Web Site)',
        },
      ],
    }),
  },
  facts: [
    'EX19J & 2019 CU15',
    `${thumbprint('4F')} & IMAP & IIS`,
    '4F4F & 2027-01-20',
    '4F4F & mail.blueyonder.com, autodiscover.blueyonder.com',
    'Web App of EX19J & mail.blueyonder.com',
    '5F5F & setup',
    'no private key',
  ],
  judgements: ['private-key-missing & mail.blueyonder.com', 'out-of-support & 2019', 'private key & 4F4F'],
  unknowns: ['back end|front end', 'OAuth', 'public one'],
  never: ['4F4F & is self-signed', 'missing in', 'names mail.blueyonder.com autodiscover'],
  first: 'private-key-missing',
});
cases.push({
  name: '2016: the certificate of the hybrid send connector has ended',
  files: {
    'hyb.txt':
      formatList(
        'Get-ExchangeServer | fl',
        shownServer('HYB1', 'Version 15.1 (Build 2507.6)', 'Mailbox', 'relecloud.local'),
      ) +
      formatList('Get-SendConnector "Outbound to Office 365" | fl', {
        Name: 'Outbound to Office 365',
        Enabled: 'True',
        AddressSpaces: '{smtp:relecloud.mail.onmicrosoft.com;1}',
        SourceTransportServers: '{HYB1}',
        TlsCertificateName:
          '<I>CN=GeoTrust TLS RSA CA G1, OU=www.digicert.com, O=DigiCert Inc, C=US<S>CN=mail.relecloud.com',
        RequireTLS: 'True',
        TlsAuthLevel: 'DomainValidation',
        TlsDomain: 'mail.protection.outlook.com',
        CloudServicesMailEnabled: 'True',
        Fqdn: 'mail.relecloud.com',
      }) +
      formatList('Get-HybridConfiguration | fl', {
        ClientAccessServers: '{}',
        ReceivingTransportServers: '{HYB1}',
        SendingTransportServers: '{HYB1}',
        OnPremisesSmartHost: 'mail.relecloud.com',
        Domains: '{relecloud.com}',
        TlsCertificateName:
          '<I>CN=GeoTrust TLS RSA CA G1, OU=www.digicert.com, O=DigiCert Inc, C=US<S>CN=mail.relecloud.com',
      }) +
      formatList(
        'Get-ExchangeCertificate | fl',
        shownCertificate({
          Thumbprint: thumbprint('71'),
          Subject: 'CN=mail.relecloud.com',
          Issuer: 'CN=GeoTrust TLS RSA CA G1, OU=www.digicert.com, O=DigiCert Inc, C=US',
          CertificateDomains: '{mail.relecloud.com, autodiscover.relecloud.com}',
          Services: 'SMTP',
          NotBefore: '11/10/2025 12:00:00 AM',
          NotAfter: '11/25/2026 11:59:59 PM',
          Status: 'DateInvalid',
        }),
        shownCertificate({
          Thumbprint: thumbprint('72'),
          Subject: 'CN=mail.relecloud.com, O=Relecloud, C=DE',
          Issuer: 'CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1, O=DigiCert Inc, C=US',
          CertificateDomains: '{mail.relecloud.com, autodiscover.relecloud.com}',
          Services: 'IMAP, POP, IIS',
          NotBefore: '11/12/2026 12:00:00 AM',
          NotAfter: '5/28/2027 11:59:59 PM',
        }),
      ),
  },
  facts: [
    'HYB1 & 2016',
    'Outbound to Office 365 & requires TLS',
    'hybrid configuration & relecloud.com',
    '7171 & ended & 2026-11-25',
    '7272 & 2027-05-28',
    'front end of HYB1 & 7272',
    '7171 & SMTP',
    'Outbound to Office 365 is pinned to & 7171',
  ],
  judgements: [
    'Outbound to Office 365 & (expired|ended)',
    '7272 & (TlsCertificateName|Enable|SMTP)',
    'hybrid configuration & (pinned|ended|wizard)',
    'out-of-support',
  ],
  unknowns: ['receive connectors', 'OAuth'],
  never: ['front end of HYB1 & 7171'],
  first: 'Outbound to Office 365|hybrid',
});

test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, claims) => {
  expect(unmet(claims)).toEqual([]);
});
