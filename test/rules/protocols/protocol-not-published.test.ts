import { ClientPlace } from '../../../lib/model';
import { protocolNotPublished } from '../../../lib/rules/protocols/protocol-not-published';
import { RuleTester } from '../../../lib/testing';
import { withWeb, on } from '../../support/rule-estates';

RuleTester.run(protocolNotPublished, {
  compliant: [
    { name: 'published', estate: withWeb({}, { populations: [on('ios')] }) },
    {
      name: 'clients inside',
      estate: withWeb(
        {},
        { servers: [{ externalHost: null }], populations: [on('windows-10', { place: ClientPlace.INSIDE })] },
      ),
    },
  ],
  nonCompliant: [
    {
      name: 'clients outside and no external name',
      estate: withWeb({}, { servers: [{ externalHost: null }], populations: [on('ios')] }),
      messages: ['not published outside'],
    },
  ],
  notApplicable: [{ name: 'no clients', estate: withWeb({}, { servers: [{ externalHost: null }] }) }],
});
