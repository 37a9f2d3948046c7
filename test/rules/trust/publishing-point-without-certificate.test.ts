import { Estate, PublishingMode } from '../../../lib/model';
import { publishingPointWithoutCertificate } from '../../../lib/rules/trust/publishing-point-without-certificate';
import { judgeEstate } from '../../../lib/rules';
import { RuleTester, TEST_NOW, TestEstate } from '../../../lib/testing';

RuleTester.run(publishingPointWithoutCertificate, {
  compliant: [
    {
      name: 'each of its names has one',
      estate: TestEstate.of({
        publishingPoints: [
          {
            hostNames: [{ value: 'mail.contoso.com' }],
            sniCertificates: [{ hostNames: [{ value: '*.contoso.com' }], certificate: 'web' }],
          },
        ],
      }),
    },
    { name: 'its certificate is declared', estate: TestEstate.of({ publishingPoints: [{ certificate: 'web' }] }) },
  ],
  nonCompliant: [
    {
      name: 'bridging without',
      estate: TestEstate.of({ servers: [{ publishingPoint: 'app/point1' }], publishingPoints: [{}] }),
      messages: ['bridging'],
    },
    {
      name: 'one of its names, where it chooses by name',
      estate: TestEstate.of({
        servers: [{ publishingPoint: 'app/point1' }],
        publishingPoints: [
          {
            hostNames: [{ value: 'mail.contoso.com' }, { value: 'owa.contoso.com' }],
            sniCertificates: [{ hostNames: [{ value: 'mail.contoso.com' }], certificate: 'web' }],
          },
        ],
      }),
      messages: ['owa.contoso.com'],
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

it('says nothing twice: what the construct says of a name is enough', () => {
  const point = {
    id: 'app/point1',
    hostNames: [{ value: 'mail.contoso.com' }],
    sniCertificates: [{ hostNames: [{ value: 'owa.contoso.com' }], certificate: 'web' }],
  };
  const estate = TestEstate.of({ publishingPoints: [point] });
  const count = (faults: Estate['faults']): number =>
    judgeEstate({ ...estate, faults }, { now: TEST_NOW }).findings.filter(({ ref }) => ref === 'ECA109').length;
  expect(count([])).toBe(1);
  const fault = { path: 'app/point1', code: 'certificate-for-name-missing', message: 'missing', fix: 'add it' };
  expect(count([fault])).toBe(0);
});
