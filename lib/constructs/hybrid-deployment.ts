import { Construct } from 'constructs';
import { CertificateRole, HostName } from '../model';
import { uniqueNames } from './certificates/certificate-source';
import { ClientAccessServer } from './client-access-server';
import {
  checkedProps,
  ELSEWHERE,
  isObject,
  LIST,
  listOf,
  needed,
  objectWith,
  PropChecks,
  SERVERS,
} from './checked-props';
import { faultOf, Registry, withValue } from './registry';
import { declaredName } from './declared-name';
import { PolicyGate } from './gate';
import { EdgeTransportServer } from './edge-transport-server';
import { declareMailDomains } from './mail-domain';

/** Properties of a hybrid deployment. */
export interface HybridDeploymentProps {
  /** Primary SMTP domain of the organization. */
  readonly primaryDomain: string;
  /** Names under which the transport servers, Edge included, take mail from Exchange Online. */
  readonly transportHostNames: string[];
  /** Servers that carry it. */
  readonly servers: ClientAccessServer[];
  /** Edge Transport servers between them and Exchange Online: they must present the same certificate. @default - none */
  readonly edges?: EdgeTransportServer[];
}

const EDGE = objectWith(
  (value) => isObject(value.node) && typeof value._certificate === 'string',
  'an EdgeTransportServer',
);

const CHECKS: PropChecks<HybridDeploymentProps> = {
  primaryDomain: ELSEWHERE,
  transportHostNames: needed(LIST, []),
  servers: needed(SERVERS, []),
  edges: listOf(EDGE),
};

/** Mail flow and federation with Exchange Online: its certificate must be public, hold certain names, and be one for all servers. */
export class HybridDeployment extends Construct {
  public constructor(scope: Construct, id: string, given: HybridDeploymentProps) {
    super(scope, id);
    PolicyGate.of(this);
    const registry = Registry.of(this);
    const location = registry.locate();
    const props = checkedProps(this, given, CHECKS, location);
    if (props.servers.length === 0)
      faultOf(this, {
        code: 'hybrid-without-servers',
        message: 'servers is empty: nothing carries the hybrid deployment',
        fix: 'name the servers that carry it',
        location,
      });
    const [domain] = declareMailDomains(this, [props.primaryDomain], location);
    const hosts: HostName[] = [];
    for (const text of props.transportHostNames) {
      const { name, problem } = declaredName(this, text);
      if (problem)
        faultOf(this, {
          code: 'host-name-invalid',
          message: `transportHostNames: ${problem}`,
          fix: 'write fully qualified names, such as smtp.contoso.com',
          location,
        });
      else if (name) hosts.push(name);
    }
    if (domain === undefined) return;
    registry.add(this, () => ({
      hybrids: [
        {
          id: this.node.path,
          primaryDomain: domain,
          transportHosts: uniqueNames(hosts),
          servers: props.servers.map((server) => server.node.path),
          certificates: [
            ...new Set([
              ...props.servers.map((server) => server.certificateFor(CertificateRole.SMTP).description.id),
              ...(props.edges ?? []).map((edge) => edge._certificate),
            ]),
          ],
          ...withValue('location', location),
        },
      ],
    }));
  }
}
