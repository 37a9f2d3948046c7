import { ClientPlace, TrustAnchorKind } from '../../../lib/model';
import { routeUnstated } from '../../../lib/rules/connections/route-unstated';
import { RuleTester } from '../../../lib/testing';
import { internal, on, withWeb } from '../../support/rule-estates';

const onWifi = (splitDns?: boolean) =>
  withWeb(internal(), {
    anchors: { ca: { kind: TrustAnchorKind.PRIVATE } },
    certificates: { web: internal(), bought: {} },
    servers: [{ publishingPoint: 'app/point1' }],
    publishingPoints: [{ certificate: 'bought', verifiesServer: false }],
    organizations: splitDns === undefined ? [] : [{ splitDns }],
    populations: [on('ios', { place: ClientPlace.INSIDE_WITH_EXTERNAL_NAMES })],
  });

RuleTester.run(routeUnstated, {
  compliant: [
    { name: 'the zone inside leads to the server', estate: onWifi(true) },
    { name: 'the name leads out to the publishing point', estate: onWifi(false) },
  ],
  nonCompliant: [{ name: 'nobody says which', estate: onWifi(), messages: ['which way these clients take'] }],
  notApplicable: [{ name: 'nobody connects', estate: withWeb({}) }],
});
