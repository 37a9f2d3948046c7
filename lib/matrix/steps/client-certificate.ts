import { ClientCertificateMode, ClientFact } from '../../model';
import { Outcome } from '../../policy';
import { factOf, Party } from '../connection/party';
import { fails } from '../reasons';
import type { ConnectionStep } from './step';

/** Whether a client certificate is required on the way, and can get to where it is asked for. */
export const clientCertificateStep: ConnectionStep = ({ client, route }) => {
  const { legs, service } = route;
  const asking = legs.findIndex(({ asksForCertificate }) => asksForCertificate === ClientCertificateMode.REQUIRE);
  if (asking > 0) return missing(client, legs[asking].name) ?? lost(legs[asking - 1].name, legs[asking].name);
  if (asking === 0) {
    const none = missing(client, legs[0].name);
    if (none) return none;
  }
  if (service.binding.clientCertificates !== ClientCertificateMode.REQUIRE) return undefined;
  return (
    missing(client, 'the server') ?? (legs.length > 1 ? lost(legs[legs.length - 2].name, 'the server') : undefined)
  );
};

/** What keeps clients from presenting a certificate. */
function missing(client: Party, where: string): Outcome | undefined {
  if (!client.hasCertificate)
    return fails({
      code: 'client-certificate-wanted',
      message: `${where} requires a client certificate, and these clients have none (0x80072F0C)`,
      source: 'WININET, 12044; CBA16',
      fix: 'enrol these clients with certificates for client authentication, or do not require them here',
    });
  const presents = factOf(client, ClientFact.PRESENTS_CERTIFICATE);
  if (presents.value !== false) return undefined;
  return fails({
    code: 'client-certificate-not-presentable',
    message: `${where} requires a client certificate, and ${client.application?.label ?? client.label} cannot present one`,
    source: presents.source,
    fix: 'do not require client certificates for this protocol, or let these clients sign in by another method',
  });
}

function lost(at: string, where: string): Outcome {
  return fails({
    code: 'client-certificate-lost',
    message: `${where} requires a client certificate, which does not pass ${at}: TLS ends there`,
    source: 'CBA16',
    fix: `pass TLS through ${at}; or require the certificate at ${at}, which signs in by Kerberos constrained delegation, and not at ${where}`,
  });
}
