import { ExchangeProduct } from '../../../lib/model';
import { mapiOverHttpBeside2013 } from '../../../lib/rules/coexistence/mapi-over-http-beside-2013';
import { RuleTester, TestServer } from '../../../lib/testing';
import { withWeb, serving, server, P } from '../../support/rule-estates';

const beside = (...given: TestServer[]) =>
  withWeb({}, { servers: [server(ExchangeProduct.EXCHANGE_2013, { cumulativeUpdate: 23 }), ...given] });

RuleTester.run(mapiOverHttpBeside2013, {
  compliant: [{ name: 'declared', estate: beside({ protocols: [{ protocol: P.MAPI_OVER_HTTP, byDefault: false }] }) }],
  nonCompliant: [
    {
      name: 'taken to be on',
      estate: beside({ protocols: [P.MAPI_OVER_HTTP] }, { protocols: [P.MAPI_OVER_HTTP] }),
      messages: ['cas02'],
    },
  ],
  notApplicable: [{ name: 'no 2013', estate: withWeb({}, { servers: serving(P.MAPI_OVER_HTTP) }) }],
});
