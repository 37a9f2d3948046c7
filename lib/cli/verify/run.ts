import { randomBytes } from 'node:crypto';
import { withEvidence } from '../../evidence';
import { Estate } from '../../model';
import {
  askRevocation,
  evidenceOfSurvey,
  HostAddresses,
  Interruption,
  KnownAuthorities,
  observe,
  Observed,
  probeTools,
  socketsAllowed,
  Survey,
  Target,
} from '../../verify';
import { RunOptions } from './options';

/** Up to so many endpoints each is asked five times, so that a node that differs shows; above, once. */
const FEW_ENDPOINTS = 100;
const CONNECTIONS_TO_FEW = 5;

/** Connections to each endpoint where nobody says how many. */
export function usualSample(endpoints: number): number {
  return endpoints > FEW_ENDPOINTS ? 1 : CONNECTIONS_TO_FEW;
}

/** What is around a run. */
export interface RunWorld {
  readonly clock: () => Date;
  readonly signal: AbortSignal;
  readonly authorities: KnownAuthorities;
  /** The moment of judgement. */
  readonly now: Date;
  readonly onObserved?: (observed: Observed) => void;
}

/** Asks the targets. */
export async function runSurvey(
  targets: readonly Target[],
  options: RunOptions & { readonly sample: number },
  world: RunWorld,
): Promise<Survey> {
  const { deadlineMs, dns, fixed } = options;
  const addresses = new HostAddresses({ servers: dns, fixed, deadlineMs });
  const interruption = new Interruption(world.signal);
  interruption.on(() => addresses.stop());
  try {
    const survey = await observe(targets, {
      ...probeTools(deadlineMs, interruption, randomBytes),
      addresses,
      authorities: world.authorities,
      sample: options.sample,
      withoutSni: options.withoutSni,
      width: options.width,
      most: socketsAllowed(process.platform),
      widthOfAddress: options.widthOfAddress,
      clock: world.clock,
      requests: options.requests,
      versions: options.tlsVersions,
      rsa: options.rsa,
      largeHello: options.largeHello,
      ...(world.onObserved ? { onObserved: world.onObserved } : {}),
    });
    const { authorities, now } = world;
    if (options.revocation === false || world.signal.aborted) return survey;
    const privateAddresses = options.revocation === 'anywhere';
    const asking = { addresses, authorities, deadlineMs, interruption, now, privateAddresses, random: randomBytes };
    return await askRevocation(survey, asking);
  } finally {
    interruption.release();
  }
}

/** A declared estate with what its endpoints presented. */
export function observedEstate(estate: Estate, survey: Survey, now: Date): Estate {
  return withEvidence(estate, evidenceOfSurvey(estate, survey, now), now);
}

/** Whether any endpoint presented a certificate. */
export function reachedAny({ observed }: Survey): boolean {
  return observed.some(({ observation }) => observation.chains.length > 0);
}
