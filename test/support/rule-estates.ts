import {
  CertificateFacts,
  CertificateSourceKind,
  CertificateState,
  ClientProtocol,
  ExchangeProduct,
  ExchangeRelease,
  TrustAnchorKind,
} from '../../lib/model';
import { TestCertificate, TestEstate, TestEstateProps, TestPopulation, TestServer } from '../../lib/testing';

export const DAY = 86_400;

/** The roots that the certificates below lead to. */
export const ANCHORS: TestEstateProps['anchors'] = {
  self: { kind: TrustAnchorKind.SELF_SIGNED, name: 'self-signed certificate of cas01', madeHere: true },
  ca: { kind: TrustAnchorKind.PRIVATE, name: 'Contoso Root CA', publishedInDirectory: true },
};

/** A certificate that vouches for itself. */
export const selfSigned = (more: TestCertificate = {}): TestCertificate => ({
  source: CertificateSourceKind.SELF_SIGNED,
  anchor: 'self',
  ...more,
  facts: { selfSigned: true, ...more.facts },
});

/** The certificate that setup installed. */
export const ofSetup = (facts: CertificateFacts = {}): TestCertificate =>
  selfSigned({
    state: CertificateState.INSTALLED,
    exchangeDefault: true,
    facts: { notBefore: undefined, notAfter: undefined, ...facts },
  });

/** A certificate of the organization's own CA. */
export const internal = (more: TestCertificate = {}): TestCertificate => ({
  source: CertificateSourceKind.INTERNAL_CA,
  anchor: 'ca',
  ...more,
});

/** An estate whose servers present this certificate. */
export const withWeb = (web: TestCertificate, more: TestEstateProps = {}) =>
  TestEstate.of({ certificates: { web }, anchors: ANCHORS, ...more });

/** One server with these protocols. */
export const serving = (...protocols: NonNullable<TestServer['protocols']>): TestServer[] => [{ protocols }];

/** A server of a release. */
export const server = (
  product: ExchangeProduct,
  more: Partial<ExchangeRelease> = {},
  rest: TestServer = {},
): TestServer => ({ release: { product, ...more }, ...rest });

export const SERVER_2007: TestServer = server(ExchangeProduct.EXCHANGE_2007, { servicePack: 3 });

/** Clients of a platform. */
export const on = (platform: string, more: TestPopulation = {}): TestPopulation => ({ platform, ...more });

export const P = ClientProtocol;
