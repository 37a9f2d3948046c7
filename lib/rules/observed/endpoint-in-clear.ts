import { Observation, ProbeOutcome } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { distinctObservations, endpointPlace, endpointTitle, wasObserved } from './endpoint';

export const endpointInClear = defineRule({
  id: 'endpoint-in-clear',
  ref: 'ECA1102',
  title: 'An endpoint does not protect the connection as declared',
  level: Level.ERROR,
  source: 'DECLARED',
  section: 'a port that is declared with TLS or STARTTLS is served with it',
  rationale:
    'Where STARTTLS is missing, clients send passwords and mail in clear, or can not sign in. Where the port speaks TLS at once or another protocol, no client can connect as it is set up.',
  remediation:
    'assign a certificate to the service and require encryption; look for what stands in front that removes STARTTLS; or declare the encryption that the port has',
  subject: SubjectKind.ESTATE,
  applies: wasObserved,
  check: (view, report) => {
    for (const observation of distinctObservations(view)) {
      const words = wordsOf(observation);
      if (words === undefined) continue;
      report.finding({
        ...endpointPlace(view, observation),
        message: `${endpointTitle(observation)} ${words}`,
      });
    }
  },
});

function wordsOf({ outcome, detail, clearAfterStartTls, encryption }: Observation): string | undefined {
  const more = detail === undefined ? '' : `: ${detail}`;
  if (outcome === ProbeOutcome.STARTTLS_NOT_OFFERED) return `does not offer STARTTLS${more}`;
  if (outcome === ProbeOutcome.OTHER_PROTOCOL && detail === 'implicit-tls')
    return `is declared as ${encryption} and speaks TLS at once (${outcome}${more})`;
  if (outcome === ProbeOutcome.OTHER_PROTOCOL) return `is declared as ${encryption} and speaks ${detail} in clear`;
  return clearAfterStartTls === true
    ? 'sends bytes in clear behind its consent to STARTTLS, which clients may take for protected'
    : undefined;
}
