import { IConstruct } from 'constructs';
import { ProtocolFacts } from '../../exchange';
import { Encryption, Listener, SourceLocation } from '../../model';
import { checkedProps, isObject, listOf, objectWith, PropChecks } from '../checked-props';
import { faultOf } from '../fault';
import { ENCRYPTION } from '../prop-checks';
import { BindingProps } from './binding-props';

/** What a binding of POP3, IMAP4 or SMTP can be told besides. */
export interface MailBindingProps extends BindingProps {
  /**
   * How clients' connections are protected, on the protocol's well-known port. Exchange 2007 protects POP3 and IMAP4 in no way until
   * someone says so.
   * @default - as the product does
   */
  readonly encryption?: Encryption;
  /** Ports instead of the well-known ones, each with its protection. @default - by encryption */
  readonly listeners?: Listener[];
}

const CHECKS: PropChecks<MailBindingProps> = {
  encryption: ENCRYPTION,
  listeners: listOf(
    objectWith((value) => ENCRYPTION.fits(value.encryption), 'an object with a port and an encryption (Encryption)'),
  ),
};

const HIGHEST_PORT = 65535;

/** The ports that are meant, or undefined for the product's own. */
export function declaredListeners(
  server: IConstruct,
  facts: ProtocolFacts,
  given: MailBindingProps,
  location: SourceLocation | undefined,
): Listener[] | undefined {
  const props: MailBindingProps = isObject(given) ? checkedProps(server, given, CHECKS, location, facts.label) : {};
  if (props.listeners) {
    const usable = props.listeners.filter((listener) => isPort(listener.port));
    for (const listener of props.listeners) {
      if (isPort(listener.port)) continue;
      faultOf(
        server,
        'port-invalid',
        `${facts.label}: ${String(listener.port)} is not a port; a port is a whole number from 1 to ${HIGHEST_PORT}`,
        `well-known are ${wellKnown(facts)}`,
        location,
      );
    }
    const ports = usable.map((listener) => listener.port);
    const twice = ports.find((port, index) => ports.indexOf(port) !== index);
    if (twice !== undefined) {
      faultOf(
        server,
        'port-twice',
        `${facts.label}: port ${twice} is named twice; one port is protected in one way`,
        'name each port once',
        location,
      );
    }
    if (props.listeners.length === 0) {
      faultOf(
        server,
        'port-missing',
        `${facts.label}: listeners is empty, so no client can connect`,
        `name a port (well-known are ${wellKnown(facts)}), or leave the protocol out`,
        location,
      );
    }
    return usable;
  }
  if (props.encryption === undefined) return undefined;
  if (props.encryption === Encryption.NONE) {
    const clear = facts.listeners.find((listener) => listener.encryption === Encryption.STARTTLS);
    return clear ? [{ port: clear.port, encryption: Encryption.NONE }] : [];
  }
  const fitting = facts.listeners.filter((listener) => listener.encryption === props.encryption);
  if (fitting.length === 0) {
    faultOf(
      server,
      'encryption-unavailable',
      `${facts.label} has no port for ${props.encryption}`,
      `well-known are ${wellKnown(facts)}`,
      location,
    );
  }
  return fitting;
}

function isPort(port: unknown): boolean {
  return typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= HIGHEST_PORT;
}

function wellKnown(facts: ProtocolFacts): string {
  return facts.listeners.map((listener) => `${listener.port} (${listener.encryption})`).join(', ');
}
