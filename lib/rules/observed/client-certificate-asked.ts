import { ClientCertificateMode } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { endpointPlace, endpointTitle, wasObserved } from './endpoint';

export const clientCertificateAsked = defineRule({
  id: 'client-certificate-asked',
  ref: 'ECA1108',
  title: 'An endpoint asks for a client certificate that nothing declares',
  level: Level.WARNING,
  source: 'DECLARED',
  section: 'what is declared to ignore client certificates does not ask for them',
  rationale:
    'The request comes as the connection begins: browsers then show a choice of certificates, and programs that have none may end.',
  remediation:
    'switch the negotiation of client certificates off at the binding or the proxy, or declare it: clientCertificates',
  subject: SubjectKind.ESTATE,
  applies: wasObserved,
  check: (view, report) => {
    const asking = new Set(
      [...view.estate.bindings, ...view.estate.publishingPoints]
        .filter(({ clientCertificates = ClientCertificateMode.IGNORE }) => clientCertificates !== 'ignore')
        .map(({ id }) => id),
    );
    for (const observation of view.estate.observations) {
      const { at, bindings, sni, asksForCertificate } = observation;
      if (!sni || asksForCertificate !== true || [at, ...bindings].some((id) => asking.has(id))) continue;
      report.finding({
        ...endpointPlace(view, observation),
        message: `${endpointTitle(observation)} asks for a client certificate; declared is that nobody does`,
      });
    }
  },
});
