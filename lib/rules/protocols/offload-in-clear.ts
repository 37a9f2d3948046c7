import { PublishingMode } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { counted } from '../words';

export const offloadInClear = defineRule({
  id: 'offload-in-clear',
  ref: 'ECA712',
  title: 'Between publishing point and server nothing is encrypted',
  level: Level.WARNING,
  source: 'SEED',
  section: 'Understanding SSL for Client Access Servers',
  rationale:
    'SSL helps secure the communications between client and server. With offload it ends at the publishing point: passwords and mail cross the network behind it in clear.',
  remediation:
    'bridge instead (PublishingMode.BRIDGING), with the certificate of the servers where Extended Protection is or will be on (one SharedCertificate for both), or keep the network behind the publishing point to itself and accept the finding',
  subject: SubjectKind.PUBLISHING_POINT,
  applies: ({ bindings }) => bindings.length > 0,
  check: ({ point, bindings }, report) => {
    if (point.mode !== PublishingMode.OFFLOAD) return;
    report.finding({
      message: `${point.name} hands ${counted(bindings.length, 'binding')} on in clear text`,
      bindings: bindings.map(({ id }) => id),
    });
  },
});
