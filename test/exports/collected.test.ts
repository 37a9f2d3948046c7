import { readExportFiles } from '../../lib/exports/exchange-export';
import { Shape, writeClixml } from '../support/clixml-writer';
import { exportFiles, host } from '../support/exchange-export';
import { issueCertificate } from '../support/issue';

const { certificate } = issueCertificate({ subject: 'mail.contoso.com', dnsNames: ['mail.contoso.com'] });
const notes = (more: Readonly<Record<string, Shape>>): Shape => ({
  types: ['System.Management.Automation.PSCustomObject'],
  notes: { PSComputerName: host('EX01'), ...more },
});
const SCHANNEL = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols';

test('what the collector reads of the computer: stores, TLS, http.sys, IIS, Windows, the run', () => {
  const found = readExportFiles(
    exportFiles({
      'servers/EX01/CertificateStore-My.xml': writeClixml([
        notes({ Store: 'My', RawData: certificate.der, KeyProvider: 'Microsoft RSA SChannel Cryptographic Provider' }),
      ]),
      'servers/EX01/SchannelProtocols.xml': writeClixml([
        notes({ Key: `${SCHANNEL}\\TLS 1.2\\Server`, Present: true, Enabled: 1, DisabledByDefault: 0 }),
        notes({ Key: `${SCHANNEL}\\TLS 1.0\\Server`, Present: false, Enabled: null, DisabledByDefault: null }),
        notes({ Key: `${SCHANNEL}\\TLS 1.0\\Client`, Present: true, Enabled: 0, DisabledByDefault: 1 }),
      ]),
      'servers/EX01/SslBindingInfo.xml': writeClixml([
        notes({
          Key: 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslBindingInfo\\0.0.0.0:443',
          SslCertHash: Buffer.from(certificate.sha1, 'hex'),
        }),
        notes({
          Key: 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslSniBindingInfo\\mail.contoso.com:443',
          SslCertHash: Buffer.from(certificate.sha1, 'hex'),
        }),
      ]),
      'servers/EX01/IisSettings.xml': writeClixml([
        notes({ Location: 'Default Web Site/owa', SiteId: 1, tokenChecking: 'Require', sslFlags: 'Ssl,Ssl128' }),
        notes({ Location: 'Default Web Site/EWS', SiteId: 1, tokenChecking: 'None', allowUnlisted: 'False' }),
        notes({ Location: 'Default Web Site/OAB', SiteId: 1, tokenChecking: 'None', allowUnlisted: 'True' }),
      ]),
      'servers/EX01/OperatingSystem.xml': writeClixml([notes({ Caption: 'Microsoft Windows Server 2019 Standard' })]),
      'runs/EX01-20261130120000.xml': writeClixml([
        notes({
          Collector: 'client-access',
          CollectorVersion: '0.1.0',
          Computer: 'EX01',
          Started: new Date('2026-11-30T12:00:00Z'),
          NotRead: { list: ['servers/EX01: Get-MapiVirtualDirectory: access denied'] },
        }),
      ]),
    }),
  );
  expect(found.stored[0]).toMatchObject({
    store: 'My',
    server: 'EX01',
    keyProvider: { value: expect.stringContaining('SChannel') },
  });
  expect(found.tls).toEqual([
    expect.objectContaining({
      server: 'EX01',
      settings: [
        expect.objectContaining({ version: '1.2', serverEnabled: true, serverDisabledByDefault: false }),
        expect.objectContaining({ version: '1.0', serverEnabled: null, serverDisabledByDefault: null }),
      ],
    }),
  ]);
  expect(found.bindings[0]).toMatchObject({ port: 443, address: '', hash: { value: certificate.sha1 } });
  expect(found.bindings[1]).toMatchObject({ port: 443, host: 'mail.contoso.com', hash: { value: certificate.sha1 } });
  expect(found.locations[0]!.locations.map(({ addressesRestricted }) => addressesRestricted)).toEqual([
    undefined,
    true,
    false,
  ]);
  expect(found.locations[0]).toMatchObject({ server: 'EX01', whole: false });
  expect(found.locations[0]!.locations[0]).toMatchObject({ path: 'Default Web Site/owa', tokenChecking: 'Require' });
  expect(found.servers[0]!.windowsServer?.value).toBe('2019');
  expect(found.runs[0]).toMatchObject({ started: { value: ['2026-11-30T12:00:00.000Z'] } });
  expect(found.otherObjects).toBe(0);
});
