import { readExportFiles } from '../../lib/exports/exchange-export';
import { Shape, writeClixml } from '../support/clixml-writer';
import { exportFiles, listedCertificate, serverCertificates, virtualDirectory } from '../support/exchange-export';

const { web, setup } = serverCertificates('EX01');
const certificates = [web, setup].map(({ certificate: { der } }) =>
  listedCertificate('EX01', { der, services: ['IIS'] }),
);
const owa = virtualDirectory('EX01', 'Owa', 'https://mail.contoso.com/owa');

function read(name: string, content: Buffer | string) {
  return readExportFiles(exportFiles({ [name]: content }));
}

test('a list that was exported as a whole is its objects', () => {
  const { certificates: found, otherObjects } = read(
    'Get-ExchangeCertificate.xml',
    writeClixml([{ list: certificates }]),
  );
  expect(found.map(({ thumbprint, at }) => [thumbprint?.value, at])).toEqual([
    [web.certificate.sha1, expect.stringContaining('Get-ExchangeCertificate.xml#Obj[0]')],
    [setup.certificate.sha1, expect.stringContaining('#Obj[0]')],
  ]);
  expect(otherObjects).toBe(0);
});

test('lists by name in one object are read, whatever the file is called', () => {
  const all: Shape = { notes: { Certificates: { list: certificates }, VirtualDirectories: { list: [owa] }, Count: 3 } };
  const { certificates: found, directories } = read('everything.xml', writeClixml([all]));
  expect([found.length, directories.length]).toEqual([2, 1]);
});

test('an object of another kind stays one object of another kind', () => {
  const { otherObjects } = read(
    'a.xml',
    writeClixml([{ types: ['Contoso.Thing'], props: { Inner: { notes: { a: 1 } } } }]),
  );
  expect(otherObjects).toBe(1);
});

describe('Export-Csv', () => {
  const head = '"Thumbprint","Services","Subject","NotAfter","CertificateDomains","Password"';
  const row = `"${'1A'.repeat(20)}","IIS, SMTP","CN=mail.contoso.com, O=""Contoso, Ltd""","1/31/2027 11:59:59 PM","Microsoft.Exchange.Data.MultiValuedProperty\`1[Microsoft.Exchange.Data.SmtpDomainWithSubdomains]","hunter2"`;

  test.each([
    [
      'with its type',
      `#TYPE Microsoft.Exchange.Management.SystemConfigurationTasks.ExchangeCertificate\r\n${head}\r\n${row}\r\n`,
      3,
    ],
    ['with semicolons', `${head.replaceAll('","', '";"')}\n${row.replaceAll('","', '";"')}\n`, 2],
  ])('%s', (_, text, line) => {
    const { certificates: found, secrets } = read('list.csv', text);
    expect(found).toMatchObject([
      {
        at: `list.csv:${line}`,
        facts: { subject: 'CN=mail.contoso.com, O="Contoso, Ltd"', notAfter: '2027-01-31T23:59:59.000Z' },
        services: { values: ['IIS', 'SMTP'] },
        // The class of a list says nothing of the names in it.
        namesCut: true,
        namesShown: [],
      },
    ]);
    expect(secrets).toBe(1);
  });

  test('a text that begins with a quote is none', () => {
    expect(
      read('t.txt', `"EX01","EX02" | Get-ExchangeServer\n\nThumbprint : ${'1A'.repeat(20)}\nSubject    : CN=a\n`)
        .certificates,
    ).toHaveLength(1);
  });
});
