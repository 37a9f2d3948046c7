import { RootState, TrustAnchorKind } from '../../../lib/model';
import { privateRootOutOfReach } from '../../../lib/rules/trust/private-root-out-of-reach';
import { RuleTester } from '../../../lib/testing';
import { selfSigned, internal, withWeb, serving, on, P } from '../../support/rule-estates';

RuleTester.run(privateRootOutOfReach, {
  compliant: [
    {
      name: 'a root that is pushed',
      estate: withWeb(internal(), { populations: [on('windows-10', { roots: [{ state: RootState.PUSHED }] })] }),
    },
    { name: 'a root that people can install', estate: withWeb(internal(), { populations: [on('windows-10')] }) },
  ],
  nonCompliant: [
    {
      name: 'phones whose store the operator locked',
      estate: withWeb(internal(), {
        servers: serving(P.ACTIVE_SYNC),
        populations: [on('windows-mobile-6', { roots: [{ state: RootState.BLOCKED }] })],
      }),
      messages: [/clients1 needs a root that cannot reach it: Contoso Root CA/],
    },
    {
      name: 'feature phones',
      estate: withWeb(internal(), { servers: serving(P.ACTIVE_SYNC), populations: [on('feature-phone')] }),
    },
    {
      name: 'one finding however many servers',
      estate: withWeb(internal(), {
        servers: [...serving(P.ACTIVE_SYNC), ...serving(P.ACTIVE_SYNC)],
        populations: [on('feature-phone')],
      }),
    },
    {
      name: 'an application on Android that ignores installed roots',
      estate: withWeb(internal(), {
        servers: serving(P.ACTIVE_SYNC),
        populations: [on('android', { application: 'mail-app-without-user-roots' })],
      }),
    },
    {
      name: 'a self-signed certificate without CA flag on an iPhone',
      estate: withWeb(selfSigned(), {
        anchors: { self: { kind: TrustAnchorKind.SELF_SIGNED, endEntity: true } },
        servers: serving(P.ACTIVE_SYNC),
        populations: [on('ios')],
      }),
    },
  ],
  notApplicable: [{ name: 'a commercial root', estate: withWeb({}, { populations: [on('feature-phone')] }) }],
  unknown: [
    {
      name: 'Windows Mobile 5 depends on the manufacturer',
      estate: withWeb(internal(), { servers: serving(P.ACTIVE_SYNC), populations: [on('windows-mobile-5')] }),
    },
    {
      name: 'an application on Android that nobody knows',
      estate: withWeb(internal(), { servers: serving(P.ACTIVE_SYNC), populations: [on('android')] }),
    },
  ],
});
