import { IConstruct } from 'constructs';
import { protocolFacts, ProtocolFacts } from '../../exchange';
import { ClientProtocol, Encryption, Listener, SourceLocation } from '../../model';
import { faultOf } from '../registry';
import { MailBindingProps } from './binding-props';
import { describe } from '../checked-props';

const HIGHEST_PORT = 65535;

/** The ports that a protocol of mail is declared with; undefined: the product's own. */
export function declaredListeners(
  server: IConstruct,
  protocol: ClientProtocol,
  props: MailBindingProps,
  location: SourceLocation | undefined,
): Listener[] | undefined {
  const facts = protocolFacts(protocol);
  if (props.listeners) {
    const usable = props.listeners.filter((listener) => isPort(listener.port));
    for (const listener of props.listeners) {
      if (isPort(listener.port)) continue;
      faultOf(server, {
        code: 'port-invalid',
        message: `${facts.label}: ${describe(listener.port)} is not a port; a port is a whole number from 1 to ${HIGHEST_PORT}`,
        fix: `well-known are ${wellKnown(facts)}`,
        location,
      });
    }
    const ports = usable.map((listener) => listener.port);
    const twice = ports.find((port, index) => ports.indexOf(port) !== index);
    if (twice !== undefined) {
      faultOf(server, {
        code: 'port-twice',
        message: `${facts.label}: port ${twice} is named twice; one port is protected in one way`,
        fix: 'name each port once',
        location,
      });
    }
    if (props.listeners.length === 0) {
      faultOf(server, {
        code: 'port-missing',
        message: `${facts.label}: listeners is empty, so no client can connect`,
        fix: `name a port (well-known are ${wellKnown(facts)}), or leave the protocol out`,
        location,
      });
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
    faultOf(server, {
      code: 'encryption-unavailable',
      message: `${facts.label} has no port for ${props.encryption}`,
      fix: `well-known are ${wellKnown(facts)}`,
      location,
    });
  }
  return fitting;
}

function isPort(port: unknown): boolean {
  return typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= HIGHEST_PORT;
}

function wellKnown(facts: ProtocolFacts): string {
  return facts.listeners.map((listener) => `${listener.port} (${listener.encryption})`).join(', ');
}
