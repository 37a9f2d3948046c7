import { Claims, formatList, shownCertificate, shownServer, thumbprint, unmet } from '../support/expert-claims';

/** Shapes in which people paste what the shell shows, and what somebody who knows Exchange reads off them. */
const cases: Claims[] = [];

const quoted = (t: string, p: string) =>
  t
    .split(/\r?\n/)
    .map((l) => p + l)
    .join('\n');
const numbered = (t: string) =>
  t
    .split(/\r?\n/)
    .map((l, i) => `${String(i + 1).padStart(4)}  ${l}`)
    .join('\n');
const self = (n: string, d: string, o: Record<string, string>) =>
  shownCertificate({
    Subject: `CN=${n}`,
    Issuer: `CN=${n}`,
    IsSelfSigned: 'True',
    RootCAType: 'Registry',
    CertificateDomains: `{${n}, ${n}.${d}}`,
    ...o,
  });
cases.push({
  name: 'German dates with full stops, and netsh in German',
  files: {
    'zertifikate.txt':
      formatList(
        'Get-ExchangeServer | fl',
        shownServer('MX1', 'Version 15.1 (Build 2507.6)', 'Mailbox', 'firma.local'),
      ) +
      formatList(
        'Get-ExchangeCertificate | fl',
        shownCertificate({
          Thumbprint: thumbprint('1D'),
          Subject: 'CN=mail.firma.de',
          CertificateDomains: '{mail.firma.de, autodiscover.firma.de}',
          Services: 'IMAP, POP, IIS, SMTP',
          NotBefore: '05.12.2025 01:00:00',
          NotAfter: '05.12.2026 00:59:59',
        }),
      ) +
      'IP:Port                      : 0.0.0.0:443\n    Zertifikathash               : ' +
      thumbprint('1D').toLowerCase() +
      '\n    Anwendungs-ID                : {4dc3e181-e14b-4a21-b022-59fc669b0914}\n    Zertifikatspeichername       : MY\n\n',
  },
  facts: [
    '1D1D & 2026-12-0[45]',
    'MX1 & 2016',
    '1D1D & valid from 2025-12-0[45]',
    'front end of MX1 & 1D1D',
    '1D1D & IMAP, POP, IIS, SMTP',
  ],
  judgements: ['ends-soon & 2026-12-0[45]', 'out-of-support'],
  unknowns: ['back end', 'OAuth'],
  never: ['2026-05-12', 'expired & MX1'],
  first: 'ends-soon',
});
cases.push({
  name: 'French dates: one day above 12 settles the order',
  files: {
    'certs.txt':
      formatList(
        'Get-ExchangeServer | fl',
        shownServer('PARIS1', 'Version 15.2 (Build 1748.10)', 'Mailbox', 'societe.local'),
      ) +
      formatList(
        'Get-ExchangeCertificate | fl',
        shownCertificate({
          Thumbprint: thumbprint('2E'),
          Subject: 'CN=mail.societe.fr',
          CertificateDomains: '{mail.societe.fr, autodiscover.societe.fr}',
          Services: 'IIS, SMTP',
          NotBefore: '05/12/2025 13:00:00',
          NotAfter: '05/12/2026 13:00:00',
        }),
        self('PARIS1', 'societe.local', {
          Thumbprint: thumbprint('3F'),
          Services: 'SMTP',
          NotBefore: '27/03/2024 10:00:00',
          NotAfter: '27/03/2029 10:00:00',
        }),
      ),
  },
  facts: ['2E2E & 2026-12-05', '3F3F & 2029-03-27', 'PARIS1 & 2019 CU15', 'front end of PARIS1 & 2E2E', '3F3F & setup'],
  judgements: ['ends-soon & 2026-12-05'],
  unknowns: ['back end', 'OAuth'],
  never: ['2026-05-12'],
  first: 'ends-soon',
});
cases.push({
  name: 'dates of which nothing settles the order stay two days',
  files: {
    'certs.txt':
      formatList(
        'Get-ExchangeServer | fl',
        shownServer('AMB1', 'Version 15.2 (Build 1748.10)', 'Mailbox', 'amb.local'),
      ) +
      formatList(
        'Get-ExchangeCertificate | fl',
        shownCertificate({
          Thumbprint: thumbprint('4A'),
          Subject: 'CN=mail.amb.org',
          CertificateDomains: '{mail.amb.org}',
          Services: 'IIS',
          NotBefore: '05/06/2026 13:00:00',
          NotAfter: '05/12/2026 13:00:00',
        }),
      ),
  },
  facts: ['AMB1 & 2019', 'front end of AMB1 & 4A4A'],
  judgements: ['out-of-support'],
  unknowns: ['4A4A & 2026-12-05 & 2026-05-12', 'OAuth'],
  never: ['expired.*4A4A', 'ends-soon', '4A4A.* ended', '4A4A.* ends in'],
  first: 'out-of-support|export|date',
});
cases.push({
  name: 'Japanese dates begin with the year',
  files: {
    'certs.txt':
      formatList(
        'Get-ExchangeServer | fl',
        shownServer('TYO1', 'Version 15.2 (Build 1544.4)', 'Mailbox', 'kaisha.local'),
      ) +
      formatList(
        'Get-ExchangeCertificate | fl',
        shownCertificate({
          Thumbprint: thumbprint('5B'),
          Subject: 'CN=mail.kaisha.jp',
          CertificateDomains: '{mail.kaisha.jp}',
          Services: 'IIS',
          NotBefore: '2025/11/05 9:00:00',
          NotAfter: '2026/11/05 9:00:00',
          Status: 'DateInvalid',
        }),
      ),
  },
  facts: ['5B5B & 2026-11-05', 'TYO1 & 2019 CU14'],
  judgements: ['presented-certificate-expired & 5B5B'],
  unknowns: ['back end'],
  never: ['2026-05-11'],
  first: 'presented-certificate-expired',
});
cases.push({
  name: 'a table of one of three servers',
  files: {
    't.txt':
      '[PS] C:\\>Get-ExchangeServer\n\nName                Site                 ServerRole  Edition     AdminDisplayVersion\n----                ----                 ----------  -------     -------------------\nNY1                 corp.local/Config... Mailbox     Enterprise  Version 15.2 (Bu...\nNY2                 corp.local/Config... Mailbox     Enterprise  Version 15.2 (Bu...\nNY3                 corp.local/Config... Mailbox     Enterprise  Version 15.2 (Bu...\n\n\n[PS] C:\\>Get-ExchangeCertificate -Server NY2\n\nThumbprint                                Services   Subject\n----------                                --------   -------\n' +
      `${thumbprint('7A')}  IP.WS..    CN=mail.corp.com, O=Corp, L=New Yor...\n${thumbprint('7B')}  ....S..    CN=Microsoft Exchange Server Auth Certif...\n${thumbprint('7C')}  ...WS..    CN=NY2\n`,
  },
  facts: ['7A7A & IMAP, POP, IIS, SMTP', '7B7B & SMTP', '7C7C & IIS, SMTP', 'NY1|NY3'],
  judgements: ['7A7A & (what clients meet|NY2)'],
  unknowns: [
    'NY1 & (list|certificates)',
    'NY3 & (list|certificates)',
    'version of NY1',
    '7A7A & (issued|self-signed)',
    'front end of NY2',
    'names',
  ],
  never: ['NY1 runs', 'NY2 runs', 'missing in mail.corp', 'NY1 does not list', 'is no Client Access'],
  first: 'export',
});
const body =
  formatList(
    'Get-ExchangeCertificate -Server BER1 | fl',
    shownCertificate({
      Thumbprint: thumbprint('8A'),
      Subject: 'CN=mail.berg.com',
      CertificateDomains: '{mail.berg.com, autodiscover.berg.com}',
      Services: 'IIS, SMTP',
      NotAfter: '11/15/2026 11:59:59 PM',
      NotBefore: '11/15/2025 12:00:00 AM',
    }),
  ) +
  formatList('Get-OwaVirtualDirectory -Server BER1 | fl Server,InternalUrl,ExternalUrl', {
    Server: 'BER1',
    InternalUrl: 'https://mail.berg.com/owa',
    ExternalUrl: 'https://mail.berg.com/owa',
  });
for (const [n, t] of [
  ['quote', quoted('Hi,\n\nhere it is:\n\n' + body, '> ')],
  ['quote2', 'Hello, see below\n\nOn Mon, someone wrote:\n' + quoted(body, '>> ')],
  ['numbers', numbered(body)],
  [
    'numbersbar',
    body
      .split(/\r?\n/)
      .map((l, i) => `${i + 1}: ${l}`)
      .join('\n'),
  ],
  [
    'pipe',
    body
      .split(/\r?\n/)
      .map((l) => `| ${l}`)
      .join('\n'),
  ],
  [
    'indent',
    body
      .split(/\r?\n/)
      .map((l) => `        ${l}`)
      .join('\n'),
  ],
  ['html', '<pre>' + body.replace(/>/g, '&gt;') + '</pre>'],
  ['halfquoted', 'A long answer.\n'.repeat(40) + quoted(body, '> ')],
] as const)
  cases.push({
    name: `a mail that quotes or numbers the text: ${n}`,
    files: { 'mail.txt': t },
    facts: [
      '8A8A & 2026-11-15',
      'front end of BER1 & 8A8A',
      'Web App of BER1 & https://mail.berg.com/owa',
      'mail.berg.com .* is in',
    ],
    judgements: ['presented-certificate-expired'],
    unknowns: ['version of BER1'],
    never: ['names-missing'],
    first: 'presented-certificate-expired',
  });
cases.push({
  name: 'a list that was cut within braces',
  files: {
    't.txt':
      formatList(
        'Get-ExchangeServer | fl',
        shownServer('CUT1', 'Version 15.0 (Build 1497.2)', 'Mailbox, ClientAccess', 'cut.local'),
      ) +
      formatList(
        'Get-ExchangeCertificate | fl',
        shownCertificate({
          Thumbprint: thumbprint('9D'),
          Subject: 'CN=mail.cut.com',
          CertificateDomains: '{mail.cut.com, autodiscover.cut.com, a.cut.com, b.cut.com...}',
          Services: 'IIS',
        }),
      ) +
      formatList('Get-OwaVirtualDirectory | fl Server,InternalUrl', {
        Server: 'CUT1',
        InternalUrl: 'https://webmail.cut.com/owa',
      }) +
      formatList('Get-WebServicesVirtualDirectory | fl Server,InternalUrl', {
        Server: 'CUT1',
        InternalUrl: 'https://mail.cut.com/EWS/Exchange.asmx',
      }),
  },
  facts: ['mail.cut.com .* is in', 'front end of CUT1 & 9D9D', 'a.cut.com'],
  judgements: ['out-of-support'],
  unknowns: ['webmail.cut.com'],
  never: ['webmail.cut.com.*missing', 'names-missing'],
  first: 'out-of-support|export',
});
cases.push({
  name: 'JSON whose certificates are the text of five blocks',
  files: {
    'all.json': JSON.stringify({
      Server: {
        Name: 'JS1',
        Fqdn: 'js1.corp.local',
        AdminDisplayVersion: { Major: 15, Minor: 2, Build: 1748, Revision: 10 },
      },
      Certificates: [
        '[Subject]\n  CN=mail.js.com\n\n[Issuer]\n  CN=DigiCert\n\n[Serial Number]\n  0A\n\n[Not Before]\n  05/12/2025 13:00:00\n\n[Not After]\n  05/12/2026 13:00:00\n\n[Thumbprint]\n  ' +
          thumbprint('AD') +
          '\n',
      ],
    }),
  },
  facts: ['JS1 & 2019 CU15'],
  judgements: ['out-of-support'],
  unknowns: ['JS1 & (list|certificates)'],
  never: ['2026-05-12', '2026-12-05'],
  first: 'export|out-of-support',
});
cases.push({
  name: 'JSON of a remote session, without bytes',
  files: {
    'Get-ExchangeCertificate.json': JSON.stringify([
      {
        PSComputerName: 'mbx7.remote.local',
        RunspaceId: 'x',
        PSShowComputerName: false,
        CertificateDomains: ['mail.remote.com', 'autodiscover.remote.com'],
        Services: 'IMAP, POP, IIS, SMTP',
        Thumbprint: thumbprint('BE'),
        Subject: 'CN=mail.remote.com',
        Issuer: 'CN=Remote Issuing CA, DC=remote, DC=local',
        IsSelfSigned: false,
        RootCAType: 'Enterprise',
        NotAfter: '/Date(1796083200000)/',
        NotBefore: '/Date(1764547200000)/',
        Status: 'Valid',
        HasPrivateKey: true,
        RawData: '',
      },
    ]),
    'Get-ExchangeServer.json': JSON.stringify({
      Name: 'MBX7',
      Fqdn: 'mbx7.remote.local',
      AdminDisplayVersion: 'Version 15.1 (Build 2507.6)',
      ServerRole: 'Mailbox',
    }),
  },
  facts: ['BEBE & 2026-12-01', 'BEBE & private CA', 'front end of MBX7 & BEBE', 'MBX7 & 2016'],
  judgements: ['ends-soon'],
  unknowns: ['back end'],
  never: ['public CA'],
  first: 'ends-soon',
});
cases.push({
  name: 'two certificates in http.sys: one by address, one by name',
  files: {
    'n.txt':
      formatList(
        'Get-ExchangeServer | fl',
        shownServer('SNI1', 'Version 15.2 (Build 2562.17)', 'Mailbox', 'sni.local'),
      ) +
      formatList(
        'Get-ExchangeCertificate | fl',
        shownCertificate({
          Thumbprint: thumbprint('C4'),
          Subject: 'CN=mail.sni.com',
          CertificateDomains: '{mail.sni.com}',
          Services: 'IIS',
        }),
        shownCertificate({
          Thumbprint: thumbprint('C5'),
          Subject: 'CN=autodiscover.sni.com',
          CertificateDomains: '{autodiscover.sni.com}',
          Services: 'None',
        }),
      ) +
      `C:\\>netsh http show sslcert\n\nSSL Certificate bindings:\n-------------------------\n\n    IP:port                      : 0.0.0.0:443\n    Certificate Hash             : ${thumbprint('C4').toLowerCase()}\n    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}\n    Certificate Store Name       : MY\n\n    Hostname:port                : autodiscover.sni.com:443\n    Certificate Hash             : ${thumbprint('C5').toLowerCase()}\n    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}\n    Certificate Store Name       : MY\n\n` +
      formatList('Get-OwaVirtualDirectory | fl Server,ExternalUrl', {
        Server: 'SNI1',
        ExternalUrl: 'https://mail.sni.com/owa',
      }),
  },
  facts: ['autodiscover.sni.com:443 & C5C5', '0.0.0.0:443 & C4C4', 'SNI1 & SE'],
  judgements: ['autodiscover.sni.com .*C5C5.*SNI', 'mail.sni.com .* is in .*C4C4'],
  unknowns: ['OAuth'],
  never: ['SNI1.*out of support'],
});

test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, claims) => {
  expect(unmet(claims)).toEqual([]);
});
