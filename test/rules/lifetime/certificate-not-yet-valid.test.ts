import { certificateNotYetValid } from '../../../lib/rules/lifetime/certificate-not-yet-valid';
import { RuleTester } from '../../../lib/testing';
import { ofSetup, withWeb } from '../../support/rule-estates';

RuleTester.run(certificateNotYetValid, {
  compliant: [{ name: 'from this very second', estate: withWeb({ facts: { notBefore: '2026-06-01T00:00:00.000Z' } }) }],
  nonCompliant: [{ name: 'a second too early', estate: withWeb({ facts: { notBefore: '2026-06-01T00:00:01.000Z' } }) }],
  notApplicable: [{ name: 'nobody knows the date', estate: withWeb(ofSetup()) }],
});
