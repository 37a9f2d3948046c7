import { BindingView, defineRule, Level, ServerView, SubjectKind } from '../../policy';
import { listed } from '../words';

export const namespaceIsServerName = defineRule({
  id: 'namespace-is-server-name',
  ref: 'ECA216',
  title: 'Clients of one server connect under the name of another',
  level: Level.WARNING,
  source: 'CERT16',
  section: 'Digital certificates best practices: names of services instead of computers',
  rationale:
    'A name that is the computer name of a server cannot move to another one while that server stands: its own clients, its service connection point and Kerberos go on using it.',
  remediation:
    'let clients use a name that no server bears before the servers change places; where the server is called otherwise, declare its serverFqdn',
  subject: SubjectKind.ESTATE,
  applies: ({ servers }) => servers.length > 1,
  check: ({ bindings, servers }, report) => {
    const named = new Map<string, ServerView>();
    for (const view of servers) if (view.server.fqdn.value !== undefined) named.set(view.server.fqdn.value, view);
    let own: BindingView | undefined;
    const borrowed = new Map<ServerView, BindingView[]>();
    for (const view of bindings) {
      const { externalHosts, internalHosts } = view.binding;
      // Most bindings of a server have the names of the one before, and those are its own.
      if (
        view.server === own?.server &&
        externalHosts === own.binding.externalHosts &&
        internalHosts === own.binding.internalHosts
      )
        continue;
      own = view;
      for (const { value } of [...externalHosts, ...internalHosts]) {
        const owner = value === undefined ? undefined : named.get(value);
        // Two servers of one FQDN are the matter of another rule.
        if (!owner || owner === view.server || view.server.server.fqdn.value === value) continue;
        own = undefined;
        const known = borrowed.get(owner);
        if (!known) borrowed.set(owner, [view]);
        else if (known.at(-1) !== view) known.push(view);
      }
    }
    for (const [{ id, location, server }, views] of borrowed) {
      const who = [...new Set(views.map((view) => view.server.server.name))];
      report.finding({
        message: `${server.name} is itself called ${server.fqdn.value}, the name under which clients connect to ${listed(who)}`,
        discriminator: id,
        path: id,
        ...(location ? { location } : {}),
        bindings: views.map((view) => view.id),
      });
    }
  },
});
