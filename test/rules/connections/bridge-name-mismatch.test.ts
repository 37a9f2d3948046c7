import { NameCheck } from '../../../lib/model';
import { bridgeNameMismatch } from '../../../lib/rules/connections/bridge-name-mismatch';
import { RuleTester } from '../../../lib/testing';
import { on, withWeb } from '../../support/rule-estates';

const bridged = (serverName: string, nameCheck = NameCheck.EVERY_NAME) =>
  withWeb(
    {},
    {
      servers: [{ publishingPoint: 'app/point1' }],
      publishingPoints: [{ certificate: 'web', serverName: { value: serverName }, nameCheck }],
      populations: [on('windows-10')],
    },
  );

RuleTester.run(bridgeNameMismatch, {
  compliant: [
    { name: 'a name of the certificate', estate: bridged('autodiscover.contoso.com') },
    { name: 'a bridge that compares no names', estate: bridged('cas01.corp.contoso.com', NameCheck.NONE) },
  ],
  nonCompliant: [
    { name: 'a name that it lacks', estate: bridged('cas01.corp.contoso.com'), messages: ['cas01.corp.contoso.com'] },
    {
      name: 'a name that is neither subject nor first',
      estate: bridged('autodiscover.contoso.com', NameCheck.SUBJECT_AND_FIRST),
      messages: ['autodiscover.contoso.com'],
    },
  ],
  notApplicable: [{ name: 'nobody connects', estate: withWeb({}) }],
  unknown: [
    {
      name: 'names that only Terraform knows',
      estate: withWeb(
        { facts: { dnsNames: [{ expression: '${var.name}' }] } },
        {
          servers: [{ publishingPoint: 'app/point1' }],
          publishingPoints: [{ certificate: 'web' }],
          populations: [on('windows-10')],
        },
      ),
    },
  ],
});
