import { IConstruct } from 'constructs';
import { ClientProtocol, SourceLocation } from '../../model';
import { BindingDefinition } from './binding-definition';
import { WebBindingProps } from './binding-props';
import { declareWebBinding } from './declare-binding';

/** Exchange Control Panel (Exchange admin center): /ecp, from Exchange 2010 on. */
export interface ExchangeControlPanelProps extends WebBindingProps {}

/** Declares the Exchange Control Panel on a server. */
export function declareExchangeControlPanel(
  server: IConstruct,
  props: ExchangeControlPanelProps,
  location?: SourceLocation,
): BindingDefinition {
  return declareWebBinding(server, ClientProtocol.ECP, props, location);
}
