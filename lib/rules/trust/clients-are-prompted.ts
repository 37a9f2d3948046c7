import { platformFacts } from '../../clients';
import { protocolFacts } from '../../exchange';
import { CellGroup, defineRule, Level, Outcome, OutcomeCode, reasonsOf, SubjectKind } from '../../policy';

/** Codes of the matrix that mean: the root can come into the client's store, and has not yet. */
const NOT_HELD: OutcomeCode[] = ['root-not-installed', 'root-not-in-release'];

export const clientsArePrompted = defineRule({
  id: 'clients-are-prompted',
  ref: 'ECA105',
  title: 'Clients do not hold the root yet',
  level: Level.WARNING,
  source: 'SEED',
  section: 'Self-Signed Certificates; Windows Public Key Infrastructure Certificates',
  rationale:
    'A root that is in no store must be copied to the trusted root store of each client; until then people are asked to trust the certificate, and protocols that cannot ask do not connect.',
  remediation: 'distribute the root before the roll-out; the deploy puts it in the bundle folder and the outputs',
  subject: SubjectKind.REACH,
  applies: (reach) => reach.groups.length > 0,
  check: (reach, report) => {
    const asked = reach.groups.filter(({ outcome }) => has(outcome, NOT_HELD));
    if (asked.length === 0) return;
    const { population } = reach.population;
    const labels = labelsOf(asked);
    // A certificate that another protocol needs replaced is not worth bringing to clients.
    const refused = reach.groups.filter(({ outcome }) => has(outcome, ['self-signed-refused']));
    const replaced = serversOf(refused);
    const isReplaced = [...serversOf(asked)].every((server) => replaced.has(server));
    const platform = platformFacts(population.platform);
    report.finding({
      message: `${population.name} does not hold ${reach.label}: people are asked to trust it, or the client does not connect (${labels})`,
      fix: isReplaced
        ? `present the certificate that ${labelsOf(refused)} needs instead of ${reach.label}: it ends the question too`
        : platform && `install ${reach.label} on each of these clients: ${platform.installByUser}`,
      bindings: asked.flatMap(({ bindings }) => bindings.map(({ id }) => id)),
    });
  },
});

function serversOf(groups: readonly CellGroup[]): Set<string> {
  return new Set(groups.flatMap(({ bindings }) => bindings.map(({ server }) => server.server.id)));
}

function labelsOf(groups: readonly CellGroup[]): string {
  const protocols = new Set(groups.map((group) => group.bindings[0].binding.protocol));
  return [...protocols].map((protocol) => protocolFacts(protocol).label).join(', ');
}

/** Whether one of these codes is among the reasons of an outcome, also where a graver one hides it. */
function has(outcome: Outcome, codes: readonly string[]): boolean {
  return reasonsOf(outcome).some(({ code }) => codes.includes(code));
}
