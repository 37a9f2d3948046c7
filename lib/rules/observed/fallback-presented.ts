import { Certificate, Observation } from '../../model';
import { Coverage, coverageOf } from '../../names';
import { defineRule, EstateView, Level, SubjectKind } from '../../policy';
import { endpointPlace, endpointTitle, wasObserved } from './endpoint';

export const fallbackPresented = defineRule({
  id: 'fallback-presented',
  ref: 'ECA1105',
  title: 'A name meets the fallback certificate instead of its own',
  level: Level.WARNING,
  source: 'RFC6066',
  section: '3: a server that does not recognize the name should end the handshake, or goes on with another certificate',
  rationale:
    'What is presented for the name is what clients meet that send no name, and it does not cover the name: the binding for the name is missing or spelled otherwise.',
  remediation:
    'add the name to the binding or to the list of certificates by name, with the certificate that covers it',
  subject: SubjectKind.ESTATE,
  applies: wasObserved,
  check: (view, report) => {
    const { observations } = view.estate;
    const fallbacks = new Map(observations.filter(({ sni }) => !sni).map((one) => [placeOf(one), leafOf(one)]));
    for (const observation of observations) {
      const leaf = leafOf(observation);
      if (!observation.sni || leaf === undefined || fallbacks.get(placeOf(observation)) !== leaf) continue;
      const certificate = certificateOf(view, leaf);
      if (!certificate || coverageOf(certificate, observation.host) !== Coverage.NONE) continue;
      report.finding({
        ...endpointPlace(view, observation),
        message: `${endpointTitle(observation)} presents its fallback certificate ${observation.chains[0].sha1}, which covers ${namesOf(certificate).join(', ') || 'no name'}`,
      });
    }
  },
});

function placeOf({ address, port, encryption }: Observation): string {
  return `${address}:${port}/${encryption}`;
}

function leafOf({ chains }: Observation): string | undefined {
  return chains[0]?.sha256[0];
}

function certificateOf(view: EstateView, sha256: string): Certificate | undefined {
  return view.estate.certificates.find(({ facts }) => facts.sha256?.toUpperCase() === sha256);
}

function namesOf({ facts: { dnsNames = [] } }: Certificate): string[] {
  return dnsNames.flatMap(({ value }) => value ?? []);
}
