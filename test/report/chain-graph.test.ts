import { CertificateChooser } from '../../lib/matrix';
import { ClientProtocol } from '../../lib/model';
import { OutcomeKind } from '../../lib/policy';
import { ChainColumn, ChainGraph, chainGraph } from '../../lib/report/html/chain-graph';
import { pageOf } from '../../lib/report/html/page';
import { judgeEstate } from '../../lib/rules';
import { TEST_NOW, TestEstate, TestEstateProps } from '../../lib/testing';

/** Who vouches for whom in an estate. */
function graphOf(props: TestEstateProps): ChainGraph {
  const estate = TestEstate.of(props);
  const report = judgeEstate(estate, { now: TEST_NOW });
  const settings = { title: '', intermediates: {}, replacements: [], notices: [], certificateNames: [] };
  return chainGraph(pageOf(report, estate, undefined, { ...settings, chooser: new CertificateChooser() }), estate);
}

/** What those who meet the only certificate make of it. */
function outcomeOf(props: TestEstateProps): OutcomeKind | undefined {
  return graphOf(props).nodes.find(({ column }) => column === ChainColumn.CERTIFICATE)?.outcome;
}

it('port 587 presents the certificate of setup: the assigned one has nothing to do with what its clients say', () => {
  const clients = [{ platform: 'linux-openssl', uses: [ClientProtocol.SMTP_SUBMISSION] }];
  const server = (binding: object): TestEstateProps => ({
    servers: [{ protocols: [{ protocol: ClientProtocol.SMTP_SUBMISSION, ...binding }] }],
    populations: clients,
  });
  expect(outcomeOf(server({}))).toBeUndefined();
  expect(outcomeOf(server({ pinned: true }))).toBe(OutcomeKind.WORKS);
});

it('a point presents the certificates that it chooses by name', () => {
  const { edges } = graphOf({
    servers: [{ publishingPoint: 'app/point1', protocols: [ClientProtocol.OWA] }],
    certificates: { web: {}, front: { uses: [] }, owa: { custody: undefined } },
    publishingPoints: [
      {
        certificate: 'front',
        hostNames: [{ value: 'mail.contoso.com' }, { value: 'owa.contoso.com' }],
        sniCertificates: [{ hostNames: [{ value: 'owa.contoso.com' }], certificate: 'owa' }],
      },
    ],
  });
  const toPoint = edges.filter(({ to }) => to === 'point app/point1').map(({ from }) => from);
  expect(toPoint.length).toBeGreaterThan(1);
});
