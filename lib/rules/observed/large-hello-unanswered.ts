import { defineRule, Level, SubjectKind } from '../../policy';
import { endpointPlace, endpointTitle } from './endpoint';

export const largeHelloUnanswered = defineRule({
  id: 'large-hello-unanswered',
  ref: 'ECA1114',
  title: 'An endpoint does not answer a ClientHello of more than one packet',
  level: Level.WARNING,
  source: 'page:tldr.fail',
  section: 'What is the bug?',
  rationale:
    'Current browsers offer a key agreement against quantum computers (X25519MLKEM768), by which their ClientHello no longer fits into one packet. Servers, load balancers and firewalls that read one packet alone drop it: these clients do not connect, and others do.',
  remediation:
    'update what ends TLS or looks at it on the way (load balancer, firewall, inspection by server name), until a ClientHello in several packets passes',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.observations.some(({ answersLargeHello }) => answersLargeHello !== undefined),
  check: (view, report) => {
    for (const observation of view.estate.observations)
      if (observation.answersLargeHello === false)
        report.finding({
          ...endpointPlace(view, observation),
          message: `${endpointTitle(observation)} answers a small ClientHello, and none of more than one packet`,
        });
  },
});
