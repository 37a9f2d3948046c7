import { principalNamesDiffer } from '../../../lib/rules/names/principal-names-differ';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { P, serving } from '../../support/rule-estates';

const outlook = (certificatePrincipalName?: string) => ({
  protocols: [
    { protocol: P.OUTLOOK_ANYWHERE, ...(certificatePrincipalName === undefined ? {} : { certificatePrincipalName }) },
  ],
});
const organization = (principalName: string, ...servers: string[]) => ({ id: 'app/contoso', servers, principalName });

RuleTester.run(principalNamesDiffer, {
  compliant: [
    { name: 'nothing is set', estate: TestEstate.of({ servers: [outlook(), outlook()] }) },
    {
      name: 'one value, in any case',
      estate: TestEstate.of({ servers: [outlook('msstd:mail.contoso.com'), outlook('msstd:Mail.contoso.com')] }),
    },
    {
      name: 'the organization sets it once',
      estate: {
        ...TestEstate.of({ servers: [outlook(), outlook('msstd:mail.contoso.com')] }),
        organizations: [organization('msstd:mail.contoso.com', 'app/cas01', 'app/cas02')],
      },
    },
    {
      name: 'two organizations',
      estate: {
        ...TestEstate.of({ servers: [outlook(), outlook()] }),
        organizations: [
          organization('msstd:mail.contoso.com', 'app/cas01'),
          { ...organization('msstd:mail.fabrikam.com', 'app/cas02'), id: 'app/fabrikam' },
        ],
      },
    },
  ],
  nonCompliant: [
    {
      name: 'two sites, each with a value of its own',
      estate: TestEstate.of({ servers: [outlook('msstd:mail.contoso.com'), outlook('msstd:mail.fabrikam.com')] }),
      messages: ['msstd:mail.contoso.com at cas01, and msstd:mail.fabrikam.com at cas02'],
    },
    {
      name: 'one site is forgotten',
      estate: TestEstate.of({ servers: [outlook('msstd:mail.contoso.com'), outlook()] }),
      messages: ['nothing at cas02'],
    },
    {
      name: 'the binding says otherwise than the organization',
      estate: {
        ...TestEstate.of({ servers: [outlook('none')] }),
        organizations: [organization('msstd:mail.contoso.com', 'app/cas01')],
      },
      messages: ['none at cas01, and msstd:mail.contoso.com for the organization'],
    },
  ],
  notApplicable: [{ name: 'no Outlook Anywhere', estate: TestEstate.of({ servers: serving(P.OWA) }) }],
});
