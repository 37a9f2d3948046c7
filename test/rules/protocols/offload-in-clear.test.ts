import { PublishingMode } from '../../../lib/model';
import { offloadInClear } from '../../../lib/rules/protocols/offload-in-clear';
import { RuleTester, TestEstate } from '../../../lib/testing';

const behind = (mode: PublishingMode) =>
  TestEstate.of({ servers: [{ publishingPoint: 'app/point1' }], publishingPoints: [{ mode, certificate: 'web' }] });

RuleTester.run(offloadInClear, {
  compliant: [{ name: 'bridging', estate: behind(PublishingMode.BRIDGING) }],
  nonCompliant: [{ name: 'offload', estate: behind(PublishingMode.OFFLOAD), messages: ['3 bindings'] }],
  notApplicable: [
    {
      name: 'nothing stands behind it',
      estate: TestEstate.of({ publishingPoints: [{ mode: PublishingMode.OFFLOAD }] }),
    },
  ],
});
