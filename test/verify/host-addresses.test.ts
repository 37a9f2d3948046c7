import { ProbeOutcome } from '../../lib/model';
import { HostAddresses } from '../../lib/verify';
import { DnsServer } from '../support/dns-server';

jest.setTimeout(60_000);

describe('HostAddresses', () => {
  let dns: DnsServer;
  let addresses: HostAddresses;
  const fixed = new Map([['node.contoso.com:443', ['127.0.0.9']]]);
  const many = Object.fromEntries(Array.from({ length: 199 }, (_, index) => [`n${index}.contoso.com`, ['127.0.0.1']]));

  beforeAll(async () => {
    dns = await DnsServer.start({
      'mail.contoso.com': ['::1', '127.0.0.3', '127.0.0.2'],
      'empty.contoso.com': [],
      'silent.contoso.com': 'silent',
      'broken.contoso.com': 'failure',
      'half.contoso.com': 'half',
      ...many,
    });
    addresses = new HostAddresses({ servers: [dns.address], fixed, deadlineMs: 8000 });
  });
  afterAll(() => dns.stop());

  test('every address of a name, IPv4 first, asked for once', async () => {
    const both = await Promise.all([addresses.of('mail.contoso.com', 443), addresses.of('mail.contoso.com', 993)]);
    expect(both[0]).toEqual({ addresses: ['127.0.0.2', '127.0.0.3', '::1'] });
    expect(both[1]).toBe(both[0]);
    expect(dns.asked.get('mail.contoso.com')).toBe(2);
  });

  test('an address that is given is taken without asking, for its port alone', async () => {
    expect(await addresses.of('node.contoso.com', 443)).toEqual({ addresses: ['127.0.0.9'] });
    expect(dns.asked.has('node.contoso.com')).toBe(false);
    expect((await addresses.of('node.contoso.com', 993)).outcome).toBe(ProbeOutcome.NAME_NOT_FOUND);
  });

  test('an address is its own', async () => {
    expect(await addresses.of('[::1]', 443)).toEqual({ addresses: ['::1'] });
    expect(await addresses.of('127.0.0.1', 443)).toEqual({ addresses: ['127.0.0.1'] });
  });

  test.each([
    ['gone.contoso.com', ProbeOutcome.NAME_NOT_FOUND],
    ['empty.contoso.com', ProbeOutcome.NAME_NOT_FOUND],
    ['broken.contoso.com', ProbeOutcome.NAME_FAILED],
  ])('%s: %s', async (name, outcome) => {
    expect(await addresses.of(name, 443)).toMatchObject({ addresses: [], outcome });
  });

  test('what is missing is of the family that failed', async () => {
    expect(await addresses.of('half.contoso.com', 443)).toEqual({
      addresses: ['127.0.0.1'],
      outcome: ProbeOutcome.NAME_FAILED,
      detail: 'IPv6 addresses: ESERVFAIL',
    });
  });

  test('one silent name of 200 holds up none of the others', async () => {
    const since = performance.now();
    const silent = addresses.of('silent.contoso.com', 443);
    const others = await Promise.all(Object.keys(many).map((name) => addresses.of(name, 443)));
    const took = performance.now() - since;
    expect(others.every(({ addresses: found }) => found.length === 1)).toBe(true);
    expect(await silent).toMatchObject({ addresses: [], outcome: ProbeOutcome.NAME_TIMEOUT });
    expect(performance.now() - since).toBeLessThan(8000 + 1000);
    expect(took).toBeLessThan(8000);
  });
});
