import { ClientFact } from '../../../lib/model';
import { sniRequired } from '../../../lib/rules/connections/sni-required';
import { RuleTester } from '../../../lib/testing';
import { on, withWeb } from '../../support/rule-estates';

const meeting = (requiresSni: boolean, sends?: boolean) =>
  withWeb(
    {},
    {
      servers: [{ publishingPoint: 'app/point1' }],
      publishingPoints: [{ certificate: 'web', requiresSni }],
      populations: [
        on('nobody-knows', {
          stated:
            sends === undefined
              ? []
              : [{ fact: ClientFact.SNI, holds: sends, ground: 'seen in a trace', on: '2026-05-02' }],
        }),
      ],
    },
  );

RuleTester.run(sniRequired, {
  compliant: [
    { name: 'clients that send the host name', estate: meeting(true, true) },
    { name: 'a point with a certificate for every client', estate: meeting(false, false) },
  ],
  nonCompliant: [{ name: 'clients that do not', estate: meeting(true, false), messages: ['this client does not'] }],
  notApplicable: [{ name: 'nobody connects', estate: withWeb({}) }],
  unknown: [{ name: 'clients of which it is not known', estate: meeting(true) }],
});
