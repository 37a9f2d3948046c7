import { platformFacts } from '../../clients';
import { protocolFacts } from '../../exchange';
import { ClientProtocol } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

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
  applies: (reach) => reach.cells.length > 0,
  check: (reach, report) => {
    const cells = reach.cells.filter((cell) => cell.outcome.code === 'root-not-installed');
    if (cells.length === 0) return;
    const { population } = reach.population;
    const labels = [...new Set(cells.map((cell) => protocolFacts(cell.binding.binding.protocol as ClientProtocol).label))].join(', ');
    const platform = platformFacts(population.platform);
    report.finding({
      message: `${population.name} does not hold ${reach.anchor.name}: people are asked to trust it, or the client does not connect (${labels})`,
      fix: platform ? `install ${reach.anchor.name} on each of these clients: ${platform.installByUser}` : undefined,
      bindings: cells.map((cell) => cell.binding.id),
    });
  },
});
