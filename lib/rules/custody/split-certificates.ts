import {
  Access,
  BindingView,
  CertificateView,
  defineRule,
  EstateView,
  FROM_INSIDE,
  FROM_OUTSIDE,
  isBare,
  Level,
  SubjectKind,
  waysTo,
} from '../../policy';
import { listed } from '../words';

/** What one name stands for: the certificates that clients meet under it. */
interface Split {
  readonly servers: Set<string>;
  readonly bindings: string[];
  /** Root, and the name of a server whose certificate leads to it. */
  readonly roots: Map<string, string>;
}

export const splitCertificates = defineRule({
  id: 'split-certificates',
  ref: 'ECA605',
  title: 'Servers behind one name present certificates of different roots',
  level: Level.WARNING,
  source: 'CERT16',
  section: 'Certificate requirements for Exchange services; derived for load-balanced sets',
  rationale:
    'Clients of a load-balanced name meet now this server, now that. Where the certificates lead to different roots, a client that trusts one is asked, or fails, on the other: a fault that comes and goes.',
  remediation: 'give all servers behind the name one certificate (SharedCertificate), or certificates of one CA',
  subject: SubjectKind.ESTATE,
  applies: ({ servers }) => servers.length > 1,
  check: (estate, report) => {
    for (const [name, split] of splitsOf(estate)) {
      if (split.roots.size < 2) continue;
      const examples = [...split.roots.values()];
      report.finding({
        message: `${split.servers.size} servers share the name ${name} and present certificates of ${split.roots.size} roots (for example ${listed(examples)})`,
        discriminator: name,
        bindings: split.bindings,
      });
    }
  },
});

/** Names that several servers answer to, with the roots that clients meet there. */
function splitsOf(estate: EstateView): Map<string, Split> {
  if (!hasSeveralRoots(estate)) return new Map();
  // Clients at one side meet each other's servers; what the other side meets under the name is another matter.
  return new Map([...splitsFrom(estate, FROM_OUTSIDE), ...splitsFrom(estate, FROM_INSIDE)]);
}

function splitsFrom(estate: EstateView, access: Access): Map<string, Split> {
  const shared = new Map<string, Split>();
  const owner = new Map<string, string>();
  eachName(estate, access, (name, { server }) => {
    const first = owner.get(name);
    if (first === undefined) owner.set(name, server.id);
    else if (first !== server.id && !shared.has(name))
      shared.set(name, { servers: new Set(), bindings: [], roots: new Map() });
  });
  if (shared.size === 0) return shared;
  const roots = rootsBehind(estate, access, shared);
  for (const [name, found] of roots) if (found.size < 2) shared.delete(name);
  if (shared.size === 0) return shared;
  eachName(estate, access, (name, view, certificate) => {
    const split = shared.get(name);
    const root = certificate?.anchor?.id;
    if (!split || root === undefined) return;
    split.servers.add(view.server.id);
    split.bindings.push(view.id);
    if (!split.roots.has(root)) split.roots.set(root, view.server.server.name);
  });
  return shared;
}

/** Where all certificates lead to one root nothing can be split. */
function hasSeveralRoots({ certificates }: EstateView): boolean {
  const used = certificates.filter(({ bindings, publishingPoints }) => bindings.length + publishingPoints.length > 0);
  const first = used.find(({ anchor }) => anchor)?.anchor;
  return used.some(({ anchor }) => anchor && anchor !== first);
}

/** Roots that clients meet behind each shared name. */
function rootsBehind(estate: EstateView, access: Access, shared: Map<string, Split>): Map<string, Set<string>> {
  const roots = new Map<string, Set<string>>();
  for (const name of shared.keys()) roots.set(name, new Set());
  eachName(estate, access, (name, _, certificate) => {
    if (certificate?.anchor) roots.get(name)?.add(certificate.anchor.id);
  });
  return roots;
}

/** Each name that clients at a side use, with what they meet under it first; a server with nothing in front answers every name alike. */
function eachName(
  estate: EstateView,
  access: Access,
  look: (name: string, view: BindingView, met: CertificateView | undefined) => void,
): void {
  for (const view of estate.bindings) {
    if (isBare(view)) {
      for (const { value } of view.binding.internalHosts) if (value !== undefined) look(value, view, view.certificate);
      for (const { value } of view.binding.externalHosts) if (value !== undefined) look(value, view, view.certificate);
      continue;
    }
    for (const { host, hops } of waysTo(view, access).flat())
      if (host?.value !== undefined && hops[0]?.certificate?.listed !== false)
        look(host.value, view, hops[0]?.certificate);
  }
}
