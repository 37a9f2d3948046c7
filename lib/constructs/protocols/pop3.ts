import { IConstruct } from 'constructs';
import { protocolFacts } from '../../exchange';
import { ClientProtocol, SourceLocation } from '../../model';
import { BindingDefinition } from './binding-definition';
import { declareBinding, withValue } from './declare-binding';
import { declaredListeners, MailBindingProps } from './mail-listeners';

/** POP3: port 110 with STARTTLS, port 995 with TLS from the first byte. Not over SSL in Exchange 2007 until someone says so. */
export interface Pop3Props extends MailBindingProps {}

/** Declares POP3 on a server. */
export function declarePop3(server: IConstruct, props: Pop3Props, location?: SourceLocation): BindingDefinition {
  return {
    ...declareBinding(server, ClientProtocol.POP3, props, location),
    ...withValue('listeners', declaredListeners(server, protocolFacts(ClientProtocol.POP3), props, location)),
  };
}
