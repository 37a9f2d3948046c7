import { ExchangeProduct } from '../../../lib/model';
import { exchange2013BesideSe } from '../../../lib/rules/coexistence/exchange-2013-beside-se';
import { RuleTester, TestServer } from '../../../lib/testing';
import { withWeb, server } from '../../support/rule-estates';

const beside = (...given: TestServer[]) =>
  withWeb({}, { servers: [server(ExchangeProduct.EXCHANGE_2013, { cumulativeUpdate: 23 }), ...given] });

RuleTester.run(exchange2013BesideSe, {
  compliant: [
    { name: '2013 beside 2019 CU14', estate: beside(server(ExchangeProduct.EXCHANGE_2019, { cumulativeUpdate: 14 })) },
  ],
  nonCompliant: [
    { name: '2013 beside SE', estate: beside(server(ExchangeProduct.EXCHANGE_SE)), messages: ['Exchange SE'] },
    { name: '2013 beside 2019 CU15', estate: beside({}) },
  ],
  notApplicable: [{ name: 'no 2013', estate: withWeb({}) }],
  unknown: [{ name: '2019 with its update not stated', estate: beside(server(ExchangeProduct.EXCHANGE_2019)) }],
});
