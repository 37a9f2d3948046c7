import { auditOf } from '../../lib/audit/audit';
import { driftOf } from '../../lib/audit/drift';
import { ForestView } from '../../lib/audit/forest-view';
import { LIKELY_CLIENTS } from '../../lib/audit/populations';
import { readExportFiles } from '../../lib/exports/exchange-export';
import { ExchangeProduct } from '../../lib/model';
import { exportFiles, serverCertificates, soundExport } from '../support/exchange-export';

const NOW = new Date('2026-03-01T00:00:00Z');
const exported = readExportFiles(exportFiles(soundExport('EX01', serverCertificates('EX01'))));
const view = new ForestView(exported, 'contoso.local');
const own = auditOf(exported, exported.organizations[0]!, { now: NOW, clients: LIKELY_CLIENTS }).exported.estate;

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
