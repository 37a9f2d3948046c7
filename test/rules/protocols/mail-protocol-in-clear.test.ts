import { ExchangeProduct } from '../../../lib/model';
import { mailProtocolInClear } from '../../../lib/rules/protocols/mail-protocol-in-clear';
import { RuleTester } from '../../../lib/testing';
import { withWeb, server, SERVER_2007, P } from '../../support/rule-estates';

RuleTester.run(mailProtocolInClear, {
  compliant: [
    {
      name: '2010 serves both with SSL',
      estate: withWeb({}, { servers: [server(ExchangeProduct.EXCHANGE_2010, {}, { protocols: [P.POP3, P.IMAP4] })] }),
    },
  ],
  nonCompliant: [
    {
      name: '2007 as it is by default',
      estate: withWeb({}, { servers: [{ ...SERVER_2007, protocols: [P.IMAP4] }] }),
      messages: ['port 143 without SSL'],
    },
  ],
  notApplicable: [{ name: 'neither is served', estate: withWeb({}) }],
});
