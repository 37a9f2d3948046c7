import { PublishingMode } from '../../model';
import { BindingView, CertificateView, defineRule, Level, SubjectKind } from '../../policy';
import { listed, titleOf } from '../words';
import { areSameBytes, checksTokens, signsInBound } from './channel-binding';

export const bridgeRenewedApart = defineRule({
  id: 'bridge-renewed-apart',
  ref: 'ECA1009',
  title: 'Publishing point and servers hold one certificate that is declared twice',
  level: Level.WARNING,
  source: 'RFC5929, 4; EPDOC',
  section: 'tls-server-end-point; SSL bridging',
  rationale:
    'Extended Protection compares the bytes of the certificate that the client met with those of the server. Where the two are renewed apart, every Windows-authenticated connection fails from the first renewal to the second; a new certificate with the same key is another one.',
  remediation:
    'declare it once and give it to both: new SharedCertificate(..., { source }), which one apply renews at both',
  subject: SubjectKind.PUBLISHING_POINT,
  applies: ({ point, certificate, bindings }) =>
    point.mode === PublishingMode.BRIDGING && certificate !== undefined && bindings.length > 0,
  check: ({ point, certificate, bindings }, report) => {
    const met = certificate as CertificateView;
    const apart = bindings.filter((view) => isApart(met, view));
    if (apart.length === 0) return;
    report.finding({
      message: `${titleOf(met)} is declared for ${point.name} and once more for ${listed([...new Set(apart.map(({ server }) => server.server.name))])}`,
      bindings: apart.map(({ id }) => id),
    });
  },
});

/** Equal bytes today, and nothing that keeps them equal. */
function isApart(met: CertificateView, view: BindingView): boolean {
  const { certificate } = view;
  if (certificate === met || areSameBytes(met, certificate) !== true) return false;
  return signsInBound(view) && checksTokens(view) !== false;
}
