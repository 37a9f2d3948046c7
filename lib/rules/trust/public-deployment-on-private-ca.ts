import { TrustAnchor, TrustAnchorKind } from '../../model';
import { BindingView, certificatesMet, defineRule, FROM_OUTSIDE, Level, SubjectKind } from '../../policy';

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
    const bindings = server.bindings.filter(
      (binding) => binding.binding.externalHosts.length > 0 && privateRootMet(binding) !== undefined,
    );
    const [first] = bindings;
    if (!first) return;
    report.finding({
      message: `${server.server.name} is published outside with a certificate of ${privateRootMet(first)?.name}, which no client outside has preinstalled`,
      bindings: bindings.map((binding) => binding.id),
    });
  },
});

/** The private root behind what clients outside meet. */
function privateRootMet(binding: BindingView): TrustAnchor | undefined {
  const roots = certificatesMet(binding, FROM_OUTSIDE).map(({ anchor }) => anchor);
  return roots.find((anchor) => anchor?.kind === TrustAnchorKind.PRIVATE);
}
