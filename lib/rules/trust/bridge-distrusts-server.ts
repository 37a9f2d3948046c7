import { CertificateState, PublishingMode, TrustAnchorKind } from '../../model';
import { CertificateView, defineRule, Level, SubjectKind } from '../../policy';
import { listed, titleOf } from '../words';

export const bridgeDistrustsServer = defineRule({
  id: 'bridge-distrusts-server',
  ref: 'ECA108',
  title: 'A bridge does not trust the servers behind it',
  level: Level.ERROR,
  source: 'SEED',
  section: 'Overview of Digital Certificates; Windows Public Key Infrastructure Certificates',
  rationale:
    'A publishing point that bridges is itself a client of the servers: it must hold the root of their certificates, or nobody outside gets through, however good its own certificate is.',
  remediation: "install the root of the servers' certificates on the publishing point and name the CA in trusts",
  subject: SubjectKind.PUBLISHING_POINT,
  applies: ({ point, bindings }) =>
    point.mode === PublishingMode.BRIDGING && point.verifiesServer !== false && bindings.length > 0,
  check: ({ point, bindings }, report) => {
    const behind = new Set(bindings.flatMap(({ certificate }) => certificate ?? []));
    const distrusted: CertificateView[] = [];
    let untold = false;
    for (const view of behind) {
      if (view.certificate.state === CertificateState.ORDERED) continue;
      if (view.anchors.some(({ kind }) => kind === TrustAnchorKind.COMMERCIAL)) continue;
      if (view.anchors.length === 0 || point.trusts === undefined) untold = true;
      else if (!view.anchors.some(({ id }) => point.trusts?.includes(id))) distrusted.push(view);
    }
    if (distrusted.length > 0) {
      report.finding({
        message: `${point.name} does not trust ${listed(distrusted.map(titleOf))} of the servers that it bridges to`,
        bindings: bindings
          .filter(({ certificate }) => certificate && distrusted.includes(certificate))
          .map(({ id }) => id),
      });
    } else if (untold) report.unknown(`which roots ${point.name} trusts towards the servers is not stated (trusts)`);
  },
});
