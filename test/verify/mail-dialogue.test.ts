import { MailDialogue, MailSpeech, Speech } from '../../lib/verify/mail-dialogue';
import { ProbeOutcome } from '../../lib/model';

/** Plays a server's answers one after the other, and gives what the client said and how it ended. */
function played(speech: MailSpeech, ...answers: string[]) {
  const dialogue = new MailDialogue(speech, '[127.0.0.1]');
  const said = answers.flatMap((answer) => dialogue.feed(Buffer.from(answer))?.toString() ?? []);
  return { said, end: dialogue.end, facts: dialogue.said };
}

const EHLO = '250-mail.contoso.com Hello\r\n250-SIZE\r\n250-X-ANONYMOUSTLS\r\n250-STARTTLS\r\n250 8BITMIME\r\n';
const SMTP_HELLO = '220 mail.contoso.com Microsoft ESMTP MAIL Service ready at Mon, 30 Nov 2026\r\n';
const IMAP_HELLO = '* OK The Microsoft Exchange IMAP4 service is ready.\r\n';
const POP3_HELLO = '+OK The Microsoft Exchange POP3 service is ready.\r\n';

describe('the way to TLS', () => {
  test('SMTP: EHLO first, STARTTLS then, and X-ANONYMOUSTLS is left alone', () => {
    const { said, end, facts } = played(Speech.SMTP, SMTP_HELLO, EHLO, '220 2.0.0 SMTP server ready\r\n');
    expect(said).toEqual(['EHLO [127.0.0.1]\r\n', 'STARTTLS\r\n']);
    expect(end).toEqual({});
    expect(facts).toMatchObject({ clearAfterStartTls: false, capabilities: expect.arrayContaining(['STARTTLS']) });
  });

  test('IMAP4', () => {
    const capabilities = '* CAPABILITY IMAP4 IMAP4rev1 LOGINDISABLED STARTTLS\r\na1 OK CAPABILITY completed.\r\n';
    const { said, end } = played(Speech.IMAP, IMAP_HELLO, capabilities, 'a2 OK Begin TLS negotiation now.\r\n');
    expect(said).toEqual(['a1 CAPABILITY\r\n', 'a2 STARTTLS\r\n']);
    expect(end).toEqual({});
  });

  test('IMAP4 that lists what it can do in several lines', () => {
    const capabilities = '* CAPABILITY IMAP4rev1\r\n* OK hello\r\n* CAPABILITY STARTTLS\r\na1 OK done\r\n';
    expect(played(Speech.IMAP, IMAP_HELLO, capabilities, 'a2 OK begin\r\n').end).toEqual({});
  });

  test('POP3', () => {
    const { said, end } = played(Speech.POP3, POP3_HELLO, '+OK\r\nTOP\r\nSTLS\r\n.\r\n', '+OK Begin TLS\r\n');
    expect(said).toEqual(['CAPA\r\n', 'STLS\r\n']);
    expect(end).toEqual({});
  });

  test('POP3 without CAPA is asked all the same', () => {
    expect(played(Speech.POP3, POP3_HELLO, '-ERR unknown\r\n', '+OK Begin TLS\r\n').end).toEqual({});
  });

  test('in lockstep: an answer of several lines, in pieces, with a greeting of any text', () => {
    const dialogue = new MailDialogue(Speech.SMTP, '[127.0.0.1]');
    const sent = [...'220-one\r\n220-two\r\n220 three\r\n'].map((letter) => dialogue.feed(Buffer.from(letter)));
    expect(sent.filter((one) => one !== undefined)).toHaveLength(1);
    expect(sent.at(-1)?.toString()).toBe('EHLO [127.0.0.1]\r\n');
  });

  test('bytes in clear behind the consent are noticed and not read', () => {
    const { end, facts } = played(Speech.SMTP, SMTP_HELLO, EHLO, '220 ready\r\n250 injected\r\n');
    expect(end).toEqual({});
    expect(facts.clearAfterStartTls).toBe(true);
  });
});

describe('how it ends before TLS', () => {
  test.each<[string, MailSpeech, string[], ProbeOutcome, RegExp]>([
    ['busy', Speech.SMTP, ['421 4.3.2 too many connections\r\n'], ProbeOutcome.THROTTLED, /421/],
    ['busy at EHLO', Speech.SMTP, [SMTP_HELLO, '421 later\r\n'], ProbeOutcome.THROTTLED, /421/],
    ['refuses everybody', Speech.SMTP, ['554 no service\r\n'], ProbeOutcome.GREETING_REFUSED, /554/],
    ['no STARTTLS', Speech.SMTP, [SMTP_HELLO, '250 mail\r\n'], ProbeOutcome.STARTTLS_NOT_OFFERED, /^$/],
    ['EHLO unknown', Speech.SMTP, [SMTP_HELLO, '502 what\r\n'], ProbeOutcome.STARTTLS_NOT_OFFERED, /502/],
    [
      'crossed out by a firewall',
      Speech.SMTP,
      [SMTP_HELLO, '250-mail\r\n250-XXXXXXXA\r\n250 8BITMIME\r\n'],
      ProbeOutcome.STARTTLS_NOT_OFFERED,
      /XXXXXXXA/,
    ],
    ['454', Speech.SMTP, [SMTP_HELLO, EHLO, '454 TLS not available\r\n'], ProbeOutcome.STARTTLS_REFUSED, /454/],
    ['502', Speech.SMTP, [SMTP_HELLO, EHLO, '502 5.5.1\r\n'], ProbeOutcome.STARTTLS_REFUSED, /502/],
    ['BYE', Speech.IMAP, ['* BYE too busy\r\n'], ProbeOutcome.THROTTLED, /BYE/],
    ['PREAUTH', Speech.IMAP, ['* PREAUTH welcome\r\n'], ProbeOutcome.STARTTLS_NOT_OFFERED, /PREAUTH/],
    [
      'nobody can log in',
      Speech.IMAP,
      [IMAP_HELLO, '* CAPABILITY IMAP4rev1 LOGINDISABLED\r\na1 OK\r\n'],
      ProbeOutcome.STARTTLS_NOT_OFFERED,
      /LOGINDISABLED/,
    ],
    [
      'NO',
      Speech.IMAP,
      [IMAP_HELLO, '* CAPABILITY STARTTLS\r\na1 OK\r\n', 'a2 NO off\r\n'],
      ProbeOutcome.STARTTLS_REFUSED,
      /off/,
    ],
    ['no STLS', Speech.POP3, [POP3_HELLO, '+OK\r\nTOP\r\n.\r\n'], ProbeOutcome.STARTTLS_NOT_OFFERED, /^$/],
    ['-ERR', Speech.POP3, [POP3_HELLO, '+OK\r\nSTLS\r\n.\r\n', '-ERR\r\n'], ProbeOutcome.STARTTLS_REFUSED, /ERR/],
    ['SSH', Speech.SMTP, ['SSH-2.0-OpenSSH_9.2\r\n'], ProbeOutcome.OTHER_PROTOCOL, /^ssh$/],
    ['SMTP instead of IMAP4', Speech.IMAP, [SMTP_HELLO], ProbeOutcome.OTHER_PROTOCOL, /^smtp$/],
    ['TLS at once', Speech.IMAP, ['\x15\x03\x03\x00\x02'], ProbeOutcome.OTHER_PROTOCOL, /^implicit-tls$/],
    ['no greeting of any kind', Speech.IMAP, ['hello\r\n'], ProbeOutcome.NOT_TLS, /hello/],
  ])('%s', (_, speech, answers, outcome, detail) => {
    const { end } = played(speech, ...answers);
    expect(end?.outcome).toBe(outcome);
    expect(end?.detail ?? '').toMatch(detail);
  });

  test.each(['220 ', 'A'])('a greeting without end that begins with %j', (start) => {
    const dialogue = new MailDialogue(Speech.SMTP, '[127.0.0.1]');
    dialogue.feed(Buffer.from(start));
    for (let sent = 0; sent < 70 && !dialogue.end; sent++) dialogue.feed(Buffer.alloc(1024, 'a'));
    expect(dialogue.end?.outcome).toBe(ProbeOutcome.TOO_BIG);
  });
});
