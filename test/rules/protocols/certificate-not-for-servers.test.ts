import { certificateNotForServers } from '../../../lib/rules/protocols/certificate-not-for-servers';
import { RuleTester } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

RuleTester.run(certificateNotForServers, {
  compliant: [
    { name: 'serverAuth', estate: withWeb({}) },
    { name: 'no extension: any use', estate: withWeb({ facts: { extendedKeyUsages: [] } }) },
  ],
  nonCompliant: [
    { name: 'for users', estate: withWeb({ facts: { extendedKeyUsages: ['clientAuth'] } }), messages: ['clientAuth'] },
  ],
  notApplicable: [{ name: 'the usages are not known', estate: withWeb({ facts: { extendedKeyUsages: undefined } }) }],
});
