import { PassThrough } from 'node:stream';
import { agrees, type Comparison, describeDifference } from '../../examples/demo/comparison';
import { Situation } from '../../examples/demo/situation';
import { writeTable } from '../../examples/demo/summary';
import { Terminal } from '../../examples/demo/terminal';
import { ClientProtocol } from '../../lib/model';
import { OutcomeKind } from '../../lib/policy';

function comparison(kind: OutcomeKind, outcome: 'accepted' | 'refused', more: Partial<Comparison> = {}): Comparison {
  return {
    server: 'intranet',
    client: 'curl',
    protocol: ClientProtocol.OWA,
    situation: Situation.ROOT_HELD,
    predicted: { kind, code: 'code', message: 'the reason', sources: ['the source'] },
    observed: { outcome, detail: 'first line\nsecond line' },
    ...more,
  };
}

/** A stream that keeps what is written, as a terminal or not. */
function screen(isTTY: boolean): { terminal: Terminal; text: () => string } {
  const out = new PassThrough();
  let text = '';
  out.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const terminal = new Terminal(Object.assign(out, { isTTY }) as unknown as NodeJS.WriteStream, () => 0);
  return { terminal, text: () => text };
}

describe('a connection and its prediction', () => {
  test.each([
    [OutcomeKind.WORKS, 'accepted', true],
    [OutcomeKind.WORKS, 'refused', false],
    [OutcomeKind.PROMPTS, 'accepted', false],
    [OutcomeKind.PROMPTS, 'refused', true],
    [OutcomeKind.FAILS, 'accepted', false],
    [OutcomeKind.FAILS, 'refused', true],
    [OutcomeKind.UNKNOWN, 'accepted', false],
    [OutcomeKind.UNKNOWN, 'refused', false],
  ] as const)('%s and %s: agree is %p', (kind, outcome, expected) => {
    expect(agrees(comparison(kind, outcome))).toBe(expected);
  });

  test('a difference is shown with both sides', () => {
    expect(describeDifference(comparison(OutcomeKind.WORKS, 'refused'))).toBe(
      'curl on owa at intranet, which holds the root: the matrix says works (the reason), the client refused it: first line',
    );
  });
});

describe('the table', () => {
  test('has a row for each client and protocol, and a difference on one of two doors shows', () => {
    const { terminal, text } = screen(false);
    const imap = { client: 'OpenSSL', protocol: ClientProtocol.IMAP4 };
    writeTable(terminal, [
      ...Object.values(Situation).map((situation) => comparison(OutcomeKind.FAILS, 'refused', { situation })),
      ...Object.values(Situation).flatMap((situation) => [
        comparison(OutcomeKind.WORKS, 'accepted', { ...imap, situation }),
        comparison(OutcomeKind.WORKS, situation === Situation.ROOT_MISSING ? 'refused' : 'accepted', {
          ...imap,
          situation,
        }),
      ]),
    ]);
    const [, curl, openssl, ...rest] = text().trimEnd().split('\n');
    expect(curl).toMatch(/^ {2}curl +Outlook Web App +(fails > refused *){3}$/);
    expect(openssl).toMatch(/^ {2}OpenSSL +IMAP4 and IMAPS +works > accepted +works ! refused +works > accepted$/);
    expect(rest).toEqual([]);
  });
});

describe('the terminal', () => {
  const work = async (terminal: Terminal): Promise<void> => {
    await terminal.step(
      'counting',
      async () => terminal.count('1 of 2'),
      () => 'counted',
    );
  };

  test('of a person shows counters on one line, in colour', async () => {
    const { terminal, text } = screen(true);
    await work(terminal);
    expect(text()).toContain('1 of 2');
    expect(text()).toMatch(/\r\u001b\[2K[^\n]*counted\n$/); // eslint-disable-line no-control-regex
  });

  test('of a log shows finished lines alone, without control characters', async () => {
    const { terminal, text } = screen(false);
    await work(terminal);
    expect(text()).toBe('  0.0 s  counted\n');
  });
});
