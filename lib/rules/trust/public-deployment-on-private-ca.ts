import { TrustAnchor, TrustAnchorKind } from '../../model';
import {
  BindingView,
  CertificateView,
  certificatesMet,
  defineRule,
  FROM_OUTSIDE,
  Level,
  SubjectKind,
} from '../../policy';

export const publicDeploymentOnPrivateCa = defineRule({
  id: 'public-deployment-on-private-ca',
  ref: 'ECA106',
  title: 'A public deployment stands on a private CA',
  level: Level.WARNING,
  source: 'SEED',
  section: 'Windows Public Key Infrastructure Certificates; Trusted Third-Party Certificates',
  rationale:
    'Certificates of an internal CA cannot be deployed publicly as others can: no client outside knows the root unless it was installed on it.',
  remediation:
    'buy a certificate for what is published outside, or declare the populations outside and how the root reaches each',
  subject: SubjectKind.SERVER,
  applies: (server) => server.server.publicDeployment,
  check: (server, report) => {
    const bindings: BindingView[] = [];
    let root: TrustAnchor | undefined;
    // Bindings that are alike share one list.
    let last: readonly CertificateView[] | undefined;
    let lastRoot: TrustAnchor | undefined;
    for (const binding of server.bindings) {
      if (binding.binding.externalHosts.length === 0) continue;
      const met = certificatesMet(binding, FROM_OUTSIDE);
      if (met !== last) lastRoot = privateRoot((last = met));
      if (lastRoot === undefined) continue;
      root ??= lastRoot;
      bindings.push(binding);
    }
    if (!root) return;
    report.finding({
      message: `${server.server.name} is published outside with a certificate of ${root.name}, which no client outside has preinstalled`,
      bindings: bindings.map((binding) => binding.id),
    });
  },
});

/** The private root behind what clients meet. */
function privateRoot(met: readonly CertificateView[]): TrustAnchor | undefined {
  return met.find(({ anchor }) => anchor?.kind === TrustAnchorKind.PRIVATE)?.anchor;
}
