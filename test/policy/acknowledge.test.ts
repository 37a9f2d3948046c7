import { isExpired, isWithin } from '../../lib/policy';
import { ClientAccessPolicy, ClientAccessServer, ExchangeVersion } from '../../lib';
import { Declared } from '../support/declared';

const RULE = 'mail-protocol-in-clear';
const accepted = { rule: RULE, reason: 'an isolated test network', expires: '2027-01-01' };

/** Two servers, each with IMAP4 in clear. */
function estate(): { declared: Declared; servers: ClientAccessServer[] } {
  const declared = new Declared();
  const servers = ['cas01', 'cas02'].map((id) =>
    new ClientAccessServer(declared.stack, id, {
      version: ExchangeVersion.EXCHANGE_2007_SP3,
      internalHostName: `${id}.contoso.com`,
    }).addImap4(),
  );
  return { declared, servers };
}

const status = (declared: Declared): [string, string | undefined][] =>
  declared.report.acknowledgements.map((result) => [result.status, result.advice]);
const standing = (declared: Declared): (string | undefined)[] =>
  declared.findings(RULE).flatMap((finding) => (finding.acknowledgement ? [] : [finding.server]));

describe('an acknowledgement', () => {
  test('counts for the construct and all below, and nowhere else', () => {
    const { declared, servers } = estate();
    ClientAccessPolicy.of(servers[0]).acknowledge(accepted);
    expect(standing(declared)).toEqual(['contoso/cas02']);
    expect(declared.report.summary.acknowledged).toBe(1);
    ClientAccessPolicy.of(declared.stack).acknowledge(accepted);
    expect(standing(declared)).toEqual([]);
  });

  test('can be for one finding', () => {
    const { declared } = estate();
    const key = declared.findings(RULE)[1].key;
    ClientAccessPolicy.of(declared.app).acknowledge({ ...accepted, finding: key });
    expect(
      declared.findings(RULE).map((finding) => [finding.key === key, finding.acknowledgement !== undefined]),
    ).toEqual([
      [false, false],
      [true, true],
    ]);
    expect(status(declared)).toEqual([['used', undefined]]);
  });

  test('is reported as unused, with the nearest key where a key is near', () => {
    const { declared } = estate();
    const key = declared.findings(RULE)[0].key;
    ClientAccessPolicy.of(declared.app).acknowledge({ ...accepted, finding: key.replace('cas01', 'cas0l') });
    ClientAccessPolicy.of(declared.app).acknowledge({
      ...accepted,
      rule: 'name-superfluous',
    });
    expect(status(declared)).toEqual([
      ['unused', `did you mean ${key}?`],
      ['unused', expect.stringContaining('remove it')],
    ]);
  });

  test('for a rule that nobody runs is reported, with the nearest id', () => {
    const { declared } = estate();
    ClientAccessPolicy.of(declared.app).acknowledge({ ...accepted, rule: 'mail-protocol-in-claer' });
    expect(status(declared)).toEqual([['unknown-rule', `did you mean ${RULE}?`]]);
    expect(standing(declared)).toHaveLength(2);
  });

  test.each(['*', 'mail-*', '?'])('for the pattern %s is invalid', (rule) => {
    const { declared } = estate();
    ClientAccessPolicy.of(declared.app).acknowledge({ ...accepted, rule });
    expect(status(declared)).toEqual([['invalid', expect.stringContaining('name one rule')]]);
  });

  test('without a reason is invalid', () => {
    const { declared } = estate();
    ClientAccessPolicy.of(declared.app).acknowledge({ ...accepted, reason: 'because' });
    expect(status(declared)).toEqual([['invalid', expect.stringContaining('10 characters')]]);
    expect(standing(declared)).toHaveLength(2);
  });

  test('cannot accept what a rule does not let be accepted', () => {
    const { declared, servers } = estate();
    servers[0].addOutlookAnywhere();
    ClientAccessPolicy.of(declared.app).acknowledge({ ...accepted, rule: 'outlook-anywhere-self-signed' });
    expect(status(declared)).toEqual([['not-acknowledgeable', expect.any(String)]]);
    expect(declared.report.summary.refused).toBe(true);
  });

  test('that is expired brings the finding back', () => {
    const { declared } = estate();
    ClientAccessPolicy.of(declared.app).acknowledge({ ...accepted, expires: '2026-11-22' });
    expect(status(declared)).toEqual([['expired', expect.stringContaining('2026-11-22')]]);
    expect(standing(declared)).toHaveLength(2);
  });
});

describe('the last day', () => {
  test.each([
    ['2026-11-23', '2026-11-23T00:00:00Z', false],
    ['2026-11-23', '2026-11-23T23:59:59.999Z', false],
    ['2026-11-23', '2026-11-24T00:00:00Z', true],
    ['2028-02-29', '2028-02-29T12:00:00Z', false],
    ['2027-02-29', '2026-01-01T00:00:00Z', true],
    ['tomorrow', '2026-01-01T00:00:00Z', true],
    ['', '2026-01-01T00:00:00Z', true],
    ['2026-13-01', '2026-01-01T00:00:00Z', true],
    ['2026-1-1', '2025-01-01T00:00:00Z', true],
  ])('%s at %s: expired %s', (expires, now, expected) => {
    expect(isExpired(expires, new Date(now))).toBe(expected);
  });
});

test('a scope holds itself and what lies below, not what begins alike', () => {
  expect([isWithin('a/b', 'a'), isWithin('a', 'a'), isWithin('ab', 'a'), isWithin('anything', '')]).toEqual([
    true,
    true,
    false,
    true,
  ]);
});
