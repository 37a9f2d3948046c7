import { Encryption, ExchangeProduct, PublishingMode } from '../../../lib/model';
import { encryptionNotRequired } from '../../../lib/rules/protocols/encryption-not-required';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { withWeb, server, serving, SERVER_2007, P } from '../../support/rule-estates';

RuleTester.run(encryptionNotRequired, {
  compliant: [
    { name: 'required', estate: withWeb({}) },
    {
      name: 'behind offload',
      estate: TestEstate.of({
        servers: [{ publishingPoint: 'app/point1', protocols: [{ protocol: P.OWA, encryptionRequired: false }] }],
        publishingPoints: [{ mode: PublishingMode.OFFLOAD, certificate: 'web' }],
      }),
    },
    {
      name: 'not required, as the product has it: Outlook Anywhere in 2016',
      estate: withWeb(
        {},
        {
          servers: [
            {
              ...server(ExchangeProduct.EXCHANGE_2016),
              protocols: [{ protocol: P.OUTLOOK_ANYWHERE, encryptionRequired: false }],
            },
          ],
        },
      ),
    },
  ],
  nonCompliant: [
    {
      name: 'OWA without',
      estate: withWeb({}, { servers: serving({ protocol: P.OWA, encryptionRequired: false }) }),
      messages: ['Outlook Web App on cas01'],
    },
    {
      name: 'beside what is offloaded: the point serves another protocol',
      estate: TestEstate.of({
        servers: [
          {
            publishingPoints: ['app/point1'],
            protocols: [
              { protocol: P.OWA, encryptionRequired: false },
              { protocol: P.ECP, encryptionRequired: false },
            ],
          },
        ],
        publishingPoints: [{ mode: PublishingMode.OFFLOAD, certificate: 'web', protocols: [P.OWA] }],
      }),
      messages: ['Exchange Control Panel on cas01'],
    },
  ],
  notApplicable: [
    {
      name: 'nothing is encrypted at all',
      estate: withWeb(
        {},
        { servers: serving({ protocol: P.IMAP4, listeners: [{ port: 143, encryption: Encryption.NONE }] }) },
      ),
    },
  ],
  unknown: [
    {
      name: 'the default is not known',
      estate: withWeb(
        {},
        { servers: [{ ...SERVER_2007, protocols: [{ protocol: P.OAB, encryptionRequired: false }] }] },
      ),
    },
  ],
});
