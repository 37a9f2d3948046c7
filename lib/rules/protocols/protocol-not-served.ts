import { protocolFacts, versionsWith } from '../../exchange';
import { ClientProtocol } from '../../model';
import { defineRule, EstateView, Level, PopulationView, SubjectKind } from '../../policy';
import { reportRefusals } from '../refusals';
import { listed } from '../words';

export const protocolNotServed = defineRule({
  id: 'protocol-not-served',
  ref: 'ECA710',
  title: 'Clients use a protocol that none of their servers serves',
  level: Level.ERROR,
  source: 'DERIVED',
  section: 'protocols of each version; what is off until it is enabled',
  rationale:
    'Outlook Anywhere is off in 2007 and 2010 until it is enabled, POP3 and IMAP4 are stopped, MAPI over HTTP begins with 2013 SP1: clients that were promised a protocol connect to nothing.',
  remediation:
    'add the protocol to a server of these clients (addOutlookAnywhere and so on), or remove it from the clients (uses)',
  subject: SubjectKind.POPULATION,
  applies: ({ population }) => population.servers.length > 0 && population.uses.length > 0,
  check: (view, report, estate) => {
    for (const protocol of unserved(view, estate)) {
      const { label } = protocolFacts(protocol);
      report.finding({
        message: `${view.population.name} uses ${label}, and ${listed(view.population.servers)} ${view.population.servers.length === 1 ? 'does' : 'do'} not serve it`,
        fix: `add ${label} to one of the servers (versions that have it: ${versionsWith(protocol).join(', ')}), or remove it from these clients`,
        discriminator: protocol,
      });
    }
    reportRefusals(view, report, ['protocol-missing'], ['protocol-unknown']);
  },
});

function unserved({ population, groups }: PopulationView, estate: EstateView): ClientProtocol[] {
  // Servers that are not declared at all are reported by a rule of their own.
  if (!population.servers.some((id) => estate.server(id))) return [];
  const served = new Set(groups.map(({ bindings }) => bindings[0].binding.protocol));
  return population.uses.filter((protocol) => !served.has(protocol));
}
