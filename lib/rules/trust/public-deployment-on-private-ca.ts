import { TrustAnchorKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

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
      (binding) =>
        binding.binding.externalHosts.length > 0 &&
        binding.certificate?.anchor?.kind === TrustAnchorKind.PRIVATE &&
        binding.publishingPoint?.certificate === undefined,
    );
    if (bindings.length === 0) return;
    report.finding({
      message: `${server.server.name} is published outside with a certificate of ${bindings[0].certificate!.anchor!.name}, which no client outside holds by itself`,
      bindings: bindings.map((binding) => binding.id),
    });
  },
});
