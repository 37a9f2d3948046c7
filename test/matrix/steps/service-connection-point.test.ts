import {
  CertificateSourceKind,
  CertificateState,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  ExchangeProduct,
  TrustAnchorKind,
} from '../../../lib/model';
import { TestEstate, TestPopulation } from '../../../lib/testing';
import { codesOf } from '../../support/cells';

const asSetupLeftIt = (population: TestPopulation) =>
  TestEstate.of({
    servers: [
      {
        release: { product: ExchangeProduct.EXCHANGE_2007, servicePack: 3 },
        internalHost: 'cas01.corp.contoso.com',
        externalHost: null,
        protocols: [ClientProtocol.AUTODISCOVER],
      },
    ],
    certificates: {
      web: {
        source: CertificateSourceKind.SELF_SIGNED,
        state: CertificateState.INSTALLED,
        exchangeDefault: true,
        anchor: 'self',
        facts: { selfSigned: true, dnsNames: [{ value: 'cas01.corp.contoso.com' }] },
      },
    },
    anchors: { self: { kind: TrustAnchorKind.SELF_SIGNED } },
    populations: [{ place: ClientPlace.INSIDE, management: ClientManagement.DOMAIN_JOINED, ...population }],
  });

it('lets the certificate of setup pass for an Outlook that asks the directory', () => {
  expect(codesOf(asSetupLeftIt({ application: 'outlook-2007' }), ClientProtocol.AUTODISCOVER)).toEqual([
    'default-certificate-tolerated',
  ]);
});

it('lets it pass where nobody names the program: nothing else speaks these protocols on Windows', () => {
  expect(codesOf(asSetupLeftIt({}), ClientProtocol.AUTODISCOVER)).toEqual(['default-certificate-tolerated']);
});

it('does not let it pass for a program that never asks the directory', () => {
  expect(
    codesOf(asSetupLeftIt({ application: 'mail-app-with-user-roots' }), ClientProtocol.AUTODISCOVER),
  ).not.toContain('default-certificate-tolerated');
});
