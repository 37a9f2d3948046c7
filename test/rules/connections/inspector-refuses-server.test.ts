import { TrustAnchorKind } from '../../../lib/model';
import { inspectorRefusesServer } from '../../../lib/rules/connections/inspector-refuses-server';
import { RuleTester } from '../../../lib/testing';
import { internal, on, withWeb } from '../../support/rule-estates';

const inspected = (trusts?: string[], exempt: string[] = []) =>
  withWeb(internal(), {
    anchors: { ca: { kind: TrustAnchorKind.PRIVATE }, gateway: { kind: TrustAnchorKind.PRIVATE } },
    inspectors: [{ root: 'gateway', trusts, exempt: exempt.map((value) => ({ value })) }],
    populations: [on('windows-10', { inspector: 'app/inspector1' })],
  });

RuleTester.run(inspectorRefusesServer, {
  compliant: [
    { name: 'it trusts the CA', estate: inspected(['ca']) },
    { name: 'the name is exempt', estate: inspected([], ['mail.contoso.com']) },
  ],
  nonCompliant: [{ name: 'it trusts no private CA', estate: inspected([]), messages: ['inspector1 does not accept'] }],
  notApplicable: [{ name: 'nobody connects', estate: withWeb({}) }],
  unknown: [{ name: 'nobody says what it trusts', estate: inspected() }],
});
