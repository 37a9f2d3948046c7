import { ClientProtocol, Encryption, ProbeOutcome, ProbePhase } from '../model';
import { recognize, shownBytes } from './clear-text';

/** How an endpoint is spoken to before TLS. */
export enum Speech {
  /** Not at all: TLS from the first byte. */
  TLS = 'tls',
  SMTP = 'smtp',
  IMAP = 'imap',
  POP3 = 'pop3',
}

const MAIL: Partial<Record<ClientProtocol, Speech>> = {
  [ClientProtocol.POP3]: Speech.POP3,
  [ClientProtocol.IMAP4]: Speech.IMAP,
  [ClientProtocol.SMTP_SUBMISSION]: Speech.SMTP,
};

/** How a listener of a protocol is spoken to. What is declared as clear text is asked for STARTTLS: that it is not there must show. */
export function speechOf(protocol: ClientProtocol, encryption: Encryption): Speech {
  return encryption === Encryption.TLS ? Speech.TLS : (MAIL[protocol] ?? Speech.TLS);
}

/** How a dialogue ended: ready for TLS where there is no outcome. */
export interface DialogueEnd {
  readonly outcome?: ProbeOutcome;
  readonly detail?: string;
}

/** What a mail server's answers taught. */
export interface MailFacts {
  /** What it lists that it can do, upper case. */
  capabilities: string[];
  /** IMAP4: it greets with PREAUTH, by which clients skip STARTTLS. */
  preauthenticated: boolean;
}

/** One exchange: what is sent, when the answer is whole, and what the answer means. */
export interface MailStep {
  /** Left out: the server speaks first. */
  readonly send?: (ownName: string) => string;
  readonly isWhole: (lines: readonly string[]) => boolean;
  /** Undefined: on to the next step; after the last one, TLS begins. */
  readonly judge: (lines: readonly string[], facts: MailFacts) => DialogueEnd | undefined;
}

const READY: DialogueEnd = {};

const last = (lines: readonly string[]): string => lines[lines.length - 1];

const ends = (pattern: RegExp) => (lines: readonly string[]) => pattern.test(last(lines));

const one = (): boolean => true;

function ended(outcome: ProbeOutcome, lines: readonly string[]): DialogueEnd {
  return { outcome, detail: last(lines).slice(0, 200) };
}

/** How firewalls cross a command out: `XXXXXXXA`, `XXXXXXXX`, `XXXX`. */
const MASK = /^X{3,7}[AX]$/;

/** Ends where STARTTLS is not offered, and says so where something on the way crossed it out. */
function offered(word: string, facts: MailFacts): DialogueEnd | undefined {
  if (facts.capabilities.includes(word)) return undefined;
  const masked = facts.capabilities.find((one) => MASK.test(one));
  const noLogin = facts.capabilities.includes('LOGINDISABLED');
  const detail = masked
    ? `something on the way crossed it out: ${masked}`
    : noLogin
      ? 'and nobody can log in: LOGINDISABLED'
      : undefined;
  return { outcome: ProbeOutcome.STARTTLS_NOT_OFFERED, ...(detail === undefined ? {} : { detail }) };
}

const SMTP_END = ends(/^\d{3}( |$)/);

function smtpOutcome(lines: readonly string[], otherwise: ProbeOutcome): DialogueEnd {
  return ended(last(lines).startsWith('421') ? ProbeOutcome.THROTTLED : otherwise, lines);
}

/** RFC 3207. */
const SMTP: readonly MailStep[] = [
  {
    isWhole: SMTP_END,
    judge: (lines) => (last(lines).startsWith('220') ? undefined : smtpOutcome(lines, ProbeOutcome.GREETING_REFUSED)),
  },
  {
    send: (ownName) => `EHLO ${ownName}`,
    isWhole: SMTP_END,
    judge: (lines, facts) => {
      if (!last(lines).startsWith('250')) return smtpOutcome(lines, ProbeOutcome.STARTTLS_NOT_OFFERED);
      facts.capabilities = lines.slice(1).map((line) => line.slice(4).trim().toUpperCase());
      return offered('STARTTLS', facts);
    },
  },
  {
    send: () => 'STARTTLS',
    isWhole: SMTP_END,
    judge: (lines) => (last(lines).startsWith('220') ? READY : smtpOutcome(lines, ProbeOutcome.STARTTLS_REFUSED)),
  },
];

function imapOutcome(lines: readonly string[], otherwise: ProbeOutcome): DialogueEnd {
  return ended(lines.some((line) => /^\* BYE\b/i.test(line)) ? ProbeOutcome.THROTTLED : otherwise, lines);
}

/** RFC 3501 6.2.1. */
const IMAP: readonly MailStep[] = [
  {
    isWhole: one,
    judge: (lines, facts) => {
      facts.preauthenticated = /^\* PREAUTH\b/i.test(last(lines));
      if (facts.preauthenticated)
        return {
          outcome: ProbeOutcome.STARTTLS_NOT_OFFERED,
          detail: 'it greets with PREAUTH, by which clients skip it',
        };
      return /^\* OK\b/i.test(last(lines)) ? undefined : imapOutcome(lines, ProbeOutcome.GREETING_REFUSED);
    },
  },
  {
    send: () => 'a1 CAPABILITY',
    isWhole: ends(/^(a1 |\* BYE)/i),
    judge: (lines, facts) => {
      const lists = lines.filter((line) => /^\* CAPABILITY /i.test(line));
      if (!/^a1 OK\b/i.test(last(lines)) || lists.length === 0)
        return imapOutcome(lines, ProbeOutcome.STARTTLS_NOT_OFFERED);
      facts.capabilities = lists.flatMap((list) =>
        list.slice('* CAPABILITY '.length).trim().toUpperCase().split(/\s+/),
      );
      return offered('STARTTLS', facts);
    },
  },
  {
    send: () => 'a2 STARTTLS',
    isWhole: ends(/^(a2 |\* BYE)/i),
    judge: (lines) => (/^a2 OK\b/i.test(last(lines)) ? READY : imapOutcome(lines, ProbeOutcome.STARTTLS_REFUSED)),
  },
];

/** RFC 2595 4. */
const POP3: readonly MailStep[] = [
  {
    isWhole: one,
    judge: (lines) => {
      if (/^\+OK\b/i.test(last(lines))) return undefined;
      const busy = /\[(IN-USE|SYS\/TEMP)\]|too many|connections/i.test(last(lines));
      return ended(busy ? ProbeOutcome.THROTTLED : ProbeOutcome.GREETING_REFUSED, lines);
    },
  },
  {
    send: () => 'CAPA',
    isWhole: (lines) => !/^\+OK/i.test(lines[0]) || last(lines) === '.',
    judge: (lines, facts) => {
      // A server without CAPA may know STLS all the same (RFC 2449 is newer than POP3).
      if (!/^\+OK/i.test(lines[0])) return undefined;
      facts.capabilities = lines.slice(1, -1).map((line) => line.trim().toUpperCase());
      return offered('STLS', facts);
    },
  },
  {
    send: () => 'STLS',
    isWhole: one,
    judge: (lines, { capabilities }) => {
      if (/^\+OK\b/i.test(last(lines))) return READY;
      const wasOffered = capabilities.includes('STLS');
      return ended(wasOffered ? ProbeOutcome.STARTTLS_REFUSED : ProbeOutcome.STARTTLS_NOT_OFFERED, lines);
    },
  },
];

/** Mail protocols that begin in clear. */
export type MailSpeech = Exclude<Speech, Speech.TLS>;

/** The way to TLS in each protocol. The server's greeting is the first step. */
export const MAIL_SCRIPTS: Readonly<Record<MailSpeech, readonly MailStep[]>> = {
  [Speech.SMTP]: SMTP,
  [Speech.IMAP]: IMAP,
  [Speech.POP3]: POP3,
};

/** What a mail server said before TLS. */
export interface MailGreeting extends Readonly<MailFacts> {
  /** First line that it sent, shortened. */
  readonly greeting?: string;
  /** It sent bytes in clear behind its consent to STARTTLS, which a careless client takes for protected. They are dropped. */
  readonly clearAfterStartTls: boolean;
}

/** A dialogue holds less than this before TLS. */
const MOST_BYTES = 65_536;

/**
 * The way to STARTTLS, without a socket. It speaks in lockstep: nothing is sent before the answer is whole. The text of a greeting is
 * never compared with anything, since administrators replace it.
 */
export class MailDialogue {
  private readonly steps: readonly MailStep[];
  private readonly facts: MailFacts = { capabilities: [], preauthenticated: false };
  private greetingLine?: string;
  private at = 0;
  private text = '';
  private lines: string[] = [];
  private total = 0;
  private result?: DialogueEnd;

  /** @param ownName the client's name for EHLO: an address literal (RFC 5321 4.1.3) */
  public constructor(
    private readonly speech: MailSpeech,
    private readonly ownName: string,
  ) {
    this.steps = MAIL_SCRIPTS[speech];
  }

  public get said(): MailGreeting {
    const greeting = this.greetingLine;
    const clearAfterStartTls = this.result !== undefined && this.result.outcome === undefined && this.text !== '';
    return { ...this.facts, clearAfterStartTls, ...(greeting === undefined ? {} : { greeting }) };
  }

  /** Undefined: it goes on. */
  public get end(): DialogueEnd | undefined {
    return this.result;
  }

  public get phase(): ProbePhase {
    return this.at === 0 ? ProbePhase.GREETING : ProbePhase.STARTTLS;
  }

  /** Takes bytes, and gives those to send, if any. */
  public feed(bytes: Buffer): Buffer | undefined {
    if (this.result) return undefined;
    this.total += bytes.length;
    this.text += bytes.toString('latin1');
    if (this.total > MOST_BYTES) {
      this.result = { outcome: ProbeOutcome.TOO_BIG, detail: `more than ${MOST_BYTES} octets before TLS` };
      return undefined;
    }
    if (this.at === 0 && this.lines.length === 0) this.checkFirstWords();
    while (!this.result) {
      const end = this.text.indexOf('\n');
      if (end < 0) return undefined;
      this.lines.push(this.text.slice(0, end).replace(/\r$/, ''));
      this.text = this.text.slice(end + 1);
      if (this.steps[this.at].isWhole(this.lines)) return this.answer();
    }
    return undefined;
  }

  private answer(): Buffer | undefined {
    this.greetingLine ??= this.lines[0].slice(0, 200);
    this.result = this.steps[this.at].judge(this.lines, this.facts);
    this.lines = [];
    if (this.result) return undefined;
    // What comes before the next command is no answer to it. Only IMAP4 servers may speak unasked.
    if (this.speech !== Speech.IMAP) this.text = '';
    const send = this.steps[++this.at].send?.(this.ownName) ?? '';
    return Buffer.from(`${send}\r\n`, 'latin1');
  }

  /** Ends where the first words are those of another protocol, or of none. */
  private checkFirstWords(): void {
    const first = Buffer.from(this.text, 'latin1');
    const protocol = recognize(first);
    if (protocol === this.speech) return;
    if (protocol !== undefined) this.result = { outcome: ProbeOutcome.OTHER_PROTOCOL, detail: protocol };
    else if (this.text.includes('\n'))
      this.result = { outcome: ProbeOutcome.NOT_TLS, detail: `it greets with ${JSON.stringify(shownBytes(first))}` };
  }
}
