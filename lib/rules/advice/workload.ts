import { maximumPublicLifetimeDays, PUBLIC_LIFETIMES, renewalsPerYear } from '../../exchange';
import { CertificateSourceKind, Estate } from '../../model';
import { counted } from '../words';
import { AdviceProps, Workload, WorkloadAt } from './advice';
import { PRIVATE_LIFETIME_DAYS } from './supposed-estate';

/** What work the three sources cost in a year: today, and when the last known limit holds. */
export function workOf(estate: Estate, props: AdviceProps): WorkloadAt[] {
  const today = props.now.toISOString().slice(0, 10);
  const last = PUBLIC_LIFETIMES[PUBLIC_LIFETIMES.length - 1].from;
  return [...new Set([today, last > today ? last : today])].map((from) => ({
    from,
    workloads: workloadsAt(estate, props, from),
  }));
}

function workloadsAt(estate: Estate, props: AdviceProps, day: string): Workload[] {
  const places = estate.servers.length + estate.publishingPoints.length;
  const clients = estate.populations.reduce((sum, { count }) => sum + (count ?? 1), 0);
  const limit = maximumPublicLifetimeDays(new Date(day));
  const publicDays = limit?.days ?? PRIVATE_LIFETIME_DAYS;
  const yearly = renewalsPerYear(PRIVATE_LIFETIME_DAYS);
  const bought = renewalsPerYear(publicDays);
  const allCounted = estate.populations.every(({ count }) => count !== undefined);
  const stated = allCounted ? '' : ' (a population whose count nobody states is reckoned as one)';
  const eachPlace = places === 1 ? 'one server or publishing point' : `each of ${places} servers and publishing points`;
  return [
    {
      kind: CertificateSourceKind.SELF_SIGNED,
      lifetimeDays: PRIVATE_LIFETIME_DAYS,
      renewalsPerYear: yearly,
      actionsPerYear: yearly * places * clients,
      statement: {
        text: `self-signed: ${counted(yearly, 'renewal')} a year for ${eachPlace}, each to be copied to ${counted(clients, 'client')}${stated}`,
        source: 'SEED, Self-Signed Certificates',
      },
    },
    {
      kind: CertificateSourceKind.INTERNAL_CA,
      lifetimeDays: PRIVATE_LIFETIME_DAYS,
      renewalsPerYear: yearly,
      actionsPerYear: 0,
      statement: {
        text: `internal CA: ${counted(yearly, 'renewal')} a year, which a deploy makes unattended; clients keep their root`,
        source: 'SEED, Windows Public Key Infrastructure Certificates',
      },
    },
    {
      kind: CertificateSourceKind.PURCHASED,
      lifetimeDays: publicDays,
      renewalsPerYear: bought,
      actionsPerYear: props.purchasesUnattended === true ? 0 : bought * places,
      statement: {
        text: `purchased: at most ${publicDays} days for what is issued from ${limit?.from ?? day} on, so ${counted(bought, 'renewal')} a year for ${eachPlace}${props.purchasesUnattended === true ? ', unattended' : ', by hand'}; nothing to do on clients`,
        source: limit?.source ?? 'BR',
      },
    },
  ];
}
