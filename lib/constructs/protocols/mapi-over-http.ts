import { IConstruct } from 'constructs';
import { ClientProtocol, SourceLocation } from '../../model';
import { BindingDefinition } from './binding-definition';
import { WebBindingProps } from './binding-props';
import { declareWebBinding } from './declare-binding';

/** MAPI over HTTP: Outlook from 2013 SP1 on, /mapi. Exchange 2013 SP1 and later. */
export interface MapiOverHttpProps extends WebBindingProps {}

/** Declares MAPI over HTTP on a server. */
export function declareMapiOverHttp(
  server: IConstruct,
  props: MapiOverHttpProps,
  location?: SourceLocation,
): BindingDefinition {
  return declareWebBinding(server, ClientProtocol.MAPI_OVER_HTTP, props, location);
}
