import { RootState } from '../../../lib/model';
import { clientsArePrompted } from '../../../lib/rules/trust/clients-are-prompted';
import { RuleTester } from '../../../lib/testing';
import { internal, on, P, selfSigned, serving, withWeb } from '../../support/rule-estates';

RuleTester.run(clientsArePrompted, {
  compliant: [
    {
      name: 'the root is installed',
      estate: withWeb(internal(), { populations: [on('windows-10', { roots: [{ state: RootState.INSTALLED }] })] }),
    },
    {
      name: 'to hold a self-signed certificate would not help Outlook Anywhere: another rule says what does',
      estate: withWeb(selfSigned(), {
        servers: serving(P.OUTLOOK_ANYWHERE, P.MAPI_OVER_HTTP),
        populations: [on('windows-10', { uses: [P.OUTLOOK_ANYWHERE, P.MAPI_OVER_HTTP] })],
      }),
    },
    { name: 'a commercial root', estate: withWeb({}, { populations: [on('windows-10')] }) },
  ],
  nonCompliant: [
    {
      name: 'the root is installable and not installed: one finding for all protocols',
      estate: withWeb(internal(), { populations: [on('windows-10')] }),
      messages: ['Contoso Root CA'],
    },
    {
      name: 'a self-signed certificate: the protocols that work with it alone',
      estate: withWeb(selfSigned(), {
        servers: serving(P.OUTLOOK_ANYWHERE, P.OWA),
        populations: [on('windows-10', { uses: [P.OUTLOOK_ANYWHERE, P.OWA] })],
      }),
      messages: [/the self-signed certificate of cas01: .*\(Outlook Web App\)$/],
    },
  ],
  notApplicable: [{ name: 'no clients', estate: withWeb(internal()) }],
});
