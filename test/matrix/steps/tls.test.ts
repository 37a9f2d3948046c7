import {
  ClientFact,
  ClientProtocol,
  ExchangeProduct,
  ExchangeRelease,
  PublishingMode,
  PublishingPoint,
  TlsVersion,
} from '../../../lib/model';
import { judgeEstate } from '../../../lib/rules';
import { TEST_NOW, TestEstate, TestPopulation, TestServer } from '../../../lib/testing';
import { codesOf } from '../../support/cells';

const { OWA } = ClientProtocol;
const OLDEST = { release: { product: ExchangeProduct.EXCHANGE_2007, servicePack: 3 } };
const OLD_SERVER = { release: { product: ExchangeProduct.EXCHANGE_2010, servicePack: 3 } };
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
      'Windows Server 2008 speaks TLS 1.2 where somebody switched it on',
      { ...OLDEST, windowsServer: '2008' },
      CHROME,
      ['tls-version-unknown'],
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

describe('a server of which nobody states the versions', () => {
  const { EXCHANGE_2007, EXCHANGE_2010, EXCHANGE_2013, EXCHANGE_2016, EXCHANGE_2019 } = ExchangeProduct;
  const { IMAP4, SMTP_SUBMISSION } = ClientProtocol;
  const THUNDERBIRD = { platform: 'windows-10', application: 'thunderbird' };
  const found = (release: ExchangeRelease, more: TestServer, population: TestPopulation, protocol = OWA, now?: Date) =>
    codesOf(
      TestEstate.of({ servers: [{ release, protocols: [protocol], ...more }], populations: [population] }),
      protocol,
      now,
    ).filter((code) => code.startsWith('tls-'));

  test.each<[string, ExchangeRelease, TestServer, string[]]>([
    ['2007 and no Windows stated', { product: EXCHANGE_2007, servicePack: 3 }, {}, ['tls-version-unknown']],
    [
      '2010 and no Windows stated',
      { product: EXCHANGE_2010, servicePack: 3, updateRollup: 32 },
      {},
      ['tls-version-unknown'],
    ],
    [
      '2010 on 2008 R2',
      { product: EXCHANGE_2010, servicePack: 3, updateRollup: 32 },
      { windowsServer: 'Windows Server 2008 R2' },
      ['tls-version-unknown'],
    ],
    ['2010 on 2012', { product: EXCHANGE_2010, servicePack: 3 }, { windowsServer: '2012' }, []],
    ['2010 that is set to speak it', { product: EXCHANGE_2010 }, { tls: { highest: TlsVersion.TLS_1_2 } }, []],
    ['2013 and no Windows stated', { product: EXCHANGE_2013, cumulativeUpdate: 23 }, {}, ['tls-version-unknown']],
    ['2013 on 2012 R2', { product: EXCHANGE_2013 }, { windowsServer: '2012 R2' }, []],
    ['2016 runs on 2012 and later alone', { product: EXCHANGE_2016 }, {}, []],
    ['2019', { product: EXCHANGE_2019 }, {}, []],
  ])('a browser of today and %s', (_, release, more, expected) => {
    expect(found(release, more, CHROME)).toEqual(expected);
  });

  test.each<[string, ExchangeRelease, TestServer, string[]]>([
    [
      '2010 SP3 UR18 on 2012',
      { product: EXCHANGE_2010, servicePack: 3, updateRollup: 18 },
      { windowsServer: '2012' },
      ['tls-version-unknown'],
    ],
    [
      '2010 SP3 UR19 on 2012',
      { product: EXCHANGE_2010, servicePack: 3, updateRollup: 19 },
      { windowsServer: '2012' },
      [],
    ],
    ['2013 CU19 and no Windows stated', { product: EXCHANGE_2013, cumulativeUpdate: 19 }, {}, ['tls-version-unknown']],
    ['2016, where every protocol follows Windows', { product: EXCHANGE_2016 }, {}, []],
  ])('mail protocols are a matter of Exchange too: %s', (_, release, more, expected) => {
    expect(found(release, more, THUNDERBIRD, IMAP4)).toEqual(expected);
  });

  test('while TLS 1.0 was usual, nobody had to ask', () => {
    const then = new Date('2009-03-01');
    expect(found({ product: EXCHANGE_2007, servicePack: 1 }, {}, CHROME, OWA, then)).toEqual([]);
    expect(found({ product: EXCHANGE_2007, servicePack: 1 }, {}, { platform: 'symbian' }, OWA, then)).toEqual([]);
  });

  test('says what to state', () => {
    const estate = TestEstate.of({
      servers: [{ release: { product: EXCHANGE_2010, servicePack: 3 }, protocols: [OWA] }],
      populations: [CHROME],
    });
    const { matrix } = judgeEstate(estate, { now: TEST_NOW });
    const { message, fix } = matrix.outcomes[matrix.rows[0].cells[0]];
    expect(message).toContain('Windows Server release is not stated');
    expect(fix).toContain('windowsServer');
  });

  test('SMTP has no TLS 1.3, whatever is stated of the server', () => {
    const tls = { lowest: TlsVersion.TLS_1_3, highest: TlsVersion.TLS_1_3 };
    expect(found({ product: EXCHANGE_2019, cumulativeUpdate: 15 }, { tls }, THUNDERBIRD, SMTP_SUBMISSION)).toEqual([
      'tls-version-refused',
    ]);
    expect(found({ product: EXCHANGE_2019, cumulativeUpdate: 15 }, { tls }, CHROME)).toEqual([]);
  });
});

describe('a point that speaks TLS 1.3 alone', () => {
  const tls = { lowest: TlsVersion.TLS_1_3, highest: TlsVersion.TLS_1_3 };
  const at = (population: TestPopulation) =>
    codes({}, { mode: PublishingMode.BRIDGING, verifiesServer: false, tls, serverTls: NEW }, population);

  test.each<[string, TestPopulation, string[]]>([
    ['Windows 11', { platform: 'windows-11' }, []],
    ['Windows 10', { platform: 'windows-10' }, ['tls-version-refused']],
    ['iOS 11', { platform: 'ios-10-3', release: '11' }, ['tls-version-refused']],
    ['iOS 10.3 to 12, none named', { platform: 'ios-10-3' }, ['tls-version-unknown']],
    ['a platform that no table knows', { platform: 'old-copier' }, ['tls-version-unknown']],
  ])('%s', (_, population, expected) => {
    expect(at(population)).toEqual(expected);
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

  test.each<[string, Partial<PublishingPoint>, string[], TestServer?]>([
    ['speaks nothing that the server speaks', { tls: NEW, serverTls: OLD }, ['tls-version-refused']],
    ['also where it verifies nothing', { tls: NEW, serverTls: OLD, verifiesServer: false }, ['tls-version-refused']],
    ['speaks the same to both sides where nothing else is stated', { tls: NEW }, []],
    ['is not refused for what is not stated', {}, []],
    ['speaks TLS 1.2 alone to a server that may not', { tls: NEW }, ['tls-version-unknown'], OLD_SERVER],
  ])('%s', (_, point, expected, server = {}) => {
    expect(behind(point, server)).toEqual(expected);
  });

  test('lets old clients reach a new server', () => {
    const both = { lowest: TlsVersion.TLS_1_0, highest: TlsVersion.TLS_1_2 };
    expect(codes({}, { mode: PublishingMode.BRIDGING, tls: both }, { platform: 'windows-xp-sp3' })).toEqual([]);
  });
});
