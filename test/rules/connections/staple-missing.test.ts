import { Estate, PublishingMode } from '../../../lib/model';
import { stapleMissing } from '../../../lib/rules/connections/staple-missing';
import { RuleTester, TestCertificate } from '../../../lib/testing';
import { on, P, withWeb } from '../../support/rule-estates';

const DEMANDING: TestCertificate = { facts: { mustStaple: true } };
const behind = (stapling: boolean | undefined, application: string, web = DEMANDING) =>
  withWeb(web, {
    servers: [{ protocols: [P.OWA], publishingPoint: 'app/point1' }],
    publishingPoints: [
      {
        mode: PublishingMode.BRIDGING,
        certificate: 'web',
        verifiesServer: false,
        ...(stapling === undefined ? {} : { stapling }),
      },
    ],
    populations: [on('windows-10', { application })],
  });

/** Firefox at a server that was observed. */
function seen(stapling: boolean | undefined): Estate {
  const estate = withWeb(DEMANDING, {
    servers: [{ protocols: [P.OWA] }],
    populations: [on('windows-10', { application: 'firefox' })],
  });
  return { ...estate, bindings: estate.bindings.map((binding) => ({ ...binding, stapling })) };
}

RuleTester.run(stapleMissing, {
  compliant: [
    { name: 'the server was seen to staple', estate: seen(true) },
    { name: 'the point staples', estate: behind(true, 'firefox') },
    { name: 'Chrome goes on without', estate: behind(false, 'chrome') },
    { name: 'the certificate demands nothing', estate: behind(false, 'firefox', {}) },
  ],
  nonCompliant: [
    {
      name: 'Firefox, and a point that does not staple',
      estate: behind(false, 'firefox'),
      messages: ['which point1 does not send'],
    },
    {
      name: 'Firefox, and a server that was seen not to staple',
      estate: seen(false),
      messages: ['does not send'],
    },
  ],
  notApplicable: [{ name: 'nobody connects', estate: withWeb(DEMANDING) }],
  unknown: [
    { name: 'nobody looked whether the server staples', estate: seen(undefined), reasons: ['is not known'] },
    { name: 'whether the point staples', estate: behind(undefined, 'firefox'), reasons: ['whether point1 sends'] },
    {
      name: 'Thunderbird reads mail',
      estate: withWeb(DEMANDING, {
        servers: [{ protocols: [P.IMAP4] }],
        populations: [on('windows-10', { application: 'thunderbird' })],
      }),
      reasons: ['is not known'],
    },
  ],
});
