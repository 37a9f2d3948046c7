import { downloadHostEqualsOwa } from '../../../lib/rules/names/download-host-equals-owa';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { P, serving } from '../../support/rule-estates';

const owa = (...downloadHosts: { value?: string; expression?: string }[]) =>
  TestEstate.of({ servers: serving({ protocol: P.OWA, downloadHosts }) });

RuleTester.run(downloadHostEqualsOwa, {
  compliant: [{ name: 'a name of its own', estate: owa({ value: 'download.contoso.com' }) }],
  nonCompliant: [
    { name: 'the name of Outlook Web App', estate: owa({ value: 'mail.contoso.com' }), messages: ['mail.contoso.com'] },
    {
      name: 'its name inside',
      estate: TestEstate.of({
        servers: [
          {
            internalHost: 'owa.corp.contoso.com',
            protocols: [{ protocol: P.OWA, downloadHosts: [{ value: 'owa.corp.contoso.com' }] }],
          },
        ],
      }),
      messages: ['owa.corp.contoso.com'],
    },
    {
      name: 'the same variable',
      estate: TestEstate.of({
        servers: serving({
          protocol: P.OWA,
          externalHosts: [{ expression: '${var.host}' }],
          downloadHosts: [{ expression: '${var.host}' }],
        }),
      }),
      messages: ['${var.host}'],
    },
  ],
  unknown: [{ name: 'a name of Terraform', estate: owa({ expression: '${var.download}' }) }],
  notApplicable: [{ name: 'no download domain', estate: owa() }],
});
