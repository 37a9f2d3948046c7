import { ClientManagement, TrustAnchorKind } from '../../../lib/model';
import { rootPublicationUnstated } from '../../../lib/rules/trust/root-publication-unstated';
import { RuleTester } from '../../../lib/testing';
import { internal, withWeb, on } from '../../support/rule-estates';

RuleTester.run(rootPublicationUnstated, {
  compliant: [
    {
      name: 'it is published',
      estate: withWeb(internal(), { populations: [on('windows-10', { management: ClientManagement.DOMAIN_JOINED })] }),
    },
  ],
  nonCompliant: [
    {
      name: 'nobody says',
      estate: withWeb(internal(), {
        anchors: { ca: { kind: TrustAnchorKind.PRIVATE } },
        populations: [on('windows-10', { management: ClientManagement.DOMAIN_JOINED })],
      }),
    },
  ],
  notApplicable: [
    { name: 'computers outside the domain', estate: withWeb(internal(), { populations: [on('windows-10')] }) },
    {
      name: 'a commercial root',
      estate: withWeb({}, { populations: [on('windows-10', { management: ClientManagement.DOMAIN_JOINED })] }),
    },
  ],
});
