import { releaseLabel } from '../../exchange';
import { Via } from '../../policy';
import { type ConnectionStep, fails, type LegStep, unknown } from '../reasons';
import { CertificateState } from '../../model';

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

/** Whether there is a certificate to present at all. */
export const presenceStep: LegStep = (_, { certificate, name, to, unmatched }) => {
  if (!certificate) {
    if (unmatched)
      return fails({
        code: 'certificate-not-found',
        message: `the server looks for a certificate with the name ${unmatched.name?.value ?? unmatched.name?.expression ?? 'that is set'}, and none of its certificates has it: it offers no TLS here`,
        source: unmatched.source,
        fix: 'give the service a name that its certificate has, or add the name to the certificate',
      });
    return to === 'server'
      ? fails({
          code: 'no-certificate',
          message: 'the binding encrypts and has no certificate',
          source: 'SEED, Understanding SSL',
          fix: 'give the role a certificate',
        })
      : unknown({
          code: 'publishing-certificate-unknown',
          message: `${name} ends TLS for these clients, and its certificate is not declared`,
          source: 'MODEL, publishing point',
          fix: 'declare the certificate of the publishing point',
        });
  }
  if (certificate.state !== CertificateState.ORDERED) return undefined;
  return unknown({
    code: 'certificate-ordered',
    message: 'the certificate is ordered and not there yet: what clients will say of it is judged when it is',
    source: 'MODEL, unknown is never a pass',
    fix: 'install the certificate when the vendor delivers it, and synthesize again',
  });
};
