import { IConstruct } from 'constructs';
import { ClientProtocol, SourceLocation } from '../../model';
import { BindingDefinition } from './binding-definition';
import { WebBindingProps } from './binding-props';
import { declareWebBinding } from './declare-binding';

/** Outlook Web App (Outlook on the web): the browser's mailbox, /owa. */
export interface OutlookWebAppProps extends WebBindingProps {}

/** Declares Outlook Web App on a server. */
export function declareOutlookWebApp(
  server: IConstruct,
  props: OutlookWebAppProps,
  location?: SourceLocation,
): BindingDefinition {
  return declareWebBinding(server, ClientProtocol.OWA, props, location);
}
