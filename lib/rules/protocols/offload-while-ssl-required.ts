import { CertificateRole, PublishingMode } from '../../model';
import { BindingView, defineRule, isHandedOnInClear, Level, SubjectKind } from '../../policy';
import { counted } from '../words';

export const offloadWhileSslRequired = defineRule({
  id: 'offload-while-ssl-required',
  ref: 'ECA717',
  title: 'A publishing point hands on in clear what the servers take over SSL alone',
  level: Level.WARNING,
  source: 'TN:1267; page:unifiedpeople.ru',
  section: 'SSL offloading: turn off the requirement for SSL on the virtual directory',
  rationale:
    'A virtual directory that requires SSL refuses what comes in clear (403.4), also from a load balancer that had it over TLS. Most of them require it as setup leaves them, and an update of Exchange sets it again.',
  remediation:
    'bridge instead (PublishingMode.BRIDGING); or switch the requirement off for what is handed on in clear, and declare that (requireSsl: false)',
  subject: SubjectKind.PUBLISHING_POINT,
  applies: ({ bindings, point }) => point.mode === PublishingMode.OFFLOAD && bindings.some(isOfWebSite),
  check: ({ bindings, point }, report) => {
    const handedOn = bindings.filter((view) => isOfWebSite(view) && isHandedOnInClear(view));
    const refusing = handedOn.filter(({ binding }) => binding.encryptionRequired === true);
    if (refusing.length > 0)
      report.finding({
        message: `behind ${point.name}, which hands on in clear, SSL is required of ${counted(refusing.length, 'binding')}`,
        bindings: refusing.map(({ id }) => id),
      });
    const open = handedOn.filter(({ binding }) => binding.encryptionRequired === undefined);
    if (open.length > 0)
      report.unknown(`whether SSL is required of ${counted(open.length, 'binding')} behind ${point.name} is not known`);
  },
});

function isOfWebSite({ binding }: BindingView): boolean {
  return binding.role === CertificateRole.IIS;
}
