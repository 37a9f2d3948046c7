import { serverTls } from '../../exchange';
import { Observation, TlsVersion } from '../../model';
import { defineRule, EstateView, Level, SubjectKind } from '../../policy';
import { endpointPlace, endpointTitle } from './endpoint';

const GIVEN_UP: readonly string[] = ['ssl3', TlsVersion.TLS_1_0, TlsVersion.TLS_1_1];

export const oldVersionsAnswered = defineRule({
  id: 'old-versions-answered',
  ref: 'ECA1112',
  title: 'An endpoint answers versions of TLS that are given up, or others than declared',
  level: Level.WARNING,
  source: 'RFC8996',
  section: '4 and 5: TLS 1.0 and TLS 1.1 must not be used; RFC 7568, 3: nor SSL 3.0',
  rationale:
    'A version that is answered is one that an attacker in the middle can ask for. A version that is declared and not answered keeps out the clients that need it.',
  remediation:
    'switch old versions off in Schannel or at the proxy once no client of the matrix needs them; correct tls of the server where the declaration is wrong',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => wasScanned(estate.observations),
  check: (view, report) => {
    for (const observation of view.estate.observations) {
      const { versions = {} } = observation;
      const old = GIVEN_UP.filter((version) => versions[version] === true).map(spoken);
      if (old.length > 0)
        report.finding({
          ...endpointPlace(view, observation),
          message: `${endpointTitle(observation)} answers ${old.join(', ')}`,
        });
      for (const words of unlikeDeclared(view, observation))
        report.finding({ ...endpointPlace(view, observation), message: `${endpointTitle(observation)} ${words}` });
    }
  },
});

function wasScanned(observations: readonly Observation[]): boolean {
  return observations.some(({ versions }) => versions !== undefined);
}

/** Versions whose answer is not what is declared of the server. */
function unlikeDeclared(view: EstateView, { at, protocols, versions = {} }: Observation): string[] {
  const server = view.server(at)?.server;
  if (server?.tls === undefined) return [];
  const known = serverTls(server, protocols[0]).versions;
  return Object.values(TlsVersion).flatMap((version) => {
    const [declared, met] = [known[version], versions[version]];
    if (declared === undefined || met === undefined || declared === met) return [];
    return met
      ? `answers ${spoken(version)}; declared is that it does not`
      : `does not answer ${spoken(version)}; declared is that it does`;
  });
}

function spoken(version: string): string {
  return version === 'ssl3' ? 'SSL 3.0' : `TLS ${version}`;
}
