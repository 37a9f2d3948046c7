import { IConstruct } from 'constructs';
import { protocolFacts } from '../../exchange';
import { ClientProtocol, SourceLocation } from '../../model';
import { BindingDefinition } from './binding-definition';
import { declareBinding, withValue } from './declare-binding';
import { declaredListeners, MailBindingProps } from './mail-listeners';

/** IMAP4: port 143 with STARTTLS, port 993 with TLS from the first byte. Not over SSL in Exchange 2007 until someone says so. */
export interface Imap4Props extends MailBindingProps {}

/** Declares IMAP4 on a server. */
export function declareImap4(server: IConstruct, props: Imap4Props, location?: SourceLocation): BindingDefinition {
  return {
    ...declareBinding(server, ClientProtocol.IMAP4, props, location),
    ...withValue('listeners', declaredListeners(server, protocolFacts(ClientProtocol.IMAP4), props, location)),
  };
}
