import { ProbeOutcome, ProbePhase } from '../model';
import { DialogueEnd, MAIL_SCRIPTS, MailFacts, MailSpeech, MailStep } from './mail-script';
import { recognize, shownBytes } from './recognize';
import { Speech } from './speech';

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
