import { ClientProtocol, PublishingMode } from '../../../lib/model';
import { offloadWhileSslRequired } from '../../../lib/rules/protocols/offload-while-ssl-required';
import { RuleTester, TestBinding, TestEstate } from '../../../lib/testing';

const { ECP, IMAP4, OAB, OWA } = ClientProtocol;

const behind = (protocols: TestBinding[], point: object = {}) =>
  TestEstate.of({
    servers: [{ publishingPoints: ['app/point1'], protocols }],
    publishingPoints: [{ mode: PublishingMode.OFFLOAD, certificate: 'web', ...point }],
  });

RuleTester.run(offloadWhileSslRequired, {
  compliant: [
    { name: 'the requirement is off', estate: behind([{ protocol: OWA, encryptionRequired: false }]) },
    {
      name: 'the directory that requires it is not behind the point',
      estate: behind(
        [
          { protocol: OWA, encryptionRequired: false },
          { protocol: ECP, encryptionRequired: true },
        ],
        { protocols: [OWA] },
      ),
    },
  ],
  nonCompliant: [
    {
      name: 'as setup leaves it',
      estate: behind([
        { protocol: OWA, encryptionRequired: true },
        { protocol: IMAP4, encryptionRequired: true },
      ]),
      messages: ['1 binding'],
    },
  ],
  unknown: [{ name: 'nobody says', estate: behind([{ protocol: OAB, encryptionRequired: undefined }]) }],
  notApplicable: [
    { name: 'a bridge', estate: behind([{ protocol: OWA }], { mode: PublishingMode.BRIDGING }) },
    { name: 'mail protocols alone', estate: behind([{ protocol: IMAP4, encryptionRequired: true }]) },
  ],
});
