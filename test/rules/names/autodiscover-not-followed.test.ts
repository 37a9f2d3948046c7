import { AutodiscoverMethod, ClientManagement, ClientPlace } from '../../../lib/model';
import { autodiscoverNotFollowed } from '../../../lib/rules/names/autodiscover-not-followed';
import { RuleTester, TestEstate, TestPopulation } from '../../../lib/testing';
import { on, P, serving } from '../../support/rule-estates';

const JOINED = { place: ClientPlace.INSIDE, management: ClientManagement.DOMAIN_JOINED };
const found = (method: AutodiscoverMethod, application?: string, platform = 'windows-10', more: TestPopulation = {}) =>
  TestEstate.of({
    servers: serving(P.AUTODISCOVER),
    mailDomains: [{ method }],
    populations: [on(platform, { ...(application === undefined ? {} : { application }), ...more })],
  });

RuleTester.run(autodiscoverNotFollowed, {
  compliant: [
    { name: 'a name of its own', estate: found(AutodiscoverMethod.OWN_NAME) },
    {
      name: 'the directory shows the way',
      estate: found(AutodiscoverMethod.SCP_ONLY, undefined, 'windows-10', JOINED),
    },
  ],
  nonCompliant: [
    {
      name: 'the directory alone shows the way, and phones do not look there',
      estate: found(AutodiscoverMethod.SCP_ONLY, undefined, 'ios'),
      messages: ['through Active Directory alone'],
    },
    {
      name: 'the mail program of Windows follows no SRV record',
      estate: found(AutodiscoverMethod.SRV_RECORD, 'native-mail'),
      messages: ['does not follow the SRV record'],
    },
    {
      name: 'Outlook asks once about a redirect',
      estate: found(AutodiscoverMethod.HTTP_REDIRECT, 'outlook-2016'),
      messages: ['asks once whether to follow the HTTP redirect'],
    },
  ],
  unknown: [
    {
      name: 'a phone',
      estate: found(AutodiscoverMethod.SRV_RECORD, undefined, 'ios'),
      reasons: ['whether iOS'],
    },
  ],
  notApplicable: [
    { name: 'no clients', estate: TestEstate.of({ mailDomains: [{ method: AutodiscoverMethod.SRV_RECORD }] }) },
  ],
});
