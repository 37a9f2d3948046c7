import { Secrets } from '../../lib/exports/limits';
import { kindOf, RecordKind } from '../../lib/exports/record';
import { readTextObjects } from '../../lib/exports/text-objects';
import { ExportList, ExportMoment, ExportObject, textOf } from '../../lib/exports/value';

function read(text: string) {
  return readTextObjects(text, 't.txt', new Secrets());
}

function values(object: ExportObject): Record<string, unknown> {
  return Object.fromEntries([...object.properties].map(({ name, value }) => [name, value]));
}

const LIST = `[PS] C:\\>Get-ExchangeCertificate -Server EX01 | fl

AccessRules        : {System.Security.AccessControl.CryptoKeyAccessRule}
CertificateDomains : {mail.contoso.com, autodiscover.contoso.com,
                     legacy.contoso.com}
HasPrivateKey      : True
Services           : IMAP, POP, IIS, SMTP
NotBefore          : 1/31/2024 1:00:00 AM
NotAfter           : 2/5/2025 12:59:59 AM
Subject            : CN=mail.contoso.com, O=Contoso
Thumbprint         : 0123456789ABCDEF0123456789ABCDEF01234567


AccessRules        :
CertificateDomains : {ex01, ex01.contoso.local...}
HasPrivateKey      : True
Services           : None
Thumbprint         : 89ABCDEF0123456789ABCDEF0123456789ABCDEF
`;

test('Format-List: wrapped values, lists, dates of the United States, the server of the command', () => {
  const { objects, culture, remarks } = read(LIST);
  expect(objects).toHaveLength(2);
  const [first, second] = objects;
  expect([first!.hint, first!.server]).toEqual([RecordKind.CERTIFICATE, 'EX01']);
  expect(culture.orders).toEqual(['month-day-year']);
  const names = first!.object.property('CertificateDomains')!;
  expect((names.value as ExportList).items).toEqual([
    'mail.contoso.com',
    'autodiscover.contoso.com',
    'legacy.contoso.com',
  ]);
  expect(names.at).toBe('t.txt:4');
  expect((first!.object.property('NotAfter')!.value as ExportMoment).readings).toEqual(['2025-02-05T00:59:59.000Z']);
  const cut = second!.object.property('CertificateDomains')!.value as ExportList;
  expect([cut.items, cut.cut]).toEqual([['ex01', 'ex01.contoso.local'], true]);
  expect(remarks).toEqual([]);
});

test('a forum that doubles every line, quotes or wraps in HTML changes nothing', () => {
  const plain = read(LIST).objects.map(({ object }) => values(object));
  const quoted = read(
    LIST.split('\n')
      .map((line) => `> ${line}`)
      .join('\n'),
  );
  expect(quoted.objects.map(({ object }) => values(object))).toEqual(plain);
  const page = read(`<pre>${LIST.replace(/\n/g, '<br>\n')}</pre>`);
  expect(page.objects.map(({ object }) => values(object))).toEqual(plain);
  const doubled = read(LIST.replace(/\n\n+/g, '\n').replace(/\n/g, '\n\n'));
  expect(doubled.objects.map(({ object }) => Object.keys(values(object)).length)).toEqual([8, 5]);
});

test('a console that fills its lines breaks words, and they are put together again', () => {
  const long = 'CertificateDomains : {mail.contoso.com, autodiscover.contoso.com, legacy.contoso.com, owa.contoso.com}';
  const wrapped = (width: number): string => `${long.slice(0, width)}\n                     ${long.slice(width)}\n`;
  for (const width of [79, 80]) {
    const { objects } = read(`Thumbprint         : ${'AA'.repeat(20)}\n${wrapped(width)}`);
    expect((objects[0]!.object.property('CertificateDomains')!.value as ExportList).items).toEqual([
      'mail.contoso.com',
      'autodiscover.contoso.com',
      'legacy.contoso.com',
      'owa.contoso.com',
    ]);
  }
});

test('another kind of thing after an empty line is another object, also without its command', () => {
  const { objects } = read(
    `Identity : EX01\\Default EX01\nFqdn : mail.contoso.com\nRemoteIPRanges : {0.0.0.0-255.255.255.255}\n\nCertificateDomains : {mail.contoso.com}\nServices : IIS\nThumbprint : ${'AA'.repeat(20)}\n`,
  );
  expect(objects.map(({ object, hint }) => kindOf(object, hint))).toEqual([
    RecordKind.RECEIVE_CONNECTOR,
    RecordKind.CERTIFICATE,
  ]);
});

test('a property that two wildcards show twice begins no object', () => {
  const { objects } = read(
    'Get-ActiveSyncVirtualDirectory | fl *url, *auth*\n\nMobileClientCertificateAuthorityURL :\nInternalUrl : https://a.b/c\nMobileClientCertificateAuthorityURL :\nClientCertAuth : Ignore\n',
  );
  expect(objects).toHaveLength(1);
});

test('objects without empty lines between are parted where the first names come again', () => {
  const { objects } = read('Name : owa\nServer : EX01\nName : ecp\nServer : EX01\n');
  expect(objects).toHaveLength(2);
});

test('a table of certificates: letters are services, a masked thumbprint stays as it is', () => {
  const { objects } = read(
    'Thumbprint                                Services   Subject\n----------                                --------   -------\n' +
      '0123456789ABCDEF0123456789ABCDEF01234567  IP.WS..    CN=mail.contoso.com, O=Cont...\nxxxxxxxxxxxxxxx  .......  CN=ex01\n',
  );
  expect(objects.map(({ object }) => textOf(object.property('Services')!.value))).toEqual([
    'IMAP, POP, IIS, SMTP',
    'None',
  ]);
  expect(objects[1]!.object.property('Thumbprint')!.value).toBe('xxxxxxxxxxxxxxx');
});

test('other tables are read by their columns', () => {
  const { objects } = read(
    'Get-OwaVirtualDirectory | ft Server,InternalUrl\n\nServer InternalUrl\n------ -----------\nEX01   https://mail.contoso.com/owa\nEX02   https://mail.contoso.com/owa\n',
  );
  expect(objects.map(({ object }) => values(object))).toEqual([
    { Server: 'EX01', InternalUrl: 'https://mail.contoso.com/owa' },
    { Server: 'EX02', InternalUrl: 'https://mail.contoso.com/owa' },
  ]);
  expect(objects[0]!.hint).toBe(RecordKind.OWA);
});

test('bindings of IIS and of http.sys are read', () => {
  const { objects } = read(
    'Default Web Site   Started  False  http  - *:80:  - NULL\n                     https - *:443: - 0123456789ABCDEF0123456789ABCDEF01234567\n\nnetsh http show sslcert\n    IP:port                      : 0.0.0.0:444\n    Certificate Hash             : 89abcdef0123456789abcdef0123456789abcdef\n    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}\n',
  );
  expect(objects.map(({ object, hint }) => kindOf(object, hint))).toEqual([
    RecordKind.IIS_BINDING,
    RecordKind.IIS_BINDING,
    RecordKind.SSL_BINDING,
  ]);
  expect(values(objects[1]!.object)).toMatchObject({ site: 'Default Web Site', bindingInformation: '*:443:' });
});

test.each([
  ['04.05.2024 10:00:00', ['2024-05-04T10:00:00.000Z']],
  ['2024-05-04 10:00:00', ['2024-05-04T10:00:00.000Z']],
  ['5/4/2024 10:00:00 AM', ['2024-05-04T10:00:00.000Z']],
  ['04/05/2024 10:00:00', ['2024-05-04T10:00:00.000Z', '2024-04-05T10:00:00.000Z']],
])('%s is read as %p', (text, readings) => {
  const { objects } = read(`NotAfter : ${text}\nSubject : CN=a\n`);
  expect((objects[0]!.object.property('NotAfter')!.value as ExportMoment).readings).toEqual(readings);
});

test('the order of day and month is settled by any date of the text', () => {
  const { objects } = read('NotBefore : 25/12/2023 10:00:00\nNotAfter : 04/05/2024 10:00:00\nSubject : CN=a\n');
  expect((objects[0]!.object.property('NotAfter')!.value as ExportMoment).readings).toEqual([
    '2024-05-04T10:00:00.000Z',
  ]);
});

test('members of an object in a program are no properties', () => {
  const code = `import { MailServer } from './mail-server';
export const server = new MailServer({
  name: 'cas01',
  internalHostName: 'mail.contoso.com',
  subject: SubjectKind.CERTIFICATE,
  services: [IIS,
  thumbprint: read({
});`;
  expect(read(code).objects).toEqual([]);
  // A list that Format-List wrapped and a mail program narrowed begins like that too.
  const [wrapped] = read('Thumbprint: AB\nCertificateDomains: {mail.contoso.com,\n owa.contoso.com}').objects;
  expect(wrapped).toBeDefined();
});

test('lines that say nothing known are remarks with their numbers, and secrets are dropped', () => {
  const secrets = new Secrets();
  const { objects, remarks } = readTextObjects(
    'Hello,\nour mail does not work:\n\nName : owa\nPassword : hunter2\n',
    't.txt',
    secrets,
  );
  expect(remarks.map(({ line }) => line)).toEqual([1, 2]);
  expect(secrets.dropped).toBe(1);
  expect(Object.keys(values(objects[0]!.object))).toEqual(['Name']);
});
