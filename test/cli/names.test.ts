import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CertificateState, encodeSlice, Estate, SliceKind } from '../../lib/model';
import { TestEstate } from '../../lib/testing';
import { run } from '../support/review-files';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'names-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, estate: Estate): string {
  const { schemaVersion: _, ...slice } = estate;
  const input = encodeSlice(SliceKind.ESTATE, slice).replaceAll('${', '$${');
  const file = join(folder, `${name}.tf.json`);
  writeFileSync(file, JSON.stringify({ resource: { terraform_data: { estate: { input } } } }));
  return file;
}

const bought = () =>
  written(
    'bought',
    TestEstate.of({
      servers: [{ internalHost: 'exchange.corp.local' }],
      certificates: {
        web: {
          state: CertificateState.ISSUED,
          facts: { dnsNames: [{ value: 'mail.contoso.com' }, { value: 'old.contoso.com' }] },
        },
      },
    }),
  );

it('says for each name why it is needed, what no public CA can certify and what to do, and ends with the order', async () => {
  const { code, out, err } = await run('names', bought());
  expect([code, err]).toEqual([0, '']);
  expect(out.split('\n')).toEqual([
    'The certificate mail.contoso.com (web)',
    '  mail.contoso.com',
    '    Outlook Web App on cas01, clients outside: Set-OwaVirtualDirectory -ExternalUrl',
    '    Exchange ActiveSync on cas01, clients outside: Set-ActiveSyncVirtualDirectory -ExternalUrl',
    '    Autodiscover on cas01, clients outside: the public DNS',
    '  exchange.corp.local (missing)',
    '    Outlook Web App on cas01, clients inside: Set-OwaVirtualDirectory -InternalUrl',
    '    Exchange ActiveSync on cas01, clients inside: Set-ActiveSyncVirtualDirectory -InternalUrl',
    '    Autodiscover on cas01, clients inside: Set-ClientAccessService -AutoDiscoverServiceInternalUri',
    '    no public CA can certify it: it ends in .local, which is no public top-level domain (BR, 4.2.2)',
    '    fix: let clients inside use mail.contoso.com too (internalHostName; split DNS: the internal DNS answers the public name with the inside address)',
    '  not used by anything declared: old.contoso.com',
    '',
    '  Names for the order:',
    'mail.contoso.com',
    '',
  ]);
});

it('prints what is ready to paste alone, of one certificate where it is named', async () => {
  const many = written(
    'many',
    TestEstate.of({
      servers: [{}, { certificate: 'other', internalHost: 'mail.fabrikam.com', externalHost: null }],
      certificates: { web: {}, other: {} },
    }),
  );
  expect((await run('names', '--paste', many)).out).toBe('mail.fabrikam.com\nmail.contoso.com\n');
  expect((await run('names', '--paste', '--certificate', 'other', many)).out).toBe('mail.fabrikam.com\n');
});

it('gives a line for each use as CSV, which no spreadsheet takes for a formula', async () => {
  const { out } = await run('names', '--format', 'csv', bought());
  const lines = out.split('\r\n');
  expect(lines[0]).toBe('certificate,name,ordered,protocol,at,side,setting,mail domain,refused,fix');
  expect(lines[1]).toBe(
    'web,mail.contoso.com,yes,Outlook Web App,cas01,outside,Set-OwaVirtualDirectory -ExternalUrl,,,',
  );
  expect(lines[4]).toMatch(/^web,exchange\.corp\.local,no,.*"it ends in \.local, which is no public top-level domain/);
  expect(lines.at(-2)).toBe('web,old.contoso.com,no,not used by anything declared,,,,,,');
  const odd = written('odd', TestEstate.of({ servers: [{ certificate: '=1+1' }], certificates: { '=1+1': {} } }));
  expect((await run('names', '-f', 'csv', odd)).out).toContain("\r\n'=1+1,mail.contoso.com");
});

it('gives the same as data', async () => {
  const { out } = await run('names', '--format', 'json', bought());
  expect(JSON.parse(out)).toEqual([
    expect.objectContaining({
      certificate: 'web',
      order: ['mail.contoso.com'],
      superfluous: ['old.contoso.com'],
      needed: [
        expect.objectContaining({ name: 'mail.contoso.com', has: 'exact', known: true }),
        expect.objectContaining({ name: 'exchange.corp.local', has: 'missing' }),
      ],
    }),
  ]);
});

it('leads from 152 mail domains to the other Autodiscover methods, and names the domain of each name', async () => {
  const domains = Array.from({ length: 152 }, (_, i) => `contoso${i}.com`);
  const externalHosts = domains.map((domain) => ({ value: `autodiscover.${domain}` }));
  const file = written(
    'domains',
    TestEstate.of({
      servers: [{ protocols: [{ protocol: 'autodiscover' as never, externalHosts }], mailDomains: domains }],
      mailDomains: domains.map((domain) => ({ domain })),
    }),
  );
  const { out } = await run('names', file);
  expect(out).toContain('Autodiscover on cas01, clients outside, mail domain contoso7.com: the public DNS');
  expect(out).toContain('note: 153 names are more than many vendors take (often 100 at most)');
  expect(out).toContain(
    'note: 152 names are there for Autodiscover of a mail domain alone: HTTP_REDIRECT or SRV_RECORD',
  );
});

it('keeps a name that only Terraform knows, and calls nothing superfluous beside it', async () => {
  const file = written(
    'token',
    TestEstate.of({
      servers: [{ protocols: [{ protocol: 'owa' as never, externalHosts: [{ expression: '${var.host}' }] }] }],
    }),
  );
  const [names] = JSON.parse((await run('names', '-f', 'json', file)).out) as {
    order: string[];
    superfluous: string[];
  }[];
  expect(names.order).toEqual(['mail.contoso.com', '${var.host}']);
  expect(names.superfluous).toEqual([]);
});

it('shows the names of mail flow and of a publishing point', async () => {
  const file = written(
    'flow',
    TestEstate.of({
      servers: [{ publishingPoint: 'app/point1', internalHost: 'cas01.corp.contoso.com' }],
      certificates: { web: {}, front: {} },
      publishingPoints: [{ certificate: 'front' }],
      hybrids: [{}],
      connectors: [{ certificate: 'web', fqdn: { value: 'relay.contoso.com' } }],
    }),
  );
  const [front, web] = JSON.parse((await run('names', '-f', 'json', file)).out) as { order: string[] }[];
  expect(web.order).toEqual([
    'mail.contoso.com',
    'cas01.corp.contoso.com',
    'relay.contoso.com',
    'contoso.com',
    'autodiscover.contoso.com',
  ]);
  expect(front.order).toEqual(['mail.contoso.com']);
});

it.each([
  [['--format', 'xml', 'x'], '--format takes text, csv, json; got "xml"'],
  [['--paste', '--format', 'json', 'x'], '--paste prints text'],
  [['--colour', 'x'], 'colour'],
  [['/nowhere/at/all'], '/nowhere/at/all'],
])('%j is refused', async (args, message) => {
  const { code, out, err } = await run('names', ...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(message);
});

it('a certificate that nobody meets is refused with those that are there', async () => {
  const { code, err } = await run('names', '--certificate', 'nothing', bought());
  expect([code, err]).toEqual([
    2,
    expect.stringContaining('there is no certificate "nothing" that clients meet; there are web'),
  ]);
});
