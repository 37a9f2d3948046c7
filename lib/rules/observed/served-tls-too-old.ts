import { TlsVersion } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { endpointPlace, endpointTitle, wasObserved } from './endpoint';

export const servedTlsTooOld = defineRule({
  id: 'served-tls-too-old',
  ref: 'ECA1107',
  title: 'An endpoint chooses a version of TLS that clients have given up',
  level: Level.WARNING,
  source: 'RFC8996',
  section: '4 and 5: TLS 1.0 and TLS 1.1 must not be used',
  rationale:
    'Every version from TLS 1.0 to TLS 1.3 was offered, and the endpoint chose an old one: it knows none that is newer. Current clients refuse it.',
  remediation:
    'enable TLS 1.2 in Windows (Schannel and .NET) or on the proxy; where the server is too old for that, put one in front that is not',
  subject: SubjectKind.ESTATE,
  applies: wasObserved,
  check: (view, report) => {
    for (const observation of view.estate.observations) {
      const { tls, sni, chains } = observation;
      if (!sni || chains.length === 0) continue;
      if (tls === undefined) report.unknown(`${endpointTitle(observation)}: its version is none of TLS 1.0 to 1.3`);
      else if (tls < TlsVersion.TLS_1_2)
        report.finding({
          ...endpointPlace(view, observation),
          message: `${endpointTitle(observation)} speaks TLS ${tls} at most`,
        });
    }
  },
});
