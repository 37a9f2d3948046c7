import { ClientFact, ClientProtocol, StatedFact } from '../model';
import { BooleanFact, no, unknown, yes } from '../model/fact';
import { ApplicationFact, ApplicationFacts, applicationFacts, defaultApplication } from './application';
import { PlatformFacts, platformFacts } from './platform';

/** A fact of one kind of clients: what the population states, else what the tables hold. */
export interface KnownFact extends BooleanFact {
  /** What the population states: its ground and the day of the trial. Left out: the fact is of the tables. */
  readonly stated?: StatedFact;
}

/** Every fact of one kind of clients. */
export type ClientFacts = Readonly<Record<ClientFact, KnownFact>>;

/** One kind of clients, connecting by one protocol. */
export interface ClientKind {
  /** Id of a platform. */
  readonly platform: string;
  /** Release of the platform. Left out: every release of its range. */
  readonly release?: string;
  /** Id of an application. Left out: the platform's usual one for the protocol. */
  readonly application?: string;
  readonly protocol: ClientProtocol;
  /** Day of judgement, `YYYY-MM-DD`: some programs update themselves. */
  readonly day: string;
  /** Facts that a population states of its clients. */
  readonly stated?: readonly StatedFact[];
}

const OUTLOOK_PROTOCOLS: readonly ClientProtocol[] = [
  ClientProtocol.OUTLOOK_ANYWHERE,
  ClientProtocol.MAPI_OVER_HTTP,
  ClientProtocol.EWS,
  ClientProtocol.OAB,
  ClientProtocol.AUTODISCOVER,
];

const NO_STRICT_TRANSPORT = unknown('a matter of browsers');

const NO_AUTODISCOVER = unknown('no source that was read states it for this program');

/** Facts that the platform holds, whichever program runs on it. */
const OF_PLATFORM: Readonly<Record<ClientFact, (platform: PlatformFacts) => BooleanFact>> = {
  [ClientFact.SNI]: ({ sni }) => sni,
  [ClientFact.TLS_1_0]: ({ tls10 }) => tls10,
  [ClientFact.TLS_1_2]: ({ tls12 }) => tls12,
  [ClientFact.TLS_1_3]: ({ tls13 }) => tls13,
  [ClientFact.SHA1]: ({ sha1 }) => sha1,
  [ClientFact.SHA256]: ({ sha2 }) => sha2,
  [ClientFact.SHA512]: ({ sha512Chain }) => sha512Chain,
  [ClientFact.RSA_PSS]: ({ rsaPss }) => rsaPss,
  [ClientFact.ECDSA]: ({ ecdsa }) => ecdsa,
  [ClientFact.WILDCARD]: ({ wildcard }) => wildcard,
  [ClientFact.COMMON_NAME]: ({ commonNameAccepted }) => commonNameAccepted,
  [ClientFact.ANY_PRINCIPAL_NAME]: ({ toleratesWildcardPrincipal }) => toleratesWildcardPrincipal,
  [ClientFact.INSTALLED_ROOTS]: ({ applicationsUseInstalledRoots }) => applicationsUseInstalledRoots,
  [ClientFact.ENTERPRISE_ROOTS]: ({ applicationsUseInstalledRoots }) => applicationsUseInstalledRoots,
  [ClientFact.HAND_ROOT_NEEDS_CA]: ({ handInstalledRootNeedsCa }) => handInstalledRootNeedsCa,
  [ClientFact.ASKS_ABOUT_ISSUER]: ({ asksAboutIssuer }) => asksAboutIssuer,
  [ClientFact.ASKS_ABOUT_NAME]: ({ asksAboutName }) => asksAboutName,
  [ClientFact.KEEPS_EXCEPTION]: ({ keepsException }) => keepsException,
  [ClientFact.STRICT_TRANSPORT]: () => NO_STRICT_TRANSPORT,
  [ClientFact.SENDS_CHANNEL_BINDING]: ({ sendsChannelBinding }) => sendsChannelBinding,
  [ClientFact.PRESENTS_CERTIFICATE]: ({ certificateBasedAuthentication }) => certificateBasedAuthentication,
  [ClientFact.DEMANDS_STAPLE]: ({ demandsStaple }) => demandsStaple,
  [ClientFact.TRIES_ROOT_SITE]: () => NO_AUTODISCOVER,
  [ClientFact.FOLLOWS_REDIRECT]: () => NO_AUTODISCOVER,
  [ClientFact.FOLLOWS_SRV]: () => NO_AUTODISCOVER,
  [ClientFact.READS_SCP]: () => NO_AUTODISCOVER,
};

export const CLIENT_FACTS: readonly ClientFact[] = Object.freeze(Object.values(ClientFact));

/** Every fact of one kind of clients. What the population states comes first, then what is known of the program, then the platform. */
export function clientFactsOf(kind: ClientKind): ClientFacts {
  const platform = platformFacts(kind.platform, kind.release);
  const application =
    kind.application === undefined
      ? defaultApplication(kind.platform, kind.protocol)
      : applicationFacts(kind.application);
  const facts = Object.fromEntries(
    CLIENT_FACTS.map((fact) => [fact, statedFact(kind, fact) ?? tableFact(kind, fact, platform, application)]),
  );
  return Object.freeze(facts) as ClientFacts;
}

function statedFact({ stated }: ClientKind, fact: ClientFact): KnownFact | undefined {
  const given = stated?.filter((one) => one.fact === fact).at(-1);
  if (given === undefined) return undefined;
  return { value: given.holds, source: 'DECLARED', note: `${given.ground}, ${given.on}`, stated: given };
}

function tableFact(
  kind: ClientKind,
  fact: ClientFact,
  platform: PlatformFacts | undefined,
  application: ApplicationFacts | undefined,
): BooleanFact {
  if (kind.application !== undefined && application === undefined) {
    return unknown(`nothing is known of the application ${kind.application}`);
  }
  const own = application && ownFact(application, fact, kind, platform);
  if (own) return own;
  if (!platform) return unknown(`nothing is known of the platform ${kind.platform}`);
  if (fact === ClientFact.INSTALLED_ROOTS || fact === ClientFact.ENTERPRISE_ROOTS)
    return rootsFact(platform, application);
  if (platform.family === 'windows' && application === undefined && OUTLOOK_PROTOCOLS.includes(kind.protocol)) {
    return OF_OUTLOOK[fact]?.(kind.protocol, platform) ?? OF_PLATFORM[fact](platform);
  }
  return OF_PLATFORM[fact](platform);
}

function ownFact(
  application: ApplicationFacts,
  fact: ClientFact,
  kind: ClientKind,
  platform: PlatformFacts | undefined,
): BooleanFact | undefined {
  return application.own.filter((entry) => entry.fact === fact && fits(entry, kind, platform)).at(-1)?.is;
}

function fits(entry: ApplicationFact, { protocol, day }: ClientKind, platform: PlatformFacts | undefined): boolean {
  if (entry.protocols && !entry.protocols.includes(protocol)) return false;
  if (entry.from !== undefined && day < entry.from) return false;
  if (entry.platforms) return platform !== undefined && entry.platforms.includes(platform.id);
  if (entry.families) return platform !== undefined && entry.families.includes(platform.family);
  return platform === undefined || !platform.id.startsWith('ios');
}

/** Whether roots that were brought in count: the platform shares them, or the program opts in. */
function rootsFact(platform: PlatformFacts, application: ApplicationFacts | undefined): BooleanFact {
  const shared = platform.applicationsUseInstalledRoots;
  if (application === undefined) {
    return shared.value === false ? unknown('an application must opt in, and none is named', shared.source) : shared;
  }
  if (shared.value === false) return application.optsInToInstalledRoots;
  return application.usesUserRoots.value === true ? shared : application.usesUserRoots;
}

/** Windows of the time before Outlook followed SRV records. */
const BEFORE_UPDATES: readonly string[] = ['windows-xp', 'windows-xp-sp3', 'windows-vista', 'windows-vista-sp1'];

/** Outlook on Windows, whose version nobody names; what connects by Autodiscover is 2007 or later. */
const OF_OUTLOOK: Partial<Record<ClientFact, (protocol: ClientProtocol, platform: PlatformFacts) => BooleanFact>> = {
  [ClientFact.ASKS_ABOUT_ISSUER]: outlookAsks,
  [ClientFact.ASKS_ABOUT_NAME]: outlookAsks,
  [ClientFact.READS_SCP]: () => yes('TN:bb851554; AUTOD16'),
  [ClientFact.TRIES_ROOT_SITE]: () => yes('AUTOD16; KB2783881'),
  [ClientFact.FOLLOWS_REDIRECT]: () => yes('KB940881', 'asks once whether to go on'),
  [ClientFact.FOLLOWS_SRV]: (_, { id }) =>
    BEFORE_UPDATES.includes(id)
      ? unknown('Outlook 2007 only with the update rollup of June 2007; the application is not named', 'KB940881')
      : yes('KB940881', 'asks once whether to go on'),
  [ClientFact.SENDS_CHANNEL_BINDING]: (_, { id, sendsChannelBinding }) =>
    BEFORE_UPDATES.includes(id)
      ? sendsChannelBinding
      : yes('EPDOC; GH:haproxy/haproxy#1828', 'it signs in where a token is required'),
  [ClientFact.PRESENTS_CERTIFICATE]: () => no('KB4488049', 'Outlook for Windows has no certificate to present'),
};

function outlookAsks(protocol: ClientProtocol): BooleanFact {
  return protocol === ClientProtocol.OUTLOOK_ANYWHERE || protocol === ClientProtocol.MAPI_OVER_HTTP
    ? no('SEED, Self-Signed Certificates', 'connects or not, and asks nobody')
    : yes('SEED, Self-Signed Certificates', 'the person is asked whether to trust');
}

/** What is wrong with a certificate, as far as a person may be asked about it. */
export enum ClientQuestion {
  /** The issuer is not trusted. */
  ISSUER = 'issuer',
  /** The certificate lacks the name. */
  NAME = 'name',
}

/** What a client does about a certificate that it does not accept without a question. */
export enum ClientAnswer {
  /** A person is asked, and may go on. */
  ASKS = 'asks',
  /** The connection fails, and nobody is asked. */
  REFUSES = 'refuses',
  UNKNOWN = 'unknown',
}

/** The answer with the fact that it stands on. */
export interface AnswerOfClient {
  readonly answer: ClientAnswer;
  readonly because: BooleanFact;
}

const WEB_MAIL: readonly ClientProtocol[] = [ClientProtocol.OWA, ClientProtocol.ECP];

const NO_WAY_AROUND = no('RFC6797, 12.1', 'the host demands strict transport security: nobody may go on');

/**
 * Whether a person is asked about a certificate, by what is known of platform, application and protocol.
 * @param strictTransport whether the host demands strict transport security (HSTS) of browsers. Default: false
 */
export function answerTo(
  question: ClientQuestion,
  facts: ClientFacts,
  protocol: ClientProtocol,
  strictTransport = false,
): AnswerOfClient {
  const asks = facts[question === ClientQuestion.NAME ? ClientFact.ASKS_ABOUT_NAME : ClientFact.ASKS_ABOUT_ISSUER];
  if (strictTransport && WEB_MAIL.includes(protocol) && asks.value !== false) {
    const obeys = facts[ClientFact.STRICT_TRANSPORT];
    if (obeys.value === true) return { answer: ClientAnswer.REFUSES, because: NO_WAY_AROUND };
    if (obeys.value === undefined) return { answer: ClientAnswer.UNKNOWN, because: obeys };
  }
  if (asks.value === undefined) return { answer: ClientAnswer.UNKNOWN, because: asks };
  return { answer: asks.value ? ClientAnswer.ASKS : ClientAnswer.REFUSES, because: asks };
}
