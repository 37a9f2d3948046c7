import { defineRule, Level, SubjectKind } from '../../policy';
import { endpointPlace, endpointTitle, wasObserved } from './endpoint';

export const certificateChangedMeanwhile = defineRule({
  id: 'certificate-changed-meanwhile',
  ref: 'ECA1104',
  title: 'A certificate was changed while the endpoints were asked',
  level: Level.NOTE,
  source: 'DECLARED',
  section: 'one run describes one state',
  rationale: 'The run has seen the state before the change for some endpoints and the state after it for others.',
  remediation: 'run verify again when the change is over',
  subject: SubjectKind.ESTATE,
  applies: wasObserved,
  check: (view, report) => {
    for (const observation of view.estate.observations.filter(({ changed }) => changed === true))
      report.finding({
        ...endpointPlace(view, observation),
        message: `${endpointTitle(observation)}: the certificate changed during the run that began with it at ${observation.since}; met were ${observation.chains.map(({ sha1 }) => sha1).join(' and ')}`,
      });
  },
});
