import { referenceMissing } from '../../../lib/rules/coexistence/reference-missing';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { withWeb, on, P } from '../../support/rule-estates';

RuleTester.run(referenceMissing, {
  compliant: [
    {
      name: 'everything is declared',
      estate: withWeb(
        {},
        { populations: [on('ios')], mailDomains: [{}], connectors: [{ certificate: 'web' }], hybrids: [{}] },
      ),
    },
  ],
  nonCompliant: [
    {
      name: 'a publishing point that does not exist',
      estate: withWeb({}, { servers: [{ publishingPoint: 'app/gone', protocols: [P.OWA] }] }),
      messages: ['app/cas01/owa refers to the publishing point app/gone'],
    },
    {
      name: 'a server that does not exist',
      estate: withWeb({}, { populations: [on('ios', { servers: ['app/gone'] })] }),
      messages: ['the server app/gone'],
    },
    {
      name: 'a root that does not exist',
      estate: withWeb({ anchor: 'gone' }),
      messages: ['web refers to the root gone'],
    },
    {
      name: 'certificates that do not exist',
      estate: withWeb(
        {},
        { serverAuthentications: [{}], connectors: [{ certificate: 'gone' }], hybrids: [{ certificates: ['gone'] }] },
      ),
      findings: 3,
    },
  ],
  notApplicable: [{ name: 'nothing is declared', estate: TestEstate.of({ servers: [], certificates: {} }) }],
});
