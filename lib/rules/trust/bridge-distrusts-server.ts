import { CertificateState, PublishingMode, TrustAnchorKind } from '../../model';
import {
  BindingView,
  CertificateView,
  defineRule,
  Level,
  PublishingPointView,
  SubjectKind,
  waysFromAnywhere,
} from '../../policy';
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
    point.mode === PublishingMode.BRIDGING &&
    point.verifiesServer !== false &&
    point.acceptsAnyIssuer !== true &&
    bindings.length > 0,
  check: (view, report) => {
    const { point, bindings } = view;
    const next = new Map(bindings.map((binding) => [binding, behindPoint(view, binding)]));
    const behind = new Set([...next.values()].flat());
    const distrusted: CertificateView[] = [];
    let untold = false;
    for (const met of behind) {
      if (met.certificate.state === CertificateState.ORDERED) continue;
      if (met.anchors.some(({ kind }) => kind === TrustAnchorKind.COMMERCIAL)) continue;
      if (met.anchors.length === 0 || point.trusts === undefined) untold = true;
      else if (!met.anchors.some(({ id }) => point.trusts?.includes(id))) distrusted.push(met);
    }
    if (distrusted.length > 0) {
      report.finding({
        message: `${point.name} does not trust ${listed(distrusted.map(titleOf))} of the servers that it bridges to`,
        bindings: bindings
          .filter((binding) => next.get(binding)?.some((met) => distrusted.includes(met)))
          .map(({ id }) => id),
      });
    } else if (untold) report.unknown(`which roots ${point.name} trusts towards the servers is not stated (trusts)`);
  },
});

/** Certificates of the estate that the next hop behind a point presents: another point, or the server. */
function behindPoint(point: PublishingPointView, binding: BindingView): CertificateView[] {
  const met = waysFromAnywhere(binding).flatMap(({ hops }) => {
    const at = hops.findIndex((hop) => hop.point === point);
    return at < 0 ? [] : (hops[at + 1]?.certificate ?? []);
  });
  return [...new Set(met)].filter(({ listed: isListed }) => isListed);
}
