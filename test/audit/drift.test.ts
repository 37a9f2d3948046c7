import { auditOf } from '../../lib/audit/audit';
import { driftOf } from '../../lib/audit/drift';
import { ForestView } from '../../lib/audit/forest-view';
import { LIKELY_CLIENTS } from '../../lib/audit/populations';
import { ExchangeExport, readExportFiles } from '../../lib/exports/exchange-export';
import { Estate, ExchangeProduct } from '../../lib/model';
import { Shape, writeClixml } from '../support/clixml-writer';
import {
  exportFiles,
  mailSettings,
  pinOf,
  receiveConnector,
  sendConnector,
  serverCertificates,
  soundExport,
  windowsService,
} from '../support/exchange-export';
import { Issued, issueCertificate } from '../support/issue';

const NOW = new Date('2026-03-01T00:00:00Z');
const exported = readExportFiles(exportFiles(soundExport('EX01', serverCertificates('EX01'))));
const view = new ForestView(exported, 'contoso.local');
const own = estateFrom(exported);

function estateFrom(found: ExchangeExport): Estate {
  return auditOf(found, found.organizations[0]!, { now: NOW, clients: LIKELY_CLIENTS }).exported.estate;
}

test('an estate that is what the export shows has no difference', () => {
  expect(driftOf(view, own, NOW)).toMatchObject({ drifts: [], unknown: [] });
});

test('servers, releases, names and certificates that differ are found, each with its place', () => {
  const declared = {
    ...own,
    servers: own.servers.map((server) => ({
      ...server,
      release: { product: ExchangeProduct.EXCHANGE_2016, cumulativeUpdate: 23 },
    })),
    bindings: own.bindings
      .filter(({ protocol }) => protocol === 'owa')
      .map((binding) => ({ ...binding, externalHosts: [{ value: 'owa.contoso.com' }] })),
    certificates: own.certificates.map((one) => ({
      ...one,
      facts: { ...one.facts, sha1: 'AB'.repeat(20), dnsNames: [{ value: 'owa.contoso.com' }] },
    })),
  };
  const { drifts, estate } = driftOf(view, declared, NOW);
  expect(drifts.map(({ what }) => what)).toEqual([
    'release',
    'Outlook Web App, name outside',
    'Exchange Web Services',
    'certificate of HTTPS',
    'names of the certificate of HTTPS',
  ]);
  expect(drifts.every(({ at }) => at.length > 0)).toBe(true);
  expect(estate.certificates[0]!.facts.commonName).toBe('mail.contoso.com');
});

test('a declared server that the export does not have is not compared; another one is a difference', () => {
  const declared = { ...own, servers: own.servers.map((server) => ({ ...server, netBiosName: 'EX09' })) };
  const { drifts, unknown } = driftOf(view, declared, NOW);
  expect(drifts).toEqual([expect.objectContaining({ server: 'EX01', what: 'server' })]);
  expect(unknown[0]).toMatch(/shows nothing of the declared server/);
});

describe('mail programs and connectors', () => {
  const certificates = serverCertificates('EX01');
  const read = (more: Readonly<Record<string, Shape[]>> = {}) => {
    const files: Record<string, Shape[]> = {
      'Get-ImapSettings.xml': [mailSettings('EX01', 'Imap4')],
      'Services.xml': [windowsService('EX01', 'MSExchangeImap4', 'Running')],
      'Get-ReceiveConnector.xml': [
        receiveConnector('EX01', 'Client Frontend EX01', 587, { Fqdn: { text: 'mail.contoso.com' } }),
      ],
      'Get-SendConnector.xml': [sendConnector('Out', ['EX01'], { TlsCertificateName: pinOf(certificates.web) })],
      ...more,
    };
    const written = Object.fromEntries(Object.entries(files).map(([name, shapes]) => [name, writeClixml(shapes)]));
    return readExportFiles(exportFiles({ ...soundExport('EX01', certificates), ...written }));
  };
  const declared = estateFrom(read());

  test('what is as declared has no difference', () => {
    expect(driftOf(new ForestView(read(), 'contoso.local'), declared, NOW)).toMatchObject({ drifts: [], unknown: [] });
  });

  test.each<[string, Readonly<Record<string, Shape[]>>, string[]]>([
    [
      'a name of settings and what it chooses',
      { 'Get-ImapSettings.xml': [mailSettings('EX01', 'Imap4', { X509CertificateName: 'EX01' })] },
      ['certificate name of IMAP4', 'certificate of IMAP4'],
    ],
    ['a stopped service', { 'Services.xml': [windowsService('EX01', 'MSExchangeImap4', 'Stopped')] }, ['IMAP4']],
    [
      'a service that nobody declared',
      {
        'Services.xml': [
          windowsService('EX01', 'MSExchangeImap4', 'Running'),
          windowsService('EX01', 'MSExchangePop3', 'Running'),
        ],
      },
      ['POP3'],
    ],
    [
      'a connector that calls itself otherwise',
      { 'Get-ReceiveConnector.xml': [receiveConnector('EX01', 'Client Frontend EX01', 587)] },
      [
        'Fqdn of Client Frontend EX01',
        'certificate of SMTP submission',
        'Fqdn of receive connector Client Frontend EX01',
      ],
    ],
    [
      'a pin',
      { 'Get-SendConnector.xml': [sendConnector('Out', ['EX01'], { TlsCertificateName: pinOf(certificates.setup) })] },
      ['pin of send connector Out'],
    ],
  ])('%s that differs is found', (_, more, what) => {
    const { drifts } = driftOf(new ForestView(read(more), 'contoso.local'), declared, NOW);
    expect(drifts.map((one) => one.what)).toEqual(what);
  });

  test('what the export does not show is no difference', () => {
    const bare = readExportFiles(exportFiles(soundExport('EX01', certificates)));
    const { drifts, unknown } = driftOf(new ForestView(bare, 'contoso.local'), declared, NOW);
    expect(drifts).toEqual([]);
    expect(unknown.join('\n')).toMatch(/settings of IMAP4/);
    expect(unknown.join('\n')).toMatch(/send connector Out/);
  });
});

describe('paths', () => {
  const root = issueCertificate({ subject: 'Contoso Root CA', isCa: true });
  const between = issueCertificate({ subject: 'Contoso Issuing CA', isCa: true, issuer: root });
  const web = issueCertificate({ subject: 'mail.contoso.com', dnsNames: ['mail.contoso.com'], issuer: between });
  const sound = serverCertificates('EX01');
  const stored = (issued: Issued, store: string): Shape => ({
    notes: { Store: store, RawData: issued.certificate.der, PSComputerName: 'ex01.contoso.local' },
  });
  const read = (...roots: Issued[]) =>
    readExportFiles(
      exportFiles({
        ...soundExport('EX01', { ...sound, web }),
        'CertificateStore-CA.xml': writeClixml([stored(between, 'CA')]),
        'CertificateStore-Root.xml': writeClixml(roots.map((one) => stored(one, 'Root'))),
      }),
    );
  const path = (estate: Estate): string[] => {
    const certificate = estate.certificates.find(({ id }) => id === web.certificate.sha1)!;
    return [...certificate.faults.map(({ code }) => code), ...certificate.chainPem.map((pem) => pem.trim())];
  };

  test('the CAs that the export holds complete the path, so that nothing is missing in it', () => {
    expect(path(estateFrom(read(root)))).toEqual([between.certificate.pem.trim()]);
  });

  test('a declared chain stays where the export holds no CA, and another root is a difference', () => {
    const declared = estateFrom(read(root));
    const bare = readExportFiles(exportFiles(soundExport('EX01', { ...sound, web })));
    const { drifts, estate } = driftOf(new ForestView(bare, 'contoso.local'), declared, NOW);
    expect(drifts).toEqual([]);
    expect(path(estate)).toEqual([between.certificate.pem.trim()]);
    const other = issueCertificate({ subject: 'Contoso Root CA', isCa: true });
    const foreign = {
      ...declared,
      anchors: declared.anchors.map((one) => ({ ...one, sha256: other.certificate.sha256 })),
    };
    expect(driftOf(new ForestView(read(root), 'contoso.local'), foreign, NOW).drifts.map(({ what }) => what)).toContain(
      'root of the certificate of HTTPS',
    );
  });
});
