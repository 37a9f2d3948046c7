import { StapleStatus } from '../../../lib/model';
import { stapleWrong } from '../../../lib/rules/observed/staple-wrong';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { observed } from '../../support/observations';

RuleTester.run(stapleWrong, {
  compliant: [
    { name: 'none is stapled', estate: observed({}) },
    { name: 'it is good', estate: observed({ staple: { status: StapleStatus.GOOD } }) },
  ],
  nonCompliant: [StapleStatus.REFUSED, StapleStatus.REVOKED].map((status) => ({
    name: status,
    estate: observed({ staple: { status, message: 'because' } }),
    messages: ['because'],
  })),
  notApplicable: [{ name: 'nothing was asked', estate: TestEstate.of() }],
  unknown: [{ name: 'not known', estate: observed({ staple: { status: StapleStatus.UNKNOWN } }) }],
});
