import { IConstruct } from 'constructs';
import { ClientProtocol, SourceLocation } from '../../model';
import { BindingDefinition } from './binding-definition';
import { WebBindingProps } from './binding-props';
import { declareWebBinding } from './declare-binding';

/** Autodiscover: how clients find everything else, /Autodiscover. */
export interface AutodiscoverProps extends WebBindingProps {}

/** Declares Autodiscover on a server. */
export function declareAutodiscover(
  server: IConstruct,
  props: AutodiscoverProps,
  location?: SourceLocation,
): BindingDefinition {
  return declareWebBinding(server, ClientProtocol.AUTODISCOVER, props, location);
}
