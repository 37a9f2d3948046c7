import { CellGroup, defineRule, Level, Outcome, OutcomeKind, reasonsOf, SubjectKind } from '../../policy';
import { connects } from '../refusals';
import { REPORTED_BY } from '../reported-by';

export const pathRefusedByClients = defineRule({
  id: 'path-refused-by-clients',
  ref: 'ECA508',
  title: 'The validator of some clients refuses the path of a certificate',
  level: Level.ERROR,
  source: 'RFC5280',
  section: '6.1, as each client reads it',
  rationale:
    "Validators read the standard differently. Where the certificate is available and a client's validator was measured, its answer is known beforehand, also where all others accept the path.",
  remediation: 'fix the certificate or its chain as the message says',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (view, report) => {
    const found = new Map<string, { readonly outcome: Outcome; readonly bindings: string[] }>();
    for (const group of view.groups) {
      if (group.outcome.kind !== OutcomeKind.FAILS) continue;
      for (const outcome of reasonsOf(group.outcome)) {
        if (Object.hasOwn(REPORTED_BY, outcome.code) || isToldOfCertificate(group, outcome)) continue;
        const ids = group.bindings.map(({ id }) => id);
        const known = found.get(outcome.code);
        if (known) known.bindings.push(...ids);
        else found.set(outcome.code, { outcome, bindings: ids });
      }
    }
    for (const [code, { outcome, bindings }] of found) {
      report.finding({
        message: `${view.population.name} refuses the path of a certificate: ${outcome.message}`,
        ...(outcome.fix === undefined ? {} : { fix: outcome.fix }),
        discriminator: code,
        bindings,
      });
    }
  },
});

/** A fault that no client overlooks is reported once, for the certificate. */
function isToldOfCertificate(group: CellGroup, { code }: Outcome): boolean {
  const [first] = group.bindings;
  return group.met(first).some(({ certificate }) => certificate.faults.some((fault) => fault.code === code));
}
