import { clipped, plain } from '../../lib/report/plain';
import { NASTY } from '../support/review-estate';

describe('plain', () => {
  test('shows control characters, line breaks and direction marks as their codes', () => {
    expect(plain('a\u001b[31m\nb\u202ec\u2028\u0085')).toBe('a\\u001b[31m\\u000ab\\u202ec\\u2028\\u0085');
  });

  test('shows what takes no room and what a log would run', () => {
    expect(plain('a\u{e0041}b\u034fc\u115f\u1160\u3164\uffa0d\ufe0f')).toBe(
      'a\\u{e0041}b\\u034fc\\u115f\\u1160\\u3164\\uffa0d\\ufe0f',
    );
    expect(plain('##[error]x ## [y]')).toBe('#\\u0023[error]x ## [y]');
  });

  test('leaves letters of every script, and whole surrogate pairs, as they are', () => {
    expect(plain('Zürich 東京 عربي 🦊')).toBe('Zürich 東京 عربي 🦊');
  });

  test('shows half a surrogate pair as its code, so that the text can be written as UTF-8', () => {
    expect(plain('a\ud83eb\udd8a')).toBe('a\\ud83eb\\udd8a');
    expect(Buffer.from(plain(`${NASTY}\ud800`)).toString()).toBe(plain(`${NASTY}\ud800`));
  });
});

describe('clipped', () => {
  test('cuts to the length with an ellipsis, never within a surrogate pair', () => {
    expect(clipped('abcdef', 6)).toBe('abcdef');
    expect(clipped('abcdefg', 6)).toBe('abcde…');
    expect(clipped('abcd🦊fg', 6)).toBe('abcd…');
  });
});
