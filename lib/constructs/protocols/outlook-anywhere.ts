import { IConstruct } from 'constructs';
import { ClientProtocol, SourceLocation } from '../../model';
import { BindingDefinition } from './binding-definition';
import { WebBindingProps } from './binding-props';
import { declareWebBinding } from './declare-binding';

/**
 * Outlook Anywhere (RPC over HTTP), /rpc. Off in Exchange 2007 and 2010 until it is added here, and over SSL from then on; always on
 * from 2013.
 */
export interface OutlookAnywhereProps extends WebBindingProps {}

/** Declares Outlook Anywhere on a server. */
export function declareOutlookAnywhere(
  server: IConstruct,
  props: OutlookAnywhereProps,
  location?: SourceLocation,
): BindingDefinition {
  return declareWebBinding(server, ClientProtocol.OUTLOOK_ANYWHERE, props, location);
}
