import { ClientCertificateMode, Observation, ProbeOutcome } from '../../model';
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
    const modes = new Map(
      [...view.estate.bindings, ...view.estate.publishingPoints].map(({ id, clientCertificates }) => [
        id,
        clientCertificates ?? ClientCertificateMode.IGNORE,
      ]),
    );
    for (const observation of view.estate.observations) {
      if (!observation.sni) continue;
      const { at, bindings } = observation;
      const declared = new Set([at, ...bindings].flatMap((id) => modes.get(id) ?? []));
      const words = wordsOf(observation, declared);
      if (words === undefined) continue;
      report.finding({ ...endpointPlace(view, observation), message: `${endpointTitle(observation)} ${words}` });
    }
  },
});

/** What is asked for and not declared so. */
function wordsOf(
  { asksForCertificate, asksAfterRequest, goesOnWithout, outcome }: Observation,
  declared: ReadonlySet<ClientCertificateMode>,
): string | undefined {
  const isRequired = goesOnWithout === false || outcome === ProbeOutcome.CLIENT_CERTIFICATE_REQUIRED;
  const isDeclared = declared.has(ClientCertificateMode.ACCEPT) || declared.has(ClientCertificateMode.REQUIRE);
  if (isRequired && !declared.has(ClientCertificateMode.REQUIRE))
    return isDeclared
      ? 'requires a client certificate; declared is that it accepts one'
      : 'requires a client certificate; declared is that nobody asks for one';
  if (isDeclared) return undefined;
  if (asksForCertificate === true)
    return `asks for a client certificate${goesOnWithout === true ? ' and goes on without one' : ''}; declared is that nobody does`;
  return asksAfterRequest === true
    ? 'begins another handshake after the request, by which servers ask for a client certificate; declared is that nobody does'
    : undefined;
}
