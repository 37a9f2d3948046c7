import { platformFacts } from '../../clients';
import { protocolFacts } from '../../exchange';
import { defineRule, Level, Outcome, OutcomeCode, reasonsOf, SubjectKind } from '../../policy';

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
    // Where a self-signed certificate never works, to hold it helps nobody: another rule says what does.
    const asked = reach.groups.filter(
      ({ outcome }) => has(outcome, NOT_HELD) && !has(outcome, ['self-signed-refused']),
    );
    if (asked.length === 0) return;
    const { population } = reach.population;
    const protocols = new Set(asked.map((group) => group.bindings[0].binding.protocol));
    const labels = [...protocols].map((protocol) => protocolFacts(protocol).label).join(', ');
    const platform = platformFacts(population.platform);
    report.finding({
      message: `${population.name} does not hold ${reach.label}: people are asked to trust it, or the client does not connect (${labels})`,
      fix: platform ? `install ${reach.label} on each of these clients: ${platform.installByUser}` : undefined,
      bindings: asked.flatMap(({ bindings }) => bindings.map(({ id }) => id)),
    });
  },
});

/** Whether one of these codes is among the reasons of an outcome, also where a graver one hides it. */
function has(outcome: Outcome, codes: readonly string[]): boolean {
  return reasonsOf(outcome).some(({ code }) => codes.includes(code));
}
