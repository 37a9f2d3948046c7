import { Estate, Evidence } from '../model';
import { withCertificates, withRevocation } from './known-certificates';
import { withSettings } from './known-settings';
import { withValues } from './known-values';
import { assignPresented } from './presented-chains';

/**
 * An estate with what became known of it: the one way from a declared estate to one that is planned, issued, observed or exported.
 * What is not known stays unknown. What was declared of a certificate stays beside what became known of it.
 *
 * @param now the clock: whether a path or a revocation list is valid depends on it
 * @throws PkiError when a certificate or a revocation list can't be read
 * @throws Error when a setting is of nothing in the estate
 */
export function withEvidence(estate: Estate, evidence: Evidence, now: Date): Estate {
  const values = new Map(evidence.values.map(({ expression, value }) => [expression, value]));
  const valued = withSettings(withValues(estate, values), evidence.settings);
  const presented = assignPresented(valued, evidence.presented);
  const observed = { ...presented.estate, observations: [...valued.observations, ...evidence.observations] };
  const certificates = [...evidence.certificates, ...presented.certificates];
  return withRevocation(
    withCertificates(observed, certificates, now),
    evidence.revocation.map(({ pem }) => pem),
    now,
  );
}

/** Evidence of one source with nothing in it but what is given. */
export function evidenceOf(by: Evidence['by'], now: Date, known: Partial<Omit<Evidence, 'by' | 'at'>>): Evidence {
  return {
    by,
    at: now.toISOString(),
    values: [],
    certificates: [],
    presented: [],
    observations: [],
    settings: [],
    revocation: [],
    ...known,
  };
}
