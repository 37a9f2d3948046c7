import { applicationLacksProtocol } from '../../../lib/rules/protocols/application-lacks-protocol';
import { RuleTester } from '../../../lib/testing';
import { withWeb, serving, on, P } from '../../support/rule-estates';

RuleTester.run(applicationLacksProtocol, {
  compliant: [
    {
      name: 'Outlook and its protocols',
      estate: withWeb(
        {},
        { servers: serving(P.OUTLOOK_ANYWHERE), populations: [on('windows-10', { application: 'outlook-2016' })] },
      ),
    },
  ],
  nonCompliant: [
    {
      name: 'Outlook 2003 and MAPI over HTTP',
      estate: withWeb(
        {},
        { servers: serving(P.MAPI_OVER_HTTP), populations: [on('windows-xp', { application: 'outlook-2003' })] },
      ),
      messages: ['MAPI over HTTP, which Outlook 2003 does not speak'],
    },
  ],
  notApplicable: [{ name: 'nobody names the program', estate: withWeb({}, { populations: [on('windows-10')] }) }],
  unknown: [
    {
      name: 'a program that nobody knows',
      estate: withWeb({}, { populations: [on('windows-10', { application: 'nobodys-mail' })] }),
    },
  ],
});
