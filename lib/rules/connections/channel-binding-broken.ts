import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const channelBindingBroken = defineRule({
  id: 'channel-binding-broken',
  ref: 'ECA1001',
  title: 'Windows authentication does not get through Extended Protection',
  level: Level.ERROR,
  source: 'EPDOC',
  section: 'Scenarios that could affect client connectivity',
  rationale:
    'Extended Protection binds Windows authentication to the certificate that the client saw. Where a publishing point presents another certificate, offloads TLS, or a program inspects it, the server refuses the sign-in, and Outlook asks for the password again and again. Macs and phones send no token: a directory that demands one refuses them.',
  remediation:
    'give the publishing point and the servers one certificate (SharedCertificate), or pass TLS through; demand no token where Macs and phones connect',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) =>
    reportRefusals(
      population,
      report,
      ['channel-binding-broken', 'channel-binding-offload', 'channel-binding-inspected', 'channel-binding-not-sent'],
      ['channel-binding-unknown'],
    ),
});
