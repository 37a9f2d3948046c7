import { ExchangeProduct } from '../../../lib/model';
import { legacyNameMissing } from '../../../lib/rules/coexistence/legacy-name-missing';
import { RuleTester } from '../../../lib/testing';
import { withWeb, server, SERVER_2007, P } from '../../support/rule-estates';

RuleTester.run(legacyNameMissing, {
  compliant: [
    {
      name: 'a legacy name',
      estate: withWeb({}, { servers: [{}, { ...SERVER_2007, externalHost: 'legacy.contoso.com' }] }),
    },
    { name: '2007 is not published', estate: withWeb({}, { servers: [{}, { ...SERVER_2007, externalHost: null }] }) },
  ],
  nonCompliant: [
    {
      name: 'both under one name',
      estate: withWeb({}, { servers: [{}, SERVER_2007] }),
      messages: ['Exchange 2007 on cas02 is published as mail.contoso.com'],
    },
  ],
  notApplicable: [
    { name: '2007 alone', estate: withWeb({}, { servers: [SERVER_2007] }) },
    {
      name: '2007 beside 2010',
      estate: withWeb({}, { servers: [SERVER_2007, server(ExchangeProduct.EXCHANGE_2010)] }),
    },
  ],
  unknown: [
    {
      name: 'a name that Terraform alone knows',
      estate: withWeb(
        {},
        {
          servers: [
            {},
            { ...SERVER_2007, protocols: [{ protocol: P.OWA, externalHosts: [{ expression: '${var.legacy}' }] }] },
          ],
        },
      ),
    },
  ],
});
