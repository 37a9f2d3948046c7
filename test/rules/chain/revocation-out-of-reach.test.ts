import { ClientPlace } from '../../../lib/model';
import { revocationOutOfReach } from '../../../lib/rules/chain/revocation-out-of-reach';
import { RuleTester } from '../../../lib/testing';
import { withWeb, on } from '../../support/rule-estates';

RuleTester.run(revocationOutOfReach, {
  compliant: [
    { name: 'a public address', estate: withWeb({}, { populations: [on('ios')] }) },
    {
      name: 'a public address beside an internal one',
      estate: withWeb(
        { facts: { crlUrls: ['ldap:///CN=ca', 'http://crl.contoso.com/ca.crl'] } },
        { populations: [on('ios')] },
      ),
    },
    {
      name: 'clients inside alone',
      estate: withWeb(
        { facts: { crlUrls: ['ldap:///CN=ca'] } },
        { populations: [on('windows-10', { place: ClientPlace.INSIDE })] },
      ),
    },
  ],
  nonCompliant: [
    {
      name: 'a directory address alone',
      estate: withWeb({ facts: { crlUrls: ['ldap:///CN=ca'] } }, { populations: [on('ios')] }),
      messages: ['ldap:///CN=ca'],
      populations: ['clients1'],
    },
    {
      name: 'an internal host',
      estate: withWeb({ facts: { crlUrls: ['http://pki.contoso.local/ca.crl'] } }, { populations: [on('ios')] }),
    },
  ],
  notApplicable: [{ name: 'no address at all', estate: withWeb({ facts: { crlUrls: [] } }) }],
});
