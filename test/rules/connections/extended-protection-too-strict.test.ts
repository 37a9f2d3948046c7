import { ClientProtocol, TokenChecking } from '../../../lib/model';
import { extendedProtectionTooStrict } from '../../../lib/rules/connections/extended-protection-too-strict';
import { RuleTester, TestEstate } from '../../../lib/testing';

const checking = (protocol: ClientProtocol, tokenChecking: TokenChecking) =>
  TestEstate.of({ servers: [{ protocols: [{ protocol, tokenChecking }] }] });

RuleTester.run(extendedProtectionTooStrict, {
  compliant: [
    { name: 'MAPI requires', estate: checking(ClientProtocol.MAPI_OVER_HTTP, TokenChecking.REQUIRE) },
    { name: 'EWS allows', estate: checking(ClientProtocol.EWS, TokenChecking.ALLOW) },
    { name: 'less than it could be', estate: checking(ClientProtocol.OWA, TokenChecking.NONE) },
  ],
  nonCompliant: [
    {
      name: 'EWS requires',
      estate: checking(ClientProtocol.EWS, TokenChecking.REQUIRE),
      messages: ['Exchange Web Services on cas01 checks tokens as "require"; the highest supported value is "allow"'],
    },
    { name: 'ActiveSync requires', estate: checking(ClientProtocol.ACTIVE_SYNC, TokenChecking.REQUIRE) },
    { name: 'the address book requires', estate: checking(ClientProtocol.OAB, TokenChecking.REQUIRE) },
    { name: 'Autodiscover allows', estate: checking(ClientProtocol.AUTODISCOVER, TokenChecking.ALLOW) },
  ],
  notApplicable: [{ name: 'nothing is stated', estate: TestEstate.of() }],
});
