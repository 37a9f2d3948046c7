import { isBase64 } from '../../lib/pki';

test.each([
  ['', true],
  ['QUJD', true],
  ['QUI=', true],
  ['QQ==', true],
  ['QU JD\r\nQUJD', true],
  ['QQ===', false],
  ['Q=UJ', false],
  ['QQ= =', false],
  ['QU-D', false],
  ['QÜJD', false],
])('%j: %s', (text, expected) => {
  expect(isBase64(text)).toBe(expected);
});

test('a text of 32 megabytes is looked over without exhausting the matcher', () => {
  const long = 'M'.repeat(32 * 1024 * 1024);
  expect([isBase64(long), isBase64(`${long}-`), isBase64(`${long}==`)]).toEqual([true, false, true]);
});
