import { PublishingMode } from '../../../lib/model';
import { publishingPointWithoutCertificate } from '../../../lib/rules/trust/publishing-point-without-certificate';
import { RuleTester, TestEstate } from '../../../lib/testing';

RuleTester.run(publishingPointWithoutCertificate, {
  compliant: [
    { name: 'its certificate is declared', estate: TestEstate.of({ publishingPoints: [{ certificate: 'web' }] }) },
  ],
  nonCompliant: [
    {
      name: 'bridging without',
      estate: TestEstate.of({ servers: [{ publishingPoint: 'app/point1' }], publishingPoints: [{}] }),
      messages: ['bridging'],
    },
    { name: 'offload without', estate: TestEstate.of({ publishingPoints: [{ mode: PublishingMode.OFFLOAD }] }) },
  ],
  notApplicable: [
    {
      name: 'pass-through has none',
      estate: TestEstate.of({ publishingPoints: [{ mode: PublishingMode.PASS_THROUGH }] }),
    },
  ],
});
