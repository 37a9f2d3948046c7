import { ProbeOutcome } from '../model';
import { Speech } from './speech';

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
