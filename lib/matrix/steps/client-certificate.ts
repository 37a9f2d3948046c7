import { serverTls } from '../../exchange';
import { ClientAuthentication, ClientCertificateMode, ClientFact, TlsVersion } from '../../model';
import { Outcome } from '../../policy';
import type { Connection } from '../connection/connection';
import { factOf, Party } from '../connection/party';
import { type ConnectionStep, fails, unknown } from '../reasons';

/** Whether a client certificate is required on the way, and can get to where it is asked for. */
export const clientCertificateStep: ConnectionStep = (connection) => {
  const { client, route } = connection;
  const { legs, service } = route;
  const asking = legs.findIndex(({ asksForCertificate }) => asksForCertificate === ClientCertificateMode.REQUIRE);
  if (asking > 0) return missing(client, legs[asking].name) ?? lost(legs[asking - 1].name, legs[asking].name);
  if (asking === 0) {
    const none = missing(client, legs[0].name);
    if (none) return none;
  }
  if (service.binding.clientCertificates !== ClientCertificateMode.REQUIRE) return renegotiated(connection);
  return (
    missing(client, 'the server') ??
    (legs.length > 1 ? lost(legs[legs.length - 2].name, 'the server') : renegotiated(connection))
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

/**
 * Whether a directory that asks in the middle of the connection gets an answer: over TLS 1.3 it gets none. What asks when the
 * connection begins is answered over every version.
 */
function renegotiated({ client, route }: Connection): Outcome | undefined {
  const { legs, service } = route;
  const { binding, server } = service;
  if (legs.length !== 1 || legs[0].to !== 'server' || legs[0].clear || binding.clientCertificateAtBinding === true)
    return undefined;
  const needed =
    binding.clientCertificates === ClientCertificateMode.REQUIRE ||
    (binding.clientCertificates === ClientCertificateMode.ACCEPT &&
      client.authentication === ClientAuthentication.CERTIFICATE);
  // Where certificates are accepted only, clients that have one may sign in by another method; nobody says.
  const wanted = needed || (binding.clientCertificates === ClientCertificateMode.ACCEPT && isUndecided(client));
  if (!wanted) return undefined;
  const answers = serverTls(server, binding.protocol);
  const [there, here] = [answers.versions[TlsVersion.TLS_1_3], factOf(client, ClientFact.TLS_1_3)];
  if (there === false || here.value === false) return undefined;
  const source = `GH:dotnet/aspnetcore#41162; ${answers.source}; ${here.source}`;
  const fix =
    'have IIS ask when the connection begins (clientCertificateAtBinding), switch TLS 1.3 off for it (tls of the server), or state windowsServer where that is not stated';
  if (needed && there === true && here.value === true)
    return fails({
      code: 'client-certificate-renegotiation',
      message: `the server asks for the client certificate of this virtual directory in the middle of the connection, which ${client.label} does not answer over TLS 1.3 (403)`,
      source,
      fix,
    });
  return unknown({
    code: 'client-certificate-renegotiation-unknown',
    message: `the server asks for the client certificate of this virtual directory in the middle of the connection, which nobody answers over TLS 1.3; whether ${there === undefined || here.value === undefined ? 'both sides speak TLS 1.3' : 'these clients sign in by another method'} is not known`,
    source,
    fix,
  });
}

function isUndecided({ authentication, hasCertificate }: Party): boolean {
  return hasCertificate && authentication === undefined;
}
