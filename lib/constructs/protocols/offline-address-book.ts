import { IConstruct } from 'constructs';
import { ClientProtocol, SourceLocation } from '../../model';
import { BindingDefinition } from './binding-definition';
import { WebBindingProps } from './binding-props';
import { declareWebBinding } from './declare-binding';

/** Offline address book, distributed over the web: /OAB. */
export interface OfflineAddressBookProps extends WebBindingProps {}

/** Declares the offline address book on a server. */
export function declareOfflineAddressBook(
  server: IConstruct,
  props: OfflineAddressBookProps,
  location?: SourceLocation,
): BindingDefinition {
  return declareWebBinding(server, ClientProtocol.OAB, props, location);
}
