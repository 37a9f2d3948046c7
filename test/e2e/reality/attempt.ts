import type { Issued } from '../../support/issue';
import type { ClientOutcome } from '../support';

/** One connection that a client is to try. */
export interface Attempt {
  readonly id: string;
  /** For messages. */
  readonly name: string;
  /** The host name or IP address that the client asks for; whatever it is, 127.0.0.1 answers. */
  readonly host: string;
  readonly port: number;
  /** What the client's store holds, PEM. */
  readonly storePem: string;
  /** Certificates that are installed, for clients whose store says what each is trusted for. */
  readonly trusted: readonly TrustedCertificate[];
  /** handshake: its end decides; answer: the client also asks for a page, and what is not answered with 200 is refused. */
  readonly until: 'handshake' | 'answer';
  /** Whether the client keeps the host name to itself in the handshake. Default: false. */
  readonly withoutSni?: boolean;
  /** Whether the client speaks no TLS 1.3. Default: false. */
  readonly withoutTls13?: boolean;
  /** The certificate that the client has for itself. Default: none. */
  readonly certificate?: Issued;
  /** Whether the client tells the server which certificate it saw (RFC 5929 4). Default: false. */
  readonly bindsChannel?: boolean;
}

/** A certificate as NSS is told to trust it: an authority as one, a certificate that is none as this very server. */
export interface TrustedCertificate {
  readonly issued: Issued;
  readonly as: 'authority' | 'server';
}

/** What became of an attempt. */
export interface AttemptOutcome extends ClientOutcome {
  /** Where it was refused: by the client in the handshake, or by what answers, once the client was content. */
  readonly at: 'handshake' | 'answer';
}

/** What a client can be told that not every client can. */
export type Ability = 'withoutSni' | 'withoutTls13' | 'certificate' | 'bindsChannel';

/** Name of the header that carries the channel binding of a client, in lower-case hexadecimal. */
export const BINDING_HEADER = 'x-channel-binding';

/** The request of a client for the page of an attempt. */
export function requestOf({ host }: Attempt): string {
  return `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
}

/** What an answer says; `text` holds what a client received after the handshake, and perhaps more. */
export function answerOf(text: string): AttemptOutcome {
  const status = /HTTP\/1\.[01] (\d{3})/.exec(text)?.[1];
  if (status === '200') return { outcome: 'accepted', at: 'answer', detail: 'answered with 200' };
  const detail = status === undefined ? 'no answer after the handshake' : `answered with ${status}`;
  return { outcome: 'refused', at: 'answer', detail };
}

export function accepted(detail: string): AttemptOutcome {
  return { outcome: 'accepted', at: 'handshake', detail };
}

export function refused(detail: string): AttemptOutcome {
  return { outcome: 'refused', at: 'handshake', detail };
}
