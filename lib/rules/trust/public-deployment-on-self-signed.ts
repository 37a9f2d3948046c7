import { certificatesMet, defineRule, FROM_OUTSIDE, Level, SubjectKind } from '../../policy';

export const publicDeploymentOnSelfSigned = defineRule({
  id: 'public-deployment-on-self-signed',
  ref: 'ECA110',
  title: 'A public deployment stands on a self-signed certificate',
  level: Level.WARNING,
  source: 'SEED',
  section: 'Self-Signed Certificates; Trusted Third-Party Certificates',
  rationale:
    'Every client outside must be given the certificate by hand, again at every renewal; for what is deployed publicly a purchased certificate is the best solution.',
  remediation:
    'buy a certificate for what is published outside, or take the server off the outside (no externalHostName)',
  subject: SubjectKind.SERVER,
  applies: ({ server }) => server.publicDeployment,
  check: ({ server, bindings }, report) => {
    const bare = bindings.filter(
      (view) =>
        view.binding.externalHosts.length > 0 &&
        certificatesMet(view, FROM_OUTSIDE).some(({ certificate }) => certificate.facts.selfSigned === true),
    );
    if (bare.length === 0) return;
    report.finding({
      message: `${server.name} is published outside with a self-signed certificate, which each client must be given by hand`,
      bindings: bare.map(({ id }) => id),
    });
  },
});
