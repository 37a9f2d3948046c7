import fc from 'fast-check';
import { importProject } from '../../lib/cli/import-project';
import { Shape, writeClixml } from '../support/clixml-writer';
import { NOW } from '../support/declared';
import {
  acceptedDomain,
  authConfig,
  exchangeServer,
  iisBinding,
  listedCertificate,
  mailSettings,
  pinOf,
  receiveConnector,
  sendConnector,
  serverCertificates,
  virtualDirectory,
  windowsService,
} from '../support/exchange-export';
import { issueCertificate } from '../support/issue';
import { written } from '../support/imported-project';

jest.setTimeout(240_000);

/*
 * Exports of organizations that nobody has: the project that is written of each answers as the audit of the same export does, and declares
 * nothing that the library refuses as a declaration.
 */

const RUNS = Math.min(Number(process.env.RUNS ?? 10), 40);
const SEED = Number(process.env.SEED ?? 1);
const NAMES = ['EX01', 'EX02', 'EX03'];
const dates = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2028-01-01T00:00:00Z') };
const root = issueCertificate({ subject: 'Contoso Root CA', isCa: true });
const own = new Map(NAMES.map((name) => [name, serverCertificates(name)]));
const { auth, web: bought } = own.get('EX01')!;
/** What a web site presents: bought, of a CA of the organization, or self-signed. */
const WEBS = [
  bought,
  issueCertificate({
    subject: 'mail.contoso.com',
    dnsNames: ['mail.contoso.com', 'ews.contoso.com'],
    issuer: root,
    ...dates,
  }),
  issueCertificate({ subject: 'mail.contoso.com', dnsNames: ['mail.contoso.com'], ...dates }),
];
const DIRECTORIES = [
  ['Owa', 'owa'],
  ['WebServices', 'EWS/Exchange.asmx'],
  ['Mobile', 'Microsoft-Server-ActiveSync'],
  ['Mapi', 'mapi'],
] as const;
const VERSIONS = ['Version 15.0 (Build 1497.2)', 'Version 15.1 (Build 2507.6)', 'Version 15.2 (Build 1748.10)'];

const host = fc.constantFrom('mail.contoso.com', 'ews.contoso.com', 'outlook.contoso.com');
const server = fc.record({
  version: fc.constantFrom(...VERSIONS),
  web: fc.constantFrom(...WEBS),
  directories: fc.subarray([...DIRECTORIES], { minLength: 1 }),
  inside: host,
  imap: fc.constantFrom('none' as const, 'mail.contoso.com' as const, 'server' as const),
  running: fc.constantFrom('Running' as const, 'Stopped' as const),
  submission: fc.constantFrom('none' as const, 'mail.contoso.com' as const, 'server' as const, 'pin' as const),
});

test('the project of any export answers as the audit of the export', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(server, { minLength: 1, maxLength: NAMES.length }),
      fc.record({ oauth: fc.boolean(), send: fc.boolean(), withRoot: fc.boolean() }),
      async (servers, { oauth, send, withRoot }) => {
        const files: Record<string, Shape[]> = {};
        const add = (name: string, ...shapes: Shape[]): void =>
          void (files[name] = [...(files[name] ?? []), ...shapes]);
        add('Get-AcceptedDomain.xml', acceptedDomain('contoso.com'));
        if (oauth) add('Get-AuthConfig.xml', authConfig(auth.certificate.sha1));
        if (withRoot)
          add('CertificateStore-Root.xml', {
            notes: { Store: 'Root', RawData: root.certificate.der, PSComputerName: 'ex01.contoso.local' },
          });
        servers.forEach(({ directories, imap, inside, running, submission, version, web }, index) => {
          const name = NAMES[index]!;
          const { setup } = own.get(name)!;
          add('Get-ExchangeServer.xml', exchangeServer(name, version));
          add(
            'Get-ExchangeCertificate.xml',
            listedCertificate(name, {
              der: web.certificate.der,
              services: ['IIS', 'SMTP'],
              sites: [1],
              selfSigned: false,
            }),
            listedCertificate(name, {
              der: setup.certificate.der,
              services: ['IIS', 'SMTP'],
              sites: [2],
              friendlyName: 'Microsoft Exchange',
            }),
            listedCertificate(name, { der: auth.certificate.der, services: ['SMTP'] }),
          );
          add('Get-WebBinding.xml', iisBinding(name, 1, '*:443:', web.certificate.sha1));
          for (const [kind, path] of directories)
            add(`Get-${kind}VirtualDirectory.xml`, virtualDirectory(name, kind, `https://${inside}/${path}`));
          if (imap !== 'none') {
            add(
              'Get-ImapSettings.xml',
              mailSettings(name, 'Imap4', { X509CertificateName: imap === 'server' ? name : imap }),
            );
            add('Services.xml', windowsService(name, 'MSExchangeImap4', running));
          }
          if (submission !== 'none')
            add(
              'Get-ReceiveConnector.xml',
              receiveConnector(name, `Client Frontend ${name}`, 587, {
                ...(submission === 'mail.contoso.com' ? { Fqdn: { text: submission } } : {}),
                ...(submission === 'pin' ? { TlsCertificateName: pinOf(web) } : {}),
              }),
            );
        });
        if (send)
          add(
            'Get-SendConnector.xml',
            sendConnector('Out', NAMES.slice(0, 1), { TlsCertificateName: pinOf(servers[0]!.web) }),
          );
        const source = written(
          Object.fromEntries(Object.entries(files).map(([name, shapes]) => [name, writeClixml(shapes)])),
        );
        const { differences, files: project } = await importProject({ path: source, now: NOW, name: 'contoso' });
        expect(differences).toEqual([]);
        const baseline = project.find(({ path }) => path === 'policy-baseline.json')!.text;
        expect(baseline).not.toContain('declaration-invalid');
        expect(project.map(({ text }) => text).join('\n')).not.toContain('PRIVATE KEY');
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
});
