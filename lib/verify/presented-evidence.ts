import {
  Estate,
  Evidence,
  EvidenceSource,
  Observation,
  PresentedChain,
  RevocationStatus,
  StapleStatus,
} from '../model';
import { evidenceOf } from '../evidence';
import { Survey } from './observe';

/**
 * What a survey found, as evidence. Each server and publishing point is given the chain that was met there: the one that it is declared to
 * present where that was among them, else the most frequent. Without a host name nothing is given: what such clients meet is compared by
 * the rules.
 */
export function evidenceOfSurvey(estate: Estate, { observed, pool }: Survey, now: Date): Evidence {
  const declared = new Map(estate.certificates.map(({ id, facts }) => [id, facts.sha256?.toUpperCase()]));
  const presented: PresentedChain[] = [];
  const given = new Set<string>();
  for (const { target, observation } of observed) {
    if (!observation.sni) continue;
    for (const { at, protocol, side, certificate } of target.owners) {
      const chain = chainFor(observation, declared.get(certificate ?? ''));
      const place = `${at}>${target.host}>${protocol}`;
      if (!chain || given.has(place)) continue;
      const chainPem = pool.pemOf(chain);
      if (chainPem.length === 0) continue;
      given.add(place);
      const { host, sni, staple, tls } = observation;
      const { revocation = staple && SAYS[staple.status], revokedIssuer } = saidOf(observation, chain[0]);
      presented.push({
        at,
        host,
        protocol,
        side,
        sni,
        chainPem,
        staples: staplesOf(observation),
        ...(observation.rsa ? { rsaBeside: true } : {}),
        ...(tls === undefined ? {} : { tls }),
        ...(revocation === undefined ? {} : { revocation }),
        ...(revokedIssuer === undefined ? {} : { revokedIssuer }),
      });
    }
  }
  return evidenceOf(EvidenceSource.PROBE, now, { presented, observations: observed.map((one) => one.observation) });
}

/** What a response says of the certificate; one that proves nothing says nothing. */
export const SAYS: Partial<Record<StapleStatus, RevocationStatus>> = {
  [StapleStatus.GOOD]: RevocationStatus.GOOD,
  [StapleStatus.REVOKED]: RevocationStatus.REVOKED,
};

/**
 * The words of the CAs on a certificate and on those above it, asked over the network. A revocation counts, stapled or fetched; what is not
 * known by one way may be by the other.
 */
export function saidOf(
  { revocation = [], staple }: Observation,
  leaf: string,
): Pick<PresentedChain, 'revocation' | 'revokedIssuer'> {
  const own = revocation.find(({ sha256 }) => sha256 === leaf)?.status;
  const above = revocation.find(({ sha256, status }) => sha256 !== leaf && status === RevocationStatus.REVOKED);
  const isRevoked = own === RevocationStatus.REVOKED || staple?.status === StapleStatus.REVOKED;
  return {
    ...(isRevoked
      ? { revocation: RevocationStatus.REVOKED }
      : own === RevocationStatus.GOOD
        ? { revocation: own }
        : {}),
    ...(above ? { revokedIssuer: { name: above.name, message: above.message ?? 'revoked' } } : {}),
  };
}

/** Servers such as nginx fetch the response when the first client asks, so that one connection without any says nothing. */
export function staplesOf({ sample, staple, stapled }: Observation): boolean | undefined {
  if (stapled === undefined) return undefined;
  if (!stapled) return sample > 1 ? false : undefined;
  if (staple?.status === StapleStatus.UNKNOWN) return undefined;
  return staple?.status === StapleStatus.GOOD;
}

function chainFor({ chains }: Observation, declared: string | undefined): string[] | undefined {
  const own = chains.find(({ sha256 }) => declared !== undefined && sha256[0] === declared);
  return (own ?? chains[0])?.sha256;
}
