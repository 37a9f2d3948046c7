import { CertificateRole } from '../../../lib/model';
import { outlookAnywhereSelfSigned } from '../../../lib/rules/trust/outlook-anywhere-self-signed';
import { RuleTester } from '../../../lib/testing';
import { selfSigned, ofSetup, internal, withWeb, serving, on, P } from '../../support/rule-estates';

RuleTester.run(outlookAnywhereSelfSigned, {
  compliant: [
    { name: 'a purchased certificate', estate: withWeb({}, { servers: serving(P.OUTLOOK_ANYWHERE) }) },
    { name: 'an internal CA', estate: withWeb(internal(), { servers: serving(P.OUTLOOK_ANYWHERE) }) },
    {
      name: 'the back end keeps the certificate of setup',
      estate: withWeb(ofSetup(), {
        servers: [
          {
            roles: [{ role: CertificateRole.BACK_END, certificate: 'web' }],
            protocols: [{ protocol: P.OUTLOOK_ANYWHERE, role: CertificateRole.BACK_END }],
          },
        ],
      }),
    },
    {
      name: 'as setup left it, and no client uses it',
      estate: withWeb({ ...ofSetup(), assumed: true }, { servers: serving(P.OUTLOOK_ANYWHERE) }),
    },
  ],
  nonCompliant: [
    {
      name: 'a self-signed certificate',
      estate: withWeb(selfSigned(), {
        servers: serving(P.OUTLOOK_ANYWHERE),
        populations: [on('windows-10'), on('windows-11')],
      }),
      messages: [/cas01 presents a self-signed certificate/],
      populations: ['clients1', 'clients2'],
    },
    {
      name: 'as setup left it, and a client uses it',
      estate: withWeb(
        { ...ofSetup(), assumed: true },
        { servers: serving(P.OUTLOOK_ANYWHERE), populations: [on('windows-10')] },
      ),
      messages: ['that setup installed'],
    },
    {
      name: 'one finding a server, however many clients',
      estate: withWeb(selfSigned(), {
        servers: [...serving(P.OUTLOOK_ANYWHERE), ...serving(P.OUTLOOK_ANYWHERE)],
        populations: [on('windows-10'), on('windows-11')],
      }),
      findings: 2,
    },
  ],
  notApplicable: [{ name: 'the protocol is not served', estate: withWeb(selfSigned(), { servers: serving(P.OWA) }) }],
});
