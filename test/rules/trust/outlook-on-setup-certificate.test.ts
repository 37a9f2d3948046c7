import { outlookOnSetupCertificate } from '../../../lib/rules/trust/outlook-on-setup-certificate';
import { RuleTester } from '../../../lib/testing';
import { ofSetup, withWeb, serving, P } from '../../support/rule-estates';

RuleTester.run(outlookOnSetupCertificate, {
  compliant: [
    {
      name: 'a purchased certificate',
      estate: withWeb({}, { servers: serving(P.OUTLOOK_ANYWHERE, P.MAPI_OVER_HTTP) }),
    },
  ],
  nonCompliant: [
    {
      name: 'as setup left it: one finding for both protocols',
      estate: withWeb({ ...ofSetup(), assumed: true }, { servers: serving(P.OUTLOOK_ANYWHERE, P.MAPI_OVER_HTTP) }),
      messages: ['Outlook Anywhere and MAPI over HTTP'],
    },
  ],
  notApplicable: [
    { name: 'a server without Outlook protocols', estate: withWeb(ofSetup(), { servers: serving(P.OWA) }) },
  ],
});
