import { IConstruct } from 'constructs';
import { ClientCertificateMode, ClientProtocol, HostName, SourceLocation } from '../../model';
import { BOOLEAN, checkedProps, PropChecks } from '../checked-props';
import { declaredName } from '../declared-name';
import { faultOf } from '../fault';
import { AUTHENTICATION, CLIENT_CERTIFICATES } from '../prop-checks';
import { BindingDefinition } from './binding-definition';
import { BindingProps, WebBindingProps } from './binding-props';

const CHECKS: PropChecks<WebBindingProps> = {
  published: BOOLEAN,
  authentication: AUTHENTICATION,
  clientCertificates: CLIENT_CERTIFICATES,
  requireSsl: BOOLEAN,
};

/** Turns the props that every binding shares into a definition; what is wrong about a name becomes a fault. */
export function declareBinding(
  server: IConstruct,
  protocol: ClientProtocol,
  given: BindingProps,
  location: SourceLocation | undefined,
): BindingDefinition {
  const props = checkedProps(server, given, CHECKS, location, protocol);
  const name = (prop: string, text: string | undefined): HostName | undefined => {
    if (text === undefined) return undefined;
    const { name: host, problem } = declaredName(server, text);
    if (problem)
      faultOf(
        server,
        'host-name-invalid',
        `${protocol}: ${prop}: ${problem}`,
        'write the fully qualified name that clients connect to',
        location,
      );
    return host;
  };
  const externalHost = props.published === false ? null : name('externalHostName', props.externalHostName);
  return {
    protocol,
    byDefault: false,
    ...withValue('internalHost', name('internalHostName', props.internalHostName)),
    ...withValue('externalHost', externalHost),
    ...withValue('authentication', props.authentication),
    ...withValue('location', location),
  };
}

/** The same for a binding of the web site. */
export function declareWebBinding(
  server: IConstruct,
  protocol: ClientProtocol,
  props: WebBindingProps,
  location: SourceLocation | undefined,
): BindingDefinition {
  return {
    ...declareBinding(server, protocol, props, location),
    clientCertificates: props?.clientCertificates ?? ClientCertificateMode.IGNORE,
    ...withValue('encryptionRequired', props?.requireSsl),
  };
}

/** A property that is only there when it has a value, so that the model's JSON holds no `undefined`. */
export function withValue<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
