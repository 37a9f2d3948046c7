import { applicationFacts, knownApplications, knownPlatforms, platformFacts } from '../clients';
import { barePopulation, ClientManagement, ClientPlace, ClientProtocol, Population } from '../model';

/** Clients as a questionnaire describes them. */
export interface StatedClients {
  readonly name: string;
  /** Id of a platform, such as `windows-11`, `ios`. */
  readonly platform: string;
  /** Id of an application, such as `outlook-2016`. Default: what the platform comes with. */
  readonly application?: string;
  readonly place?: ClientPlace;
  readonly management?: ClientManagement;
  /** Default: every protocol of the export that the application speaks. */
  readonly uses?: readonly ClientProtocol[];
  readonly count?: number;
}

/** What is assumed where nobody says who the clients are. */
export const LIKELY_CLIENTS: readonly StatedClients[] = Object.freeze([
  {
    name: 'Outlook on Windows, inside',
    platform: 'windows-11',
    application: 'outlook-365',
    place: ClientPlace.INSIDE,
    management: ClientManagement.DOMAIN_JOINED,
    uses: [
      ClientProtocol.OUTLOOK_ANYWHERE,
      ClientProtocol.MAPI_OVER_HTTP,
      ClientProtocol.EWS,
      ClientProtocol.OAB,
      ClientProtocol.AUTODISCOVER,
    ],
  },
  {
    name: 'browsers on private computers, outside',
    platform: 'windows-11',
    place: ClientPlace.OUTSIDE,
    management: ClientManagement.NONE,
    uses: [ClientProtocol.OWA, ClientProtocol.ECP],
  },
  {
    name: 'iPhones, outside',
    platform: 'ios',
    place: ClientPlace.OUTSIDE,
    management: ClientManagement.NONE,
    uses: [ClientProtocol.ACTIVE_SYNC],
  },
  {
    name: 'Android phones, outside',
    platform: 'android',
    place: ClientPlace.OUTSIDE,
    management: ClientManagement.NONE,
    uses: [ClientProtocol.ACTIVE_SYNC],
  },
]);

/**
 * The populations of an estate, as far as it serves what they use.
 *
 * @param served protocols that the estate serves
 */
export function populationsOf(
  stated: readonly StatedClients[],
  servers: readonly string[],
  served: ReadonlySet<ClientProtocol>,
): Population[] {
  return stated.flatMap(({ name, platform, application, place, management, uses, count }) => {
    const used = (uses ?? [...served]).filter((protocol) => served.has(protocol));
    if (used.length === 0) return [];
    return [
      barePopulation({
        id: `clients/${name}`,
        name,
        platform,
        uses: used,
        servers: [...servers],
        ...(application === undefined ? {} : { application }),
        ...(place === undefined ? {} : { place }),
        ...(management === undefined ? {} : { management }),
        ...(count === undefined ? {} : { count }),
      }),
    ];
  });
}

/** What is wrong with the ids of a questionnaire. Undefined: nothing. */
export function clientFault({ platform, application }: StatedClients): string | undefined {
  if (platformFacts(platform) === undefined)
    return `there is no platform "${platform}"; there are ${knownPlatforms().join(', ')}`;
  return application !== undefined && applicationFacts(application) === undefined
    ? `there is no application "${application}"; there are ${knownApplications().join(', ')}`
    : undefined;
}
