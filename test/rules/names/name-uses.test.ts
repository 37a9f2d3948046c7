import {
  CertificateState,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  NameCheck,
  NetworkSide,
  PublishingMode,
} from '../../../lib/model';
import { EstateView } from '../../../lib/policy';
import { usesOf } from '../../../lib/rules/needed-names';
import { TEST_NOW, TestEstate, TestEstateProps } from '../../../lib/testing';

const { AUTODISCOVER, OWA } = ClientProtocol;
const POINT = 'app/point1';

/** Names that are used where a certificate is shown, each with what uses it. */
function uses(props: TestEstateProps, certificate: string): Record<string, string[]> {
  const view = new EstateView(TestEstate.of(props), TEST_NOW);
  const shown = view.certificate(certificate);
  if (!shown) throw new Error(`no certificate ${certificate}`);
  const found = [...usesOf(shown, view)];
  return Object.fromEntries(found.map(([name, { uses: why }]) => [name, [...new Set(why.map(({ what }) => what))]]));
}

const behind = (point: object, more: TestEstateProps = {}): TestEstateProps => ({
  servers: [
    {
      publishingPoint: POINT,
      internalHost: 'cas01.corp.contoso.com',
      externalHost: 'mail.contoso.com',
      protocols: [OWA],
    },
  ],
  certificates: { web: {}, front: { state: CertificateState.ORDERED } },
  publishingPoints: [{ certificate: 'front', mode: PublishingMode.BRIDGING, ...point }],
  ...more,
});

it('a bridge that verifies needs the name that it asks for on the server', () => {
  const bridge = ['bridge to the servers'];
  expect(uses(behind({}), 'web')).toEqual({
    'mail.contoso.com': bridge,
    'cas01.corp.contoso.com': ['Outlook Web App'],
  });
  expect(uses(behind({ serverName: { value: 'exchange.contoso.com' } }), 'web')).toHaveProperty(
    ['exchange.contoso.com'],
    bridge,
  );
});

it.each([{ verifiesServer: false }, { nameCheck: NameCheck.NONE }])(
  'one that compares no names needs none: %o',
  (point) => {
    expect(Object.keys(uses(behind(point), 'web'))).toEqual(['cas01.corp.contoso.com']);
  },
);

it('what clients on both sides meet at a point is on its certificate alone', () => {
  const both = { sides: [NetworkSide.INSIDE, NetworkSide.OUTSIDE], verifiesServer: false };
  expect(uses(behind(both), 'web')).toEqual({});
  expect(uses(behind(both), 'front')).toHaveProperty(['cas01.corp.contoso.com'], ['Outlook Web App']);
});

it('a certificate that is chosen by name needs that name, and not those of the others', () => {
  const chosen = behind({
    hostNames: [{ value: 'mail.contoso.com' }, { value: 'owa.contoso.com' }],
    sniCertificates: [{ hostNames: [{ value: 'owa.contoso.com' }], certificate: 'second' }],
  });
  const props = { ...chosen, certificates: { ...chosen.certificates, second: {} } };
  expect(Object.keys(uses(props, 'front'))).toEqual(['mail.contoso.com']);
  expect(uses(props, 'second')).toEqual({ 'owa.contoso.com': ['publishing point'] });
});

it('clients inside that are of no domain need the name of the mail domain', () => {
  const estate = (management: ClientManagement): TestEstateProps => ({
    servers: [
      {
        publishingPoint: POINT,
        internalHost: 'cas01.corp.contoso.com',
        protocols: [{ protocol: AUTODISCOVER, externalHosts: [{ value: 'autodiscover.contoso.com' }] }],
      },
    ],
    certificates: { web: {}, front: {} },
    publishingPoints: [{ certificate: 'front', verifiesServer: false }],
    organizations: [{ splitDns: true }],
    mailDomains: [{}],
    populations: [{ place: ClientPlace.INSIDE, management, uses: [AUTODISCOVER] }],
  });
  expect(Object.keys(uses(estate(ClientManagement.DOMAIN_JOINED), 'web'))).toEqual(['cas01.corp.contoso.com']);
  expect(Object.keys(uses(estate(ClientManagement.NONE), 'web'))).toEqual([
    'cas01.corp.contoso.com',
    'autodiscover.contoso.com',
  ]);
});
