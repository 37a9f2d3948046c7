import { IConstruct } from 'constructs';
import { ClientProtocol, SourceLocation } from '../../model';
import { isObject } from '../checked-props';
import { faultOf } from '../fault';
import { BindingDefinition } from './binding-definition';
import { WebBindingProps } from './binding-props';
import { declareWebBinding, withValue } from './declare-binding';

/**
 * Outlook Anywhere (RPC over HTTP), /rpc. Off in Exchange 2007 and 2010 until it is added here, and over SSL from then on; always on
 * from 2013.
 */
export interface OutlookAnywhereProps extends WebBindingProps {
  /**
   * Principal name that Outlook is told to expect with Set-OutlookProvider, such as `msstd:*.contoso.com`, or `none`.
   * @default - the host name
   */
  readonly certificatePrincipalName?: string;
}

/** Declares Outlook Anywhere on a server. */
export function declareOutlookAnywhere(
  server: IConstruct,
  props: OutlookAnywhereProps,
  location?: SourceLocation,
): BindingDefinition {
  const principal = isObject(props) ? (props as OutlookAnywhereProps).certificatePrincipalName : undefined;
  if (principal !== undefined && !/^(none|msstd:\S+)$/i.test(principal)) {
    faultOf(
      server,
      'principal-name-invalid',
      `certificatePrincipalName is "${principal}"; it is msstd: and a name, or none`,
      'write it as Set-OutlookProvider takes it, such as msstd:*.contoso.com',
      location,
    );
  }
  return {
    ...declareWebBinding(server, ClientProtocol.OUTLOOK_ANYWHERE, props, location),
    ...withValue('certificatePrincipalName', principal),
  };
}
