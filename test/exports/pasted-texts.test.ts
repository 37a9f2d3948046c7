import { readExportFiles } from '../../lib/exports/exchange-export';
import { kindOf, RecordKind } from '../../lib/exports/record';
import { Secrets } from '../../lib/exports/limits';
import { readTextObjects } from '../../lib/exports/text-objects';
import { ExportMoment, textOf } from '../../lib/exports/value';

const [A, B, C] = ['1A', '2B', '3C'].map((byte) => byte.repeat(20)) as [string, string, string];

function read(text: string) {
  return readTextObjects(text, 't.txt', new Secrets()).objects.map(({ object, hint, server }) => ({
    kind: kindOf(object, hint),
    server,
    ...Object.fromEntries([...object.properties].map(({ name, value }) => [name, textOf(value)])),
  }));
}

function facts(text: string) {
  const bytes = Buffer.from(text);
  return readExportFiles([{ name: 't.txt', size: bytes.length, chunks: () => [bytes] }]);
}

describe('where an object ends', () => {
  test('every line doubled: the column of the colons shows the next object', () => {
    const lines = [
      'Server      : EX16',
      'Name        : owa (Default Web Site)',
      'InternalUrl : https://old.contoso.com/owa',
      'Name                           : EX16',
      'AutoDiscoverServiceInternalUri :',
      'Server                             : EX16',
      'ExternalHostname                   :',
      'InternalHostname                   : old.contoso.com',
      'ExternalClientAuthenticationMethod : Ntlm',
      'Server      : EX19',
      'Name        : Microsoft-Server-ActiveSync (Default Web Site)',
      'InternalUrl : https://mail.contoso.com/Microsoft-Server-ActiveSync',
    ];
    expect(read(lines.join('  \n\n')).map(({ kind }) => kind)).toEqual([
      RecordKind.OWA,
      RecordKind.CLIENT_ACCESS,
      RecordKind.OUTLOOK_ANYWHERE,
      RecordKind.ACTIVE_SYNC,
    ]);
  });

  test('names that were not padded do not part an object', () => {
    const text = 'Name : CAS07\nServerRole : ClientAccess\nAdminDisplayVersion : Version 8.3 (Build 83.6)\n';
    expect(read(text)).toHaveLength(1);
  });
});

describe('what an object is', () => {
  test('the name of a virtual directory counts before the command that stands further up', () => {
    const found = read(
      'Get-OwaVirtualDirectory | fl Name,InternalUrl\n\nServer : EX13\nName : EWS (Default Web Site)\nInternalUrl : https://a.contoso.com/EWS/Exchange.asmx\n',
    );
    expect(found.map(({ kind }) => kind)).toEqual([RecordKind.EWS]);
  });

  test('commands in any case, behind others and in code of one line', () => {
    const text = 'cls; get-exchangeserver | fl name,admindisplay*\n<#\nName : MBX13\nServerRole : Mailbox\n#>\n';
    expect(read(text)[0]!.kind).toBe(RecordKind.SERVER);
    const code = '`[PS] C:\\>Get-outlookanywhere | fl`\n`InternalHostname                   : mail.contoso.com`\n';
    expect(read(code)).toMatchObject([{ kind: RecordKind.OUTLOOK_ANYWHERE, InternalHostname: 'mail.contoso.com' }]);
  });

  test('a table of names below a command for certificates is no list of certificates', () => {
    const text = 'Get-ExchangeCertificate | select -ExpandProperty CertificateDomains\n\nDomain\n------\ncontoso.com\n';
    expect(read(text).map(({ kind }) => kind)).toEqual([RecordKind.OTHER]);
  });

  test('a path of the registry names no server', () => {
    const path = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Server';
    const text = `PS C:\\> Get-ItemProperty '${path}'\n\nEnabled : 0\nPSPath  : Microsoft.PowerShell.Core\\Registry::${path.replace('HKLM:', 'HKEY_LOCAL_MACHINE')}\n`;
    expect(read(text)).toMatchObject([{ kind: RecordKind.SCHANNEL, server: undefined }]);
    expect(facts(text).tls[0]!.settings).toMatchObject([{ version: '1.2', serverEnabled: false }]);
  });
});

describe('tables', () => {
  test('a mark before a row and a note behind it are no part of it; a row of signs is none', () => {
    const found = read(
      `Thumbprint                                Services   Subject\n----------                                --------   -------\n* ${A}  ...WS..    CN=mail.contoso.com <== the new one\n  ${B}  .......    CN=old\n#>\n`,
    );
    expect(found).toMatchObject([
      { Thumbprint: A, Services: 'IIS, SMTP', Subject: 'CN=mail.contoso.com' },
      { Thumbprint: B, Services: 'None' },
    ]);
    expect(found).toHaveLength(2);
  });

  test('gaps of one blank: a row with as many words as columns is clear, of another its first cell', () => {
    const found = read(
      'Get-OutlookAnywhere | ft servername, internalhostname, externalhostname\nServerName InternalHostname ExternalHostname\n---------- ---------------- ----------------\nMBX1 mbx1.contoso.com mail.contoso.com\nMBX2 mbx2.contoso.com\n',
    );
    expect(found.map(({ kind: _kind, server: _server, ...cells }) => cells)).toEqual([
      { ServerName: 'MBX1', InternalHostname: 'mbx1.contoso.com', ExternalHostname: 'mail.contoso.com' },
      { ServerName: 'MBX2' },
    ]);
  });

  test('a wrapped row goes on where its first cell is empty', () => {
    const text = [
      'Thumbprint                               Subject              CertificateDomains',
      '----------                               -------              ------------------',
      `${A} CN=mail.contoso.com, {mail.contoso.com,`,
      `${' '.repeat(41)}O=Contoso, C=GB      autodiscover.contoso.com}`,
      `${B} CN=EX16              {EX16}`,
    ];
    expect(read(`Get-ExchangeCertificate | ft -Wrap\n\n${text.join('\n')}\n`)).toMatchObject([
      {
        Subject: 'CN=mail.contoso.com, O=Contoso, C=GB',
        CertificateDomains: 'mail.contoso.com, autodiscover.contoso.com',
      },
      { Subject: 'CN=EX16', CertificateDomains: 'EX16' },
    ]);
  });

  test('bars part cells, and dates in cells are dates', () => {
    const text = `| Thumbprint | Services | Subject | NotAfter |\n|---|:--|---|---|\n| ${A} | IIS | CN=mail.contoso.com | 2027-01-31 |\n`;
    expect(facts(text).certificates[0]!.facts.notAfter).toBe('2027-01-31T00:00:00.000Z');
  });

  test('a thumbprint alone on a line is a certificate', () => {
    expect(
      facts(`Get-ExchangeCertificate | select -ExpandProperty Thumbprint\n${A}\n${B}\n`).certificates,
    ).toHaveLength(2);
  });

  test('the name of a server above its table', () => {
    const table = (hash: string): string =>
      `Thumbprint                                Services   Subject\n----------                                --------   -------\n${hash}  IP.WS..    CN=mail.contoso.com\n`;
    const found = read(`EX01\n${table(A)}=== EX02.contoso.com ===\n${table(B)}`);
    expect(found.map(({ server, Thumbprint }: Record<string, unknown>) => [server, Thumbprint])).toEqual([
      ['EX01', A],
      ['EX02.contoso.com', B],
    ]);
  });
});

describe('bindings and the registry', () => {
  test('netsh writes its names in the language of Windows', () => {
    const german = `SSL-Zertifikatbindungen:\n\n    IP:Port                      : 0.0.0.0:443\n    Zertifikathash               : ${A.toLowerCase()}\n    Anwendungs-ID                : {4dc3e181-e14b-4a21-b022-59fc669b0914}\n    Zertifikatspeichername       : My\n    Clientzertifikatsperre überprüfen : Aktiviert\n\n    IP:Port                      : [::]:444\n    Zertifikathash               : ${B.toLowerCase()}\n`;
    expect(facts(german).bindings.map(({ port, hash }) => [port, hash?.value])).toEqual([
      [443, A],
      [444, B],
    ]);
  });

  test('a file of regedit, and what reg query shows', () => {
    const key = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols';
    const file = `Windows Registry Editor Version 5.00\n\n[${key}\\TLS 1.1\\Server]\n"DisabledByDefault"=dword:00000001\n\n[${key}\\TLS 1.2\\Server]\n"Enabled"=dword:00000000\n`;
    expect(facts(file).tls[0]!.settings).toMatchObject([
      { version: '1.1', serverEnabled: null, serverDisabledByDefault: true },
      { version: '1.2', serverEnabled: false, serverDisabledByDefault: null },
    ]);
    const query = `${key}\\TLS 1.2\\Server\n    Enabled    REG_DWORD    0xffffffff\n    DisabledByDefault    REG_DWORD    0x0\n`;
    expect(facts(query).tls[0]!.settings).toMatchObject([
      { version: '1.2', serverEnabled: true, serverDisabledByDefault: false },
    ]);
  });
});

describe('what is concluded of a text without bytes', () => {
  test('the server of a list is the one that its own certificates name; two names leave it open', () => {
    const row = (hash: string, subject: string): string => `${hash}  .......    CN=${subject}\n`;
    const one = facts(row(A, 'mail.contoso.com') + row(B, 'WMSvc-SHA2-EX19'));
    expect(one.certificates.map(({ server }) => server)).toEqual(['EX19', 'EX19']);
    expect(one.namedByCertificates).toEqual([{ server: 'EX19', file: 't.txt', bySetup: true }]);
    const two = facts(row(B, 'WMSvc-SHA2-EX19') + row(C, 'WMSvc-SHA2-EX20'));
    expect(two.certificates.map(({ server }) => server)).toEqual([undefined, undefined]);
  });

  test('an issuer that is not the subject makes it not self-signed; one that was cut says nothing', () => {
    const certificate = (issuer: string) =>
      facts(`Thumbprint : ${A}\nSubject    : CN=mail.contoso.com\nIssuer     : ${issuer}\n`).certificates[0]!.facts
        .selfSigned;
    expect(certificate('CN=Contoso CA')).toBe(false);
    expect(certificate('CN=mail.contoso.com')).toBeUndefined();
    expect(certificate('CN=mail.con...')).toBeUndefined();
  });

  test('a common name is known where the console cut the subject behind it', () => {
    const name = (subject: string) => facts(`${A}  IP.WS..    ${subject}\n`).certificates[0]!.facts.commonName;
    expect(name('CN=mail.contoso.com, O=Cont...')).toBe('mail.contoso.com');
    expect(name('CN=mail.cont...')).toBeUndefined();
  });

  test.each([
    ['Freitag, 5. Februar 2027 09:12:44', '2027-02-05T09:12:44.000Z'],
    ['Friday, February 5, 2027 9:12:44 PM', '2027-02-05T21:12:44.000Z'],
    ['vendredi 5 février 2027 09:12:44', '2027-02-05T09:12:44.000Z'],
    ['5 февраля 2027 г. 9:12:44', '2027-02-05T09:12:44.000Z'],
    ['05-Feb-27 9:12:44 AM', '2027-02-05T09:12:44.000Z'],
    ['2027-02-05 오후 9:12:44', '2027-02-05T21:12:44.000Z'],
    ['2027. 02. 05. 9:12:44', '2027-02-05T09:12:44.000Z'],
    ['31.1.2027 г. 09:12:44 ч.', '2027-01-31T09:12:44.000Z'],
  ])('%s is a day', (text, day) => {
    const [one] = facts(`Thumbprint : ${A}\nSubject    : CN=a\nNotAfter   : ${text}\n`).certificates;
    expect(one!.facts.notAfter).toBe(day);
  });

  test('a last day that is no date is kept as it stands', () => {
    const [one] = facts(`Thumbprint : ${A}\nSubject    : CN=a\nNotAfter   : soon\n`).certificates;
    expect([one!.facts.notAfter, one!.notAfterUnread?.value]).toEqual([undefined, 'soon']);
    expect(new ExportMoment('soon', [], false).readings).toEqual([]);
  });
});
