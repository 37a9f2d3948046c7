import { auditOf } from '../../lib/audit/audit';
import { LIKELY_CLIENTS } from '../../lib/audit/populations';
import { Gravity, StatementKind, Topic } from '../../lib/audit/statement';
import { readExportFiles } from '../../lib/exports/exchange-export';
import { exportFiles } from '../support/exchange-export';

/** Texts as people paste them into tickets, and what somebody who knows Exchange reads off them. */

const NOW = new Date('2026-11-30T12:00:00Z');
const [A, B, C] = ['1A', '2B', '3C'].map((byte) => byte.repeat(20)) as [string, string, string];

function audit(text: string) {
  const exported = readExportFiles(exportFiles({ 'ticket.txt': text }));
  const found = auditOf(exported, exported.organizations[0]!, { now: NOW, clients: LIKELY_CLIENTS });
  const of = (kind: StatementKind): string =>
    found.statements.flatMap((one) => (one.kind === kind ? one.text : [])).join('\n');
  return {
    ...found,
    codes: found.work.map(({ code }) => code),
    concluded: of(StatementKind.CONCLUDED),
    unknown: of(StatementKind.UNKNOWN),
    topics: new Set(found.statements.map(({ topic }) => topic)),
  };
}

function listed(server: string, ...certificates: readonly Readonly<Record<string, string>>[]): string {
  const blocks = certificates.map((one) =>
    Object.entries(one)
      .map(([name, value]) => `${name.padEnd(18)} : ${value}`)
      .join('\n'),
  );
  return `[PS] C:\\>Get-ExchangeCertificate -Server ${server} | fl\n\n${blocks.join('\n\n')}\n\n`;
}

const web = {
  CertificateDomains: '{mail.contoso.com, autodiscover.contoso.com}',
  HasPrivateKey: 'True',
  IsSelfSigned: 'False',
  Issuer: 'CN=Contoso Issuing CA',
  NotAfter: '6/14/2027 10:00:00 AM',
  NotBefore: '6/14/2026 10:00:00 AM',
  RootCAType: 'Enterprise',
  Services: 'IIS, SMTP',
  Subject: 'CN=mail.contoso.com',
  Thumbprint: A,
};

test('an event that misses the OAuth certificate comes first', () => {
  const { codes, concluded } = audit(
    `Unable to find the certificate with thumbprint ${C} in the current computer or the certificate is missing private key.\n\n${listed('EX19', web)}`,
  );
  expect(codes[0]).toBe('oauth-certificate-missing');
  expect(concluded).toContain(C);
});

test('a thumbprint in a sentence that a certificate has says nothing new', () => {
  const { codes, concluded } = audit(
    `the certificate with thumbprint ${A} is missing private key\n\n${listed('EX19', web)}`,
  );
  expect(codes).not.toContain('oauth-certificate-missing');
  expect(concluded).not.toContain('no certificate of the export has it');
});

test('a connector that is pinned to an expired certificate is pinned to the one that took its place', () => {
  const old = {
    ...web,
    Thumbprint: B,
    Services: 'SMTP',
    Issuer: 'CN=Old CA',
    NotAfter: '8/1/2026 10:00:00 AM',
    NotBefore: '8/1/2025 10:00:00 AM',
  };
  const { codes, work } = audit(
    `[PS] C:\\>Get-SendConnector | fl\n\nName                   : Out\nSmartHosts             : {a.mail.protection.outlook.com}\nTlsCertificateName     : <I>CN=Old CA<S>CN=mail.contoso.com\nSourceTransportServers : {EX19}\n\n${listed('EX19', web, old)}`,
  );
  expect(codes[0]).toBe('pin-to-expired-certificate');
  expect(work[0]!.fix).toContain('<I>CN=Contoso Issuing CA<S>CN=mail.contoso.com');
  expect(codes).toContain('expired-certificate-left');
  expect(codes).not.toContain('listed-certificate-expired');
});

test('a certificate without its key comes first, and what is not known is not claimed', () => {
  const { codes, concluded } = audit(
    listed('EX10', { ...web, HasPrivateKey: 'False' }, { ...web, Thumbprint: B, Subject: 'CN=EX10' }),
  );
  expect(codes[0]).toBe('private-key-missing');
  expect(codes).toContain('export-bindings');
  expect(concluded).not.toMatch(/HTTPS front end/);
});

test('two certificates for IIS: what clients meet stays unknown, with what setup leaves', () => {
  const setup = {
    ...web,
    Thumbprint: B,
    Subject: 'CN=EX19',
    Issuer: 'CN=EX19',
    IsSelfSigned: 'True',
    RootCAType: 'Registry',
    CertificateDomains: '{EX19, EX19.contoso.local}',
  };
  const { codes, unknown } = audit(listed('EX19', web, setup));
  expect(unknown).toMatch(
    /front end of EX19 .*where nobody changed the back end, EX19 .*mail\.contoso\.com .*is what clients meet/,
  );
  expect(codes[0]).toBe('export-bindings');
});

test('who issued a certificate is unknown where a table does not say', () => {
  const { concluded, unknown } = audit(`${A}  IP.WS..    CN=mail.contoso.com\n`);
  expect(unknown).toMatch(/who issued mail\.contoso\.com/);
  expect(concluded).not.toMatch(/is not known/);
});

test('a receive connector whose name no certificate has', () => {
  const { codes } = audit(
    `[PS] C:\\>Get-ReceiveConnector | fl\n\nIdentity : EX19\\Client Frontend EX19\nFqdn     : smtp.contoso.com\nBindings : {0.0.0.0:587}\n\n${listed('EX19', web)}`,
  );
  expect(codes[0]).toBe('connector-name-in-no-certificate');
});

test('short keys and far renewals: what clients refuse comes before what ends in half a year', () => {
  const { codes } = audit(
    listed('EX07', {
      ...web,
      PublicKeySize: '1024',
      NotBefore: '6/30/2025 10:00:00 AM',
      NotAfter: '6/30/2027 10:00:00 AM',
    }) +
      '[PS] C:\\>Get-ExchangeServer | fl\n\nName                : EX07\nServerRole          : ClientAccess\nAdminDisplayVersion : Version 8.3 (Build 83.6)\n',
  );
  expect(codes).toEqual(['presented-key-too-short', 'out-of-support', 'presented-certificate-ends-soon']);
});

test('Edge servers and servers without Client Access are read, named and not judged', () => {
  const { codes, concluded, statements } = audit(
    `Get-ExchangeServer | ft Name,ServerRole,AdminDisplayVersion\n\nName  ServerRole AdminDisplayVersion\n----  ---------- -------------------\nEDGE1 Edge       Version 15.2 (Build 2562.17)\nMBX07 Mailbox    Version 8.3 (Build 83.6)\n\n[PS] C:\\>Get-AuthConfig | fl\n\nCurrentCertificateThumbprint : ${C}\n`,
  );
  expect(concluded).toMatch(/EDGE1 is no Client Access server/);
  expect(concluded).toMatch(/MBX07 is no Client Access server/);
  expect(
    statements.filter(
      ({ topic, server }) => server === 'EDGE1' && topic !== Topic.SERVERS && topic !== Topic.CERTIFICATES,
    ),
  ).toEqual([]);
  expect(codes).not.toContain('oauth-certificate-missing');
});

test('URLs that the console cut are unknown, and no name of a certificate is missing for them', () => {
  const { codes, unknown } = audit(
    `${listed('EX10', web)}Get-WebServicesVirtualDirectory | ft Server,InternalUrl\n\nServer                     InternalUrl\n------                     -----------\nEX10                       https://ex10.contoso....\n`,
  );
  expect(unknown).toMatch(/the console cut them/);
  expect(codes).not.toContain('names-missing');
});

test('an OAuth certificate of which two thirds are over is to be renewed, and soon only where its end is near', () => {
  const auth = (notAfter: string): string =>
    `[PS] C:\\>Get-AuthConfig | fl\n\nCurrentCertificateThumbprint : ${C}\n\n` +
    listed('EX19', {
      Subject: 'CN=Microsoft Exchange Server Auth Certificate',
      Thumbprint: C,
      Services: 'SMTP',
      NotBefore: '1/31/2022 10:00:00 AM',
      NotAfter: notAfter,
    });
  const gravity = (text: string) =>
    audit(text).work.find(({ code }) => code === 'oauth-certificate-ends-soon')?.gravity;
  expect(gravity(auth('1/31/2027 10:00:00 AM'))).toBe(Gravity.BREAKS_SOON);
  expect(gravity(auth('1/31/2028 10:00:00 AM'))).toBe(Gravity.TIDY);
  expect(gravity(auth('1/31/2032 10:00:00 AM'))).toBeUndefined();
});

test('a directory that IIS opens to listed addresses alone needs no Extended Protection', () => {
  const location = (path: string, inside: string): string =>
    `<location path="${path}"><system.webServer><security>${inside}</security></system.webServer></location>`;
  const checking = (value: string): string =>
    `<authentication><windowsAuthentication enabled="true"><extendedProtection tokenChecking="${value}" /></windowsAuthentication></authentication>`;
  const configuration = (filter: string): string =>
    `<configuration><system.applicationHost><sites><site name="Default Web Site" id="1"><application path="/owa" /><application path="/EWS" /></site></sites></system.applicationHost>` +
    location('Default Web Site/owa', checking('Require')) +
    location('Default Web Site/EWS', checking('None') + filter) +
    '</configuration>';
  const codes = (filter: string): string[] => {
    const exported = readExportFiles(
      exportFiles({
        'applicationHost.config': configuration(filter),
        'server.txt':
          '[PS] C:\\>Get-ExchangeServer | fl\n\nName                : EX19\nServerRole          : Mailbox\nAdminDisplayVersion : Version 15.2 (Build 2562.17)\n',
      }),
    );
    const found = auditOf(exported, exported.organizations[0]!, { now: NOW, clients: LIKELY_CLIENTS });
    return found.work.flatMap(({ code, why }) => (/EWS|Exchange Web Services/.test(why) ? [code] : []));
  };
  expect(codes('')).toContain('extended-protection-partly');
  expect(codes('<ipSecurity allowUnlisted="false" />')).toEqual([]);
});

test('a certificate that is not valid yet comes first', () => {
  const { codes } = audit(listed('EX19', { ...web, NotBefore: '12/15/2026 10:00:00 AM' }));
  expect(codes[0]).toBe('presented-certificate-not-yet-valid');
});
