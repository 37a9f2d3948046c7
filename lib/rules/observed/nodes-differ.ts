import { Observation } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { byEndpoint, endpointPlace, wasObserved } from './endpoint';

export const nodesDiffer = defineRule({
  id: 'nodes-differ',
  ref: 'ECA1103',
  title: 'One name leads to different certificates',
  level: Level.ERROR,
  source: 'DECLARED',
  section: 'the nodes behind one name present the certificate that is declared for it',
  rationale:
    'Which certificate a client meets depends on the node that it is sent to: some connections work and others fail, and a renewal has missed a node.',
  remediation:
    'assign the declared certificate on every node; compare the thumbprints that the finding names with Get-ExchangeCertificate on each',
  subject: SubjectKind.ESTATE,
  applies: wasObserved,
  check: (view, report) => {
    for (const group of byEndpoint(view)) {
      const steady = group.filter(({ changed }) => changed !== true);
      const leaves = new Set(steady.flatMap(({ chains }) => chains.map(({ sha256: [leaf] }) => leaf)));
      if (leaves.size < 2) continue;
      const [{ host, port }] = group;
      const { discriminator: _, ...place } = endpointPlace(view, group[0]);
      report.finding({
        ...place,
        discriminator: `${host.value}:${port}`,
        bindings: [...new Set(group.flatMap(({ bindings }) => bindings))],
        message: `${host.value}:${port} presents ${leaves.size} different certificates: ${steady.flatMap(metAt).join('; ')}`,
      });
    }
  },
});

/** What was met at one address, with the size of the sample: rare nodes may have been missed. */
function metAt({ address, chains, sample }: Observation): string[] {
  return chains.map(({ sha1, count }) => `${sha1} at ${address} in ${count} of ${sample} connections`);
}
