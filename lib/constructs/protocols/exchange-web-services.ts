import { IConstruct } from 'constructs';
import { ClientProtocol, SourceLocation } from '../../model';
import { BindingDefinition } from './binding-definition';
import { WebBindingProps } from './binding-props';
import { declareWebBinding } from './declare-binding';

/** Exchange Web Services: availability, out of office, Mac clients, /EWS. */
export interface ExchangeWebServicesProps extends WebBindingProps {}

/** Declares Exchange Web Services on a server. */
export function declareExchangeWebServices(
  server: IConstruct,
  props: ExchangeWebServicesProps,
  location?: SourceLocation,
): BindingDefinition {
  return declareWebBinding(server, ClientProtocol.EWS, props, location);
}
