import { CHANNEL_BINDING_SOURCE, isChannelBound, tokenCheckingOf } from '../../exchange';
import { ClientAuthentication, ClientFact, TokenChecking } from '../../model';
import type { Outcome } from '../../policy';
import type { Connection } from '../connection/connection';
import { factOf } from '../connection/party';
import { type ConnectionStep, fails, unknown } from '../reasons';

/** What a hop in front of the server does to the binding of Windows authentication to the TLS channel. */
interface Break {
  readonly code: 'channel-binding-broken' | 'channel-binding-inspected' | 'channel-binding-offload';
  readonly what: string;
  readonly fix: string;
}

/**
 * Whether Windows authentication gets through what stands in front of the server. Under Extended Protection the token of the client names
 * the certificate that the client saw, and the server compares it with its own (RFC 5929 4).
 */
export const channelBindingStep: ConnectionStep = (connection) => {
  const { legs, service } = connection.route;
  const { candidates, note, source } = tokenCheckingOf(
    service.server,
    service.binding.protocol,
    service.binding.tokenChecking,
  );
  const checking = candidates.filter((candidate) => candidate !== TokenChecking.NONE);
  if (checking.length === 0) return undefined;
  const delegating = legs.slice(0, -1).find(({ delegates }) => delegates);
  if (delegating) return signedInBy(delegating.name, connection, candidates, source);
  const ways = authenticationsOf(connection);
  if (!ways.some(isChannelBound)) return undefined;
  const withoutToken = judgeWithoutToken(connection, ways, candidates, source);
  if (withoutToken || legs.length < 2) return withoutToken;
  const broken = breakOf(connection);
  if (broken === undefined || passesWithoutToken(connection, checking, broken)) return undefined;
  if (broken === 'unknown')
    return doubt(`whether ${legs[0].name} presents the very certificate of the server is not known`, source);
  if (checking.length < candidates.length)
    return doubt(`whether the server checks channel binding tokens is not known: ${note ?? 'state its build'}`, source);
  if (!ways.every(isChannelBound))
    return doubt(
      'some ways of signing in to the server are bound to the TLS channel and others are not, and which one these clients take is not stated',
      source,
    );
  if (checking.includes(TokenChecking.REQUIRE)) return refused(broken, source);
  return underAllow(connection, broken, source);
};

/** Clients that send no token cannot sign in where the server demands one, whatever stands in front of it. */
function judgeWithoutToken(
  { client }: Connection,
  ways: readonly ClientAuthentication[],
  candidates: readonly TokenChecking[],
  source: string,
): Outcome | undefined {
  const sends = factOf(client, ClientFact.SENDS_CHANNEL_BINDING);
  if (sends.value !== false || !ways.every(isChannelBound)) return undefined;
  if (!candidates.every((candidate) => candidate === TokenChecking.REQUIRE)) return undefined;
  return fails({
    code: 'channel-binding-not-sent',
    message: `the server demands a channel binding token, and ${client.label} sends none`,
    source: `${sends.source}; ${source}`,
    fix: 'set the directory to Allow (tokenChecking), which is the highest supported value where Macs and phones connect',
  });
}

/** Where a server only allows tokens, clients that send none pass; nobody passes an offload, where Extended Protection demands SSL. */
function passesWithoutToken(
  { client }: Connection,
  checking: readonly TokenChecking[],
  broken: Break | 'unknown',
): boolean {
  if (checking.includes(TokenChecking.REQUIRE)) return false;
  const isOffload = broken !== 'unknown' && broken.code === 'channel-binding-offload';
  return !isOffload && factOf(client, ClientFact.SENDS_CHANNEL_BINDING).value === false;
}

/** A point that signs in for its clients makes the token itself, for its own connection to the server. */
function signedInBy(
  name: string,
  { route }: Connection,
  candidates: readonly TokenChecking[],
  source: string,
): Outcome | undefined {
  if (!candidates.includes(TokenChecking.REQUIRE)) return undefined;
  if (route.legs.at(-1)?.clear === true)
    return candidates.length === 1
      ? refused(
          {
            code: 'channel-binding-offload',
            what: `${name} signs in to the server in the name of these clients, over a connection in clear that no token can be bound to`,
            fix: 'bridge to the server, over TLS',
          },
          source,
        )
      : doubt(`whether the server demands a channel binding token of ${name} is not known`, source);
  return doubt(
    `whether ${name}, which signs in to the server in the name of these clients, sends the channel binding token that the server demands is not known`,
    source,
  );
}

/** Ways in which these clients can sign in; OAuth is one only where the organization has modern authentication. */
function authenticationsOf({ client, route }: Connection): readonly ClientAuthentication[] {
  if (client.authentication !== undefined) return [client.authentication];
  const { binding, organization } = route.service;
  const modern = organization?.modernAuthentication === true;
  return binding.authentication.filter((one) => modern || one !== ClientAuthentication.OAUTH);
}

function breakOf({ route }: Connection): Break | 'unknown' | undefined {
  const { legs, service } = route;
  const [first] = legs;
  const [last] = legs.slice(-1);
  if (first.to === 'inspector')
    return {
      code: 'channel-binding-inspected',
      what: `the server refuses the token of these clients: ${first.name} ends their TLS connection with a certificate of its own`,
      fix: `exempt the host names from inspection by ${first.name}`,
    };
  if (last.clear)
    return {
      code: 'channel-binding-offload',
      what: `${legs[legs.length - 2].name} offloads TLS: no TLS connection reaches the server that a token could be bound to`,
      fix: 'bridge with the certificate of the servers (one SharedCertificate for both), or pass TLS through',
    };
  if (service.sameCertificate === true) return undefined;
  if (service.sameCertificate === undefined) return 'unknown';
  return {
    code: 'channel-binding-broken',
    what: `${first.name} presents another certificate than the server, which refuses the token that names it: Outlook asks for the password again and again`,
    fix: 'give the publishing point and the servers one certificate (SharedCertificate), or pass TLS through',
  };
}

/** Where a server only allows tokens, one of another certificate is refused; an offload is for every client (EPDOC). */
function underAllow({ client }: Connection, broken: Break, source: string): Outcome | undefined {
  const sends = factOf(client, ClientFact.SENDS_CHANNEL_BINDING);
  return sends.value === true || broken.code === 'channel-binding-offload'
    ? refused(broken, source)
    : doubt(
        `whether ${client.label} sends a channel binding token, which the server would refuse here, is not known`,
        source,
      );
}

function refused({ code, what, fix }: Break, source: string): Outcome {
  return fails({ code, message: what, source: `${CHANNEL_BINDING_SOURCE}; ${source}`, fix });
}

function doubt(message: string, source: string): Outcome {
  return unknown({
    code: 'channel-binding-unknown',
    message,
    source: `${CHANNEL_BINDING_SOURCE}; ${source}`,
    fix: 'give the publishing point and the servers one certificate (SharedCertificate), or state build, Extended Protection and authentication',
  });
}
