import { readExportFiles } from '../../lib/exports/exchange-export';
import { DEFAULT_LIMITS, ExportLimits } from '../../lib/exports/limits';
import { Shape, writeClixml } from '../support/clixml-writer';
import { exportFiles, listedCertificate, serverCertificates } from '../support/exchange-export';

const { web } = serverCertificates('EX01');
const certificate = listedCertificate('EX01', { der: web.certificate.der, services: ['IIS'] });
const mailbox: Shape = {
  types: ['Microsoft.Exchange.Data.Directory.Management.Mailbox'],
  props: { Name: 'a', Size: 1 },
};

function read(files: Readonly<Record<string, Buffer | string>>, limits: Partial<ExportLimits> = {}) {
  return readExportFiles(exportFiles(files), { ...DEFAULT_LIMITS, ...limits });
}

test('objects without a part in the answers are counted, and count against no limit of objects', () => {
  const { certificates, files, otherObjects, problems } = read(
    { 'mixed.xml': writeClixml([mailbox, certificate, mailbox, mailbox]) },
    { objects: 1 },
  );
  expect([certificates.length, otherObjects, problems]).toEqual([1, 3, []]);
  expect(files).toMatchObject([{ objects: 4 }]);
});

test.each<[string, Partial<ExportLimits>, RegExp]>([
  ['objects', { objects: 1 }, /more than 1 objects that have a part/],
  ['elements of one object', { objectElements: 3 }, /an object holds more than 3 elements/],
  ['elements', { elements: 5 }, /the file holds more than 5 elements/],
])('too many %s are one error that names the limit', (_, limits, message) => {
  const { problems } = read({ 'a.xml': writeClixml([certificate, certificate, certificate]) }, limits);
  expect(problems.map((error) => error.message)).toEqual([expect.stringMatching(message)]);
  expect(problems[0]!.fix).toMatch(/fewer servers/);
});

test.each(['log.txt', 'a.json', 'applicationHost.config'])('%s is read as a whole, and at most so large', (name) => {
  const text = name.endsWith('json') ? '[{"Name":"a"}]' : name.endsWith('config') ? '<configuration />' : 'Name : a\n';
  const { files, problems } = read({ [name]: text.padEnd(200) }, { wholeBytes: 100 });
  expect(problems.map((error) => error.message)).toEqual([expect.stringMatching(/at most 100 bytes/)]);
  expect(files).toMatchObject([{ format: 'not read' }]);
});

test('a reference to what was dropped is absent, which is not null', () => {
  const root = '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">';
  const xml = `${root}<Obj RefId="0"><TN RefId="0"><T>Contoso.Thing</T></TN><MS><Obj N="Inner" RefId="1"><MS><S N="a">b</S></MS></Obj></MS></Obj><Obj RefId="2"><TN RefId="1"><T>Microsoft.Exchange.Data.Directory.SystemConfiguration.SmtpSendConnectorConfig</T></TN><MS><S N="Name">Out</S><Ref N="TlsCertificateName" RefId="1" /></MS></Obj></Objs>`;
  const [connector] = read({ 'a.xml': xml }).connectors;
  expect([connector!.name, connector!.pin]).toEqual(['Out', undefined]);
});
