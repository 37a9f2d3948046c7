import { Observation, ObservedRevocation, RevocationStatus } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { endpointPlace, endpointTitle } from './endpoint';

export const revocationNotKnown = defineRule({
  id: 'revocation-not-known',
  ref: 'ECA1113',
  title: 'The CA does not say whether a presented certificate is revoked',
  level: Level.WARNING,
  source: 'RFC5280; RFC6960',
  section: 'RFC 5280 6.3.3: the status is undetermined; RFC 6960 3.2: what makes a response acceptable',
  rationale:
    'Clients that insist on an answer refuse the certificate or wait for it at each connection; the others would not learn of a revocation.',
  remediation:
    'have the CA publish a current list, or a responder that answers, at the address in its certificates; or ask from a place that reaches it, with --resolve where its name is not in DNS',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.observations.some(({ revocation }) => revocation !== undefined),
  check: (view, report) => {
    for (const { first, one } of distinct(view.estate.observations)) {
      if (one.status !== RevocationStatus.UNKNOWN) continue;
      const message = `whether ${one.name} is revoked is not known: ${one.message}`;
      const { discriminator: _, ...place } = endpointPlace(view, first);
      report.finding({
        ...place,
        discriminator: one.sha256,
        message: `${message}; ${endpointTitle(first)} presents it or what it issued`,
      });
    }
  },
});

interface Asked {
  readonly one: ObservedRevocation;
  /** Where it was met first. */
  readonly first: Observation;
}

/** Each certificate once, wherever it was met. */
function distinct(observations: readonly Observation[]): Iterable<Asked> {
  const known = new Map<string, Asked>();
  for (const first of observations)
    for (const one of first.revocation ?? []) if (!known.has(one.sha256)) known.set(one.sha256, { one, first });
  return known.values();
}
