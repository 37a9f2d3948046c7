import { releaseLabel } from '../../exchange';
import { Via } from '../../policy';
import { fails, unknown } from '../reasons';
import type { ConnectionStep } from './step';

/** Whether the server's version has the protocol. */
export const serviceStep: ConnectionStep = ({ protocol, route }) => {
  const { release } = route.service.server;
  const exists = protocol.exists(release);
  const label = releaseLabel(release);
  if (exists.value === false)
    return fails({ code: 'protocol-missing', message: `${label} has no ${protocol.label}`, source: exists.source });
  if (exists.value === undefined)
    return unknown({
      code: 'protocol-unknown',
      message: `whether ${label} has ${protocol.label} depends on what is not stated: ${exists.note ?? 'its service pack or cumulative update'}`,
      source: exists.source,
      fix: 'state the service pack or cumulative update of the server',
    });
  return undefined;
};

/** Whether a name leads from these clients to the server. */
export const routeStep: ConnectionStep = ({ client, protocol, route }) => {
  if (route.via === Via.DIRECTORY_ALONE)
    return fails({
      code: 'autodiscover-not-followed',
      message: `Autodiscover is found through Active Directory alone (SCP_ONLY), and ${client.label} does not look there`,
      source: 'AUTOD16',
      fix: 'serve autodiscover.<mail domain> with a certificate that names it (AutodiscoverMethod.OWN_NAME), or configure these clients by hand',
    });
  return route.via === Via.NOT_PUBLISHED
    ? fails({
        code: 'not-published',
        message: `${protocol.label} is not published outside: the binding has no external host name`,
        source: 'AUTOD16',
        fix: 'give the server an externalHostName, or the binding one of its own',
      })
    : undefined;
};
