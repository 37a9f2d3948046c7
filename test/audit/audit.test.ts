import { auditOf } from '../../lib/audit/audit';
import { LIKELY_CLIENTS } from '../../lib/audit/populations';
import { StatementKind, Topic } from '../../lib/audit/statement';
import { readExportFiles } from '../../lib/exports/exchange-export';
import { writeClixml } from '../support/clixml-writer';
import {
  authConfig,
  exchangeServer,
  exportFiles,
  host,
  iisBinding,
  listedCertificate,
  serverCertificates,
  soundExport,
  soundList,
  virtualDirectory,
} from '../support/exchange-export';
import { issueCertificate } from '../support/issue';

const NOW = new Date('2026-03-01T00:00:00Z');
const certificates = serverCertificates('EX01');
const { web, setup, auth } = certificates;
const sound = soundExport('EX01', certificates);

function auditFiles(files: Readonly<Record<string, Buffer | string>>, now = NOW) {
  const exported = readExportFiles(exportFiles(files));
  const audit = auditOf(exported, exported.organizations[0]!, { now, clients: LIKELY_CLIENTS });
  const of = (topic: Topic, kind?: StatementKind): string[] =>
    audit.statements
      .filter((one) => one.topic === topic && (kind === undefined || one.kind === kind))
      .map(({ text }) => text);
  return { ...audit, of, codes: audit.work.map(({ code }) => code) };
}

test('a sound server: front end and back end are known, and the names of the URLs are compared', () => {
  const { of, codes, exported } = auditFiles(sound);
  const presented = of(Topic.PRESENTED, StatementKind.CONCLUDED).join('\n');
  expect(presented).toMatch(new RegExp(`front end of EX01 .*${web.certificate.sha1}`));
  expect(presented).toMatch(new RegExp(`back end of EX01 .*${setup.certificate.sha1}`));
  expect(of(Topic.NAMES, StatementKind.CONCLUDED)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^mail\.contoso\.com .*is in/),
      expect.stringMatching(/^ews\.contoso\.com .*is missing in/),
      expect.stringMatching(/^autodiscover\.contoso\.com is not in/),
    ]),
  );
  expect(codes).toContain('names-missing');
  expect(codes).not.toContain('self-signed-presented');
  expect(exported.estate.bindings.map(({ id, certificate }) => [id, certificate])).toEqual([
    ['EX01/owa', web.certificate.sha1],
    ['EX01/ews', web.certificate.sha1],
  ]);
});

test('every statement that was read or concluded names a file, and everything to do names why and who', () => {
  const { statements, work } = auditFiles(sound);
  for (const { kind, at } of statements) if (kind !== StatementKind.UNKNOWN) expect(at.length).toBeGreaterThan(0);
  for (const { kind, export: how } of statements) if (kind === StatementKind.UNKNOWN) expect(how).toBeTruthy();
  for (const { why, fix, affected } of work) expect([why, fix, affected].every((text) => text.length > 5)).toBe(true);
});

test('a bound thumbprint that is in no list makes the answer unknown, and comes first', () => {
  const hash = 'AB'.repeat(20);
  const { of, work, exported } = auditFiles({
    ...sound,
    'Get-WebBinding.xml': writeClixml([
      iisBinding('EX01', 1, ':443:', hash),
      iisBinding('EX01', 2, '*:444:', setup.certificate.sha1),
    ]),
    'Get-AuthConfig.xml': writeClixml([authConfig(null)]),
  });
  expect(work[0]).toMatchObject({ code: 'bound-in-no-list', server: 'EX01' });
  expect(of(Topic.PRESENTED, StatementKind.CONCLUDED).join()).not.toMatch(/front end of EX01/);
  expect(of(Topic.NAMES, StatementKind.CONCLUDED)).toEqual([]);
  expect(exported.estate.bindings).toEqual([]);
  expect(exported.notJudged.join()).toMatch(/which certificate they present/);
});

test('a binding against the list is a contradiction; several certificates on one site are one too', () => {
  const against = auditFiles({
    ...sound,
    'Get-WebBinding.xml': writeClixml([iisBinding('EX01', 1, '*:443:', setup.certificate.sha1)]),
  });
  expect(against.work[0]!.code).toBe('binding-against-list');
  const several = auditFiles({
    ...sound,
    'Get-WebBinding.xml': writeClixml([
      iisBinding('EX01', 1, '*:443:', web.certificate.sha1),
      iisBinding('EX01', 1, '10.0.0.1:443:', setup.certificate.sha1),
    ]),
  });
  expect(several.work[0]!.code).toBe('bound-to-several');
});

test('a binding without a certificate is broken; a binding of which the certificate is not said is no evidence', () => {
  const list = writeClixml([
    listedCertificate('EX01', { der: web.certificate.der, services: ['SMTP'] }),
    listedCertificate('EX01', { der: auth.certificate.der, services: ['SMTP'] }),
  ]);
  const none = auditFiles({
    ...sound,
    'Get-ExchangeCertificate.xml': list,
    'Get-WebBinding.xml': writeClixml([iisBinding('EX01', 1, '*:443:', null)]),
  });
  expect(none.codes).toContain('no-certificate-bound');
  const unsaid = auditFiles({
    ...sound,
    'Get-WebBinding.xml': writeClixml([iisBinding('EX01', 1, '*:443:', undefined)]),
  });
  expect(unsaid.of(Topic.PRESENTED, StatementKind.CONCLUDED).join('\n')).toMatch(
    /front end .*Exchange lists it for the web site that clients meet; the binding itself is not in the export/,
  );
});

test('deserialized certificates: services are unknown, never none', () => {
  const shapes = [web, setup].map(({ certificate }) =>
    listedCertificate('EX01', { der: certificate.der, deserialized: true }),
  );
  const { of, codes, statements } = auditFiles({
    'Get-ExchangeCertificate.xml': writeClixml(shapes),
    'Get-ExchangeServer.xml': sound['Get-ExchangeServer.xml']!,
  });
  expect(of(Topic.CERTIFICATES, StatementKind.UNKNOWN).join()).toMatch(
    /services, private key and status of 2 certificates .*not known/,
  );
  expect(codes).toContain('export-deserialized');
  expect(statements.map(({ text }) => text).join('\n')).not.toMatch(/no service|listed for/);
});

test('without bindings two certificates for IIS leave open which one clients meet', () => {
  const text = (thumbprint: string, subject: string): string =>
    `Thumbprint : ${thumbprint}\nServices : IIS, SMTP\nSubject : ${subject}\n\n`;
  const { of } = auditFiles({
    'ticket.txt': `Get-ExchangeCertificate -Server EX01 | fl\n\n${text('AA'.repeat(20), 'CN=mail.contoso.com')}${text('BB'.repeat(20), 'CN=EX01')}`,
  });
  expect(of(Topic.PRESENTED, StatementKind.UNKNOWN).join('\n')).toMatch(
    /front end of EX01 .*for IIS, and the export does not say which/,
  );
});

test('a list of names that the console cut never makes a name missing', () => {
  const { of, codes } = auditFiles({
    'ticket.txt': `Get-ExchangeCertificate | fl\n\nThumbprint : ${'AA'.repeat(20)}\nServices : IIS\nSubject : CN=mail.contoso.com\nCertificateDomains : {mail.contoso.com, a.contoso.com...}\n\nGet-OwaVirtualDirectory | fl\n\nInternalUrl : https://mail.contoso.com/owa\nExternalUrl : https://owa.contoso.com/owa\n`,
  });
  expect(of(Topic.NAMES, StatementKind.CONCLUDED).join()).toMatch(/mail\.contoso\.com .*is in/);
  expect(of(Topic.NAMES, StatementKind.UNKNOWN).join()).toMatch(/whether owa\.contoso\.com .*not known/);
  expect(codes).not.toContain('names-missing');
});

test('a masked thumbprint matches nothing, and the later of two states counts', () => {
  const { of } = auditFiles({
    'ticket.txt':
      'Get-ExchangeCertificate\n\nThumbprint  Services  Subject\n----------  --------  -------\nxxxxxxxxxxxx  ....S.    CN=mail.contoso.com\n\nEnable-ExchangeCertificate -Services IIS\nGet-ExchangeCertificate\n\nThumbprint  Services  Subject\n----------  --------  -------\nxxxxxxxxxxxx  ...WS.    CN=mail.contoso.com\n',
  });
  expect(of(Topic.CERTIFICATES, StatementKind.READ).join('\n')).toMatch(/listed for IIS, SMTP/);
  expect(of(Topic.SOURCES).join()).toMatch(/the later state counts/);
  expect(of(Topic.CERTIFICATES, StatementKind.UNKNOWN).join()).toMatch(/masked/);
});

test('the OAuth certificate: in use, expired, missing on a server, leftovers', () => {
  const old = issueCertificate({
    subject: 'Microsoft Exchange Server Auth Certificate',
    notBefore: new Date('2020-01-01'),
    notAfter: new Date('2025-01-01'),
    key: 'p384',
  });
  const ex02 = writeClixml(soundList('EX02', serverCertificates('EX02', old)));
  const { codes, of } = auditFiles({
    ...sound,
    'Get-ExchangeServer.xml': writeClixml([exchangeServer('EX01'), exchangeServer('EX02')]),
    'EX02/Get-ExchangeCertificate.xml': ex02,
    'Get-AuthConfig.xml': writeClixml([authConfig(old.certificate.sha1)]),
  });
  expect(codes).toEqual(expect.arrayContaining(['oauth-certificate-expired', 'oauth-certificate-missing']));
  expect(of(Topic.OAUTH, StatementKind.CONCLUDED).join('\n')).toMatch(
    new RegExp(`${auth.certificate.sha1}\\) is a leftover`),
  );
});

test('pins: none that match, several of which the last one counts, one without SMTP', () => {
  const pin = (name: string, TlsCertificateName: string) => ({
    types: ['Microsoft.Exchange.Data.Directory.SystemConfiguration.SmtpSendConnectorConfig'],
    props: {
      Name: name,
      TlsCertificateName: { text: TlsCertificateName },
      SourceTransportServers: { list: [{ text: 'EX01' }] },
      Fqdn: null,
      DistinguishedName: `CN=${name},DC=contoso,DC=local`,
    },
  });
  const { of, codes } = auditFiles({
    ...sound,
    'Get-SendConnector.xml': writeClixml([
      pin('gone', '<I>CN=No CA<S>CN=mail'),
      pin('web', '<I>CN=Contoso Issuing CA<S>CN=mail.contoso.com'),
    ]),
  });
  expect(codes).toContain('pin-matches-none');
  const texts = of(Topic.CONNECTORS, StatementKind.CONCLUDED).join('\n');
  expect(texts).toMatch(/connector gone is pinned to .*no certificate of EX01/);
  expect(texts).toMatch(new RegExp(`connector web is pinned to .*${web.certificate.sha1}`));
});

test('Extended Protection: what Active Directory alone says is unknown, what IIS says is compared with the table', () => {
  const owa = (Path: string, value: string) =>
    writeClixml([
      virtualDirectory('EX01', 'Owa', 'https://mail.contoso.com/owa', {
        Path,
        ExtendedProtectionTokenChecking: { named: value, number: 0 },
      }),
    ]);
  const blind = auditFiles({
    ...sound,
    'Get-WebServicesVirtualDirectory.xml': owa('', 'Require'),
    'Get-OwaVirtualDirectory.xml': owa('', 'Require'),
  });
  expect(blind.of(Topic.EXTENDED_PROTECTION, StatementKind.READ)).toEqual([]);
  expect(blind.of(Topic.EXTENDED_PROTECTION, StatementKind.UNKNOWN).join()).toMatch(/Active Directory alone/);
  const ews = writeClixml([
    virtualDirectory('EX01', 'WebServices', 'https://mail.contoso.com/EWS', {
      ExtendedProtectionTokenChecking: { named: 'Require', number: 2 },
    }),
  ]);
  const strict = auditFiles({ ...sound, 'Get-WebServicesVirtualDirectory.xml': ews });
  expect(strict.codes).toEqual(
    expect.arrayContaining(['extended-protection-too-strict', 'extended-protection-partly']),
  );
});

test('organizations are not mixed, and both readings of an unclear date are kept', () => {
  const foreign = listedCertificate('X', { der: setup.certificate.der, deserialized: true });
  const mixed = auditFiles({
    ...sound,
    'other.xml': writeClixml([{ ...(foreign as object), notes: { PSComputerName: 'x.fabrikam.lab' } }]),
  });
  expect(mixed.servers).toEqual(['EX01']);
  expect(mixed.codes).toContain('organizations-mixed');
  const dates = auditFiles({
    'ticket.txt': `Thumbprint : ${'AA'.repeat(20)}\nServices : IIS\nSubject : CN=mail.contoso.com\nNotAfter : 04/05/2026 10:00:00\n`,
  });
  expect(dates.of(Topic.EXPIRY, StatementKind.UNKNOWN).join()).toMatch(/2026-05-04 or 2026-04-05/);
  expect(host('EX01')).toBe('EX01.contoso.local');
});

test('the back end on one address alone is something to do', () => {
  const { codes } = auditFiles({
    ...sound,
    'Get-WebBinding.xml': writeClixml([iisBinding('EX01', 2, '192.0.2.10:444:', setup.certificate.sha1)]),
  });
  expect(codes).toContain('back-end-on-one-address');
});
