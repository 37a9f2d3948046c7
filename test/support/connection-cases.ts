import {
  CertificateSourceKind,
  ClientAuthentication,
  ClientCertificateMode,
  ClientProtocol,
  ExchangeProduct,
  ExchangeRelease,
  PublishingMode,
  RootState,
  TlsVersion,
  TrustAnchorKind,
} from '../../lib/model';
import { Assessor } from '../../lib/matrix';
import { EstateView, fillMatrix, Outcome, reasonsOf } from '../../lib/policy';
import { TEST_NOW, TestBinding, TestEstate, TestEstateProps, TestPopulation, TestServer } from '../../lib/testing';

export const P = ClientProtocol;
export const X = ExchangeProduct;
export const { NTLM, NEGOTIATE, FORMS } = ClientAuthentication;
export const { TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3 } = TlsVersion;
export const { BRIDGING, OFFLOAD, PASS_THROUGH } = PublishingMode;

export const OLD_POINT = { lowest: TLS_1_0, highest: TLS_1_2 };
export const NEWEST = { lowest: TLS_1_3, highest: TLS_1_3 };
export const CURRENT = { lowest: TLS_1_2, highest: TLS_1_3 };
export const SE: ExchangeRelease = { product: X.EXCHANGE_SE };
export const PREINSTALLED: TestPopulation = { roots: [{ anchor: 'root', state: RootState.PREINSTALLED }] };
export const PRIVATE = { kind: TrustAnchorKind.PRIVATE };
export const INTERNAL = { source: CertificateSourceKind.INTERNAL_CA, anchor: 'ca' };
/** A second purchased certificate, of which it is known that it is another one. */
export const OTHER = { web: { facts: { sha256: 'A1' } }, other: { facts: { sha256: 'B2' } } };

export type More = TestEstateProps & { readonly now?: string };

/** The cell of the first population at the first binding. */
export function cell(
  binding: ClientProtocol | TestBinding,
  server: TestServer,
  clients: TestPopulation,
  more: More,
): Outcome {
  const { now, ...props } = more;
  const estate = TestEstate.of({
    servers: [
      { protocols: [binding], ...(props.publishingPoints ? { publishingPoint: 'app/point1' } : {}), ...server },
    ],
    ...props,
    populations: [clients],
  });
  const at = now === undefined ? TEST_NOW : new Date(now);
  const view = new EstateView(estate, at);
  fillMatrix(view, new Assessor(estate, at));
  return view.populations[0].cells[0].outcome;
}

export type Case = [
  what: string,
  expected: string,
  binding: ClientProtocol | TestBinding,
  server: TestServer,
  clients: TestPopulation,
  more?: More,
];

/** `kind`, or `kind code` of a reason that must be among those of the cell. */
export function holds(name: string, cases: Case[]): void {
  describe(name, () => {
    test.each(cases)('%s: %s', (_, expected, binding, server, clients, more = {}) => {
      const outcome = cell(binding, server, clients, more);
      const [kind, code] = expected.split(' ');
      const codes = reasonsOf(outcome).map((reason) => reason.code);
      expect({ kind: outcome.kind, codes }).toEqual({
        kind,
        codes: code === undefined ? codes : expect.arrayContaining([code]),
      });
    });
  });
}

export const on = (product: ExchangeProduct, more: Partial<ExchangeRelease> = {}): TestServer => ({
  release: { product, ...more },
});
export const WIN10: TestPopulation = { platform: 'windows-10' };
export const chrome = (platform = 'windows-10'): TestPopulation => ({ platform, application: 'chrome' });
export const program = (application: string, platform = 'windows-10'): TestPopulation => ({ platform, application });

export const point = (props: object, certificate = 'web'): More => ({
  publishingPoints: [{ mode: BRIDGING, verifiesServer: false, certificate, ...props }],
});
export const REQUIRED: TestBinding = {
  protocol: P.ACTIVE_SYNC,
  clientCertificates: ClientCertificateMode.REQUIRE,
  authentication: [ClientAuthentication.CERTIFICATE],
};
export const NEGOTIATING: TestBinding = { protocol: P.MAPI_OVER_HTTP, authentication: [NTLM, NEGOTIATE] };
