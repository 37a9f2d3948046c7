import {
  ClientFact,
  ClientProtocol,
  ExchangeProduct,
  PublishingMode,
  PublishingPoint,
  TlsVersion,
} from '../../../lib/model';
import { TestEstate, TestPopulation, TestServer } from '../../../lib/testing';
import { codesOf } from '../../support/cells';

const { OWA } = ClientProtocol;
const OLDEST = { release: { product: ExchangeProduct.EXCHANGE_2007, servicePack: 3 } };
const CHROME = { platform: 'windows-11', application: 'chrome' };
const NEW = { lowest: TlsVersion.TLS_1_2, highest: TlsVersion.TLS_1_3 };
const OLD = { lowest: TlsVersion.TLS_1_0, highest: TlsVersion.TLS_1_1 };

function codes(
  server: TestServer,
  point: Partial<PublishingPoint> | undefined,
  population: TestPopulation,
  now?: Date,
): string[] {
  const estate = TestEstate.of({
    servers: [{ protocols: [OWA], ...(point ? { publishingPoint: 'app/point1' } : {}), ...server }],
    publishingPoints: point ? [{ certificate: 'web', ...point }] : [],
    populations: [population],
  });
  return codesOf(estate, OWA, now).filter((code) => code.startsWith('tls-'));
}

describe('what a client speaks', () => {
  const windows7 = { platform: 'windows-7' };
  const spoken = (holds: boolean) => ({
    ...windows7,
    stated: [{ fact: ClientFact.TLS_1_2, holds, ground: 'tried on three computers', on: '2026-05-02' }],
  });

  test.each([
    ['Windows 7 and 2019: depends on an update', {}, windows7, ['tls-version-unknown']],
    ['where it was tried', {}, spoken(true), []],
    ['where it was tried without success', {}, spoken(false), ['tls-version-refused']],
    [
      '2016 speaks older versions as setup leaves it',
      { release: { product: ExchangeProduct.EXCHANGE_2016 } },
      windows7,
      [],
    ],
    [
      'browsers ended TLS 1.0 and 1.1, and Windows Server 2003 speaks nothing newer',
      { ...OLDEST, windowsServer: '2003 R2' },
      CHROME,
      ['tls-version-refused'],
    ],
    [
      'newer Windows may speak TLS 1.2 without support of the release',
      { ...OLDEST, windowsServer: '2008' },
      CHROME,
      [],
    ],
    [
      'a server that is stated to speak TLS 1.2 alone',
      { release: { product: ExchangeProduct.EXCHANGE_2016 }, tls: NEW },
      windows7,
      ['tls-version-unknown'],
    ],
  ])('%s', (_, server, population, expected) => {
    expect(codes(server as TestServer, undefined, population)).toEqual(expected);
  });
});

describe('a point of which nobody states the versions', () => {
  const at = (population: TestPopulation, point: Partial<PublishingPoint> = {}, now?: Date) =>
    codes({}, { mode: PublishingMode.BRIDGING, verifiesServer: false, ...point }, population, now);

  test.each([
    ['clients without TLS 1.2', { platform: 'windows-xp-sp3' }, ['tls-version-unknown']],
    ['clients that may have it', { platform: 'windows-7' }, ['tls-version-unknown']],
    ['clients with it', { platform: 'windows-10' }, []],
    ['clients of which nothing is known', { platform: 'old-copier' }, ['tls-version-unknown']],
  ])('%s', (_, population, expected) => {
    expect(at(population)).toEqual(expected);
  });

  test('spoke old versions when those were usual', () => {
    expect(at({ platform: 'windows-xp-sp3' }, {}, new Date('2019-06-01'))).toEqual([]);
  });

  test('decides where the versions are stated', () => {
    expect(at({ platform: 'windows-xp-sp3' }, { tls: NEW })).toEqual(['tls-version-refused']);
    expect(at({ platform: 'windows-xp-sp3' }, { tls: OLD, serverTls: NEW })).toEqual([]);
  });
});

describe('a bridge', () => {
  const modern = { platform: 'windows-10' };
  const behind = (point: Partial<PublishingPoint>, server: TestServer = {}) =>
    codes(server, { mode: PublishingMode.BRIDGING, ...point }, modern);

  test.each([
    ['speaks nothing that the server speaks', { tls: NEW, serverTls: OLD }, ['tls-version-refused']],
    ['also where it verifies nothing', { tls: NEW, serverTls: OLD, verifiesServer: false }, ['tls-version-refused']],
    ['speaks the same to both sides where nothing else is stated', { tls: NEW }, []],
    ['is not refused for what is not stated', {}, []],
  ])('%s', (_, point, expected) => {
    expect(behind(point)).toEqual(expected);
  });

  test('lets old clients reach a new server', () => {
    const both = { lowest: TlsVersion.TLS_1_0, highest: TlsVersion.TLS_1_2 };
    expect(codes({}, { mode: PublishingMode.BRIDGING, tls: both }, { platform: 'windows-xp-sp3' })).toEqual([]);
  });
});
