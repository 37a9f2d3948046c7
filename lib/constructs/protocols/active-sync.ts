import { IConstruct } from 'constructs';
import { ClientProtocol, SourceLocation } from '../../model';
import { BindingDefinition } from './binding-definition';
import { WebBindingProps } from './binding-props';
import { declareWebBinding } from './declare-binding';

/** Exchange ActiveSync: phones and tablets, /Microsoft-Server-ActiveSync. */
export interface ActiveSyncProps extends WebBindingProps {}

/** Declares Exchange ActiveSync on a server. */
export function declareActiveSync(
  server: IConstruct,
  props: ActiveSyncProps,
  location?: SourceLocation,
): BindingDefinition {
  return declareWebBinding(server, ClientProtocol.ACTIVE_SYNC, props, location);
}
