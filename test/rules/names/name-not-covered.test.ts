import { AutodiscoverMethod, ClientPlace } from '../../../lib/model';
import { nameNotCovered } from '../../../lib/rules/names/name-not-covered';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { withWeb, serving, P } from '../../support/rule-estates';

RuleTester.run(nameNotCovered, {
  compliant: [
    {
      name: 'the name outside is the business of the publishing point',
      estate: TestEstate.of({
        servers: [{ publishingPoint: 'app/point1', internalHost: 'cas01.corp.contoso.com' }],
        certificates: {
          web: { facts: { commonName: 'x', dnsNames: [{ value: 'cas01.corp.contoso.com' }] } },
          front: {},
        },
        publishingPoints: [{ certificate: 'front' }],
      }),
    },
    { name: 'the exact name', estate: withWeb({}) },
    { name: 'a wildcard', estate: withWeb({ facts: { dnsNames: [{ value: '*.contoso.com' }] } }) },
    {
      name: 'the same expression on both sides',
      estate: withWeb(
        { facts: { dnsNames: [{ expression: '${var.host}' }, { value: 'mail.contoso.com' }] } },
        { servers: serving({ protocol: P.OWA, externalHosts: [{ expression: '${var.host}' }] }) },
      ),
    },
  ],
  nonCompliant: [
    {
      name: 'the download domain of Outlook Web App',
      estate: withWeb(
        {},
        { servers: serving({ protocol: P.OWA, downloadHosts: [{ value: 'download.contoso.com' }] }) },
      ),
      messages: ['does not name download.contoso.com'],
    },
    {
      name: 'a publishing point that lacks the name outside, whatever the server has',
      estate: TestEstate.of({
        servers: [{ publishingPoint: 'app/point1' }],
        certificates: {
          web: {},
          front: { facts: { commonName: 'other', dnsNames: [{ value: 'other.contoso.com' }] } },
        },
        publishingPoints: [{ certificate: 'front' }],
      }),
      messages: ['the certificate other does not name mail.contoso.com'],
    },
    {
      name: 'clients inside that keep the outside name come to the server itself',
      estate: TestEstate.of({
        servers: [{ publishingPoint: 'app/point1', internalHost: 'cas01.corp.contoso.com', protocols: [P.OWA] }],
        certificates: {
          web: { facts: { commonName: 'x', dnsNames: [{ value: 'cas01.corp.contoso.com' }] } },
          front: {},
        },
        publishingPoints: [{ certificate: 'front' }],
        organizations: [{ splitDns: true }],
        populations: [{ place: ClientPlace.INSIDE_WITH_EXTERNAL_NAMES }],
      }),
      messages: ['does not name mail.contoso.com'],
    },
    {
      name: 'one finding for each missing name, with all bindings',
      estate: withWeb({ facts: { dnsNames: [{ value: 'autodiscover.contoso.com' }] } }),
      messages: ['does not name mail.contoso.com'],
    },
    {
      name: 'only the common name says it',
      estate: withWeb({ facts: { commonName: 'mail.contoso.com', dnsNames: [] } }),
    },
    {
      name: 'a wildcard covers one label, not two',
      estate: withWeb(
        { facts: { commonName: 'x', dnsNames: [{ value: '*.contoso.com' }] } },
        { servers: [{ internalHost: 'mail.contoso.com', externalHost: 'mail.emea.contoso.com' }] },
      ),
      messages: ['mail.emea.contoso.com'],
    },
    {
      name: 'the name that an SRV record leads to',
      estate: withWeb(
        {},
        { mailDomains: [{ method: AutodiscoverMethod.SRV_RECORD, target: { value: 'outlook.contoso.com' } }] },
      ),
      messages: ['outlook.contoso.com'],
    },
  ],
  notApplicable: [{ name: 'nobody presents it', estate: TestEstate.of({ servers: [] }) }],
  unknown: [
    {
      name: 'a name that Terraform alone knows',
      estate: withWeb({}, { servers: serving({ protocol: P.OWA, externalHosts: [{ expression: '${var.host}' }] }) }),
      reasons: ['${var.host}'],
    },
  ],
});
