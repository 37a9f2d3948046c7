import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CertificateState,
  ClientManagement,
  ClientPlace,
  type Certificate,
  type Estate,
  type Population,
  RootState,
  TrustAnchorKind,
} from '../../lib/model';
import { readEstateFile } from '../../lib/delivery/estate-file';
import { certificateFacts, readCertificates } from '../../lib/pki';
import { Moment, type Outcome, type Report } from '../../lib/policy';
import { judgeEstate } from '../../lib/rules';
import type { ClientModel } from './client';
import { Situation } from './situation';

/** A name that no certificate of the demo has. */
export const OTHER_NAME = 'webmail.northwindtraders.com';

/** What the matrix says of the demo's clients, judged on the certificates that were really issued. */
export class Prediction {
  private readonly reports: ReadonlyMap<Situation, Report>;

  /**
   * @param estateFile the estate as synth left it beside the stack
   * @param bundleOf folder of the bundle of a server
   */
  public constructor(
    estateFile: string,
    bundleOf: (server: string) => string,
    clients: readonly ClientModel[],
    now: Date,
  ) {
    const declared = readEstateFile(estateFile);
    const estate = withIssued(declared, bundleOf);
    const renamed = {
      ...estate,
      bindings: estate.bindings.map((binding) => ({ ...binding, internalHosts: [{ value: OTHER_NAME }] })),
    };
    this.reports = new Map(
      Object.values(Situation).map((situation) => {
        const populations = clients.map((client) => populationOf(client, situation, estate));
        const judged = { ...(situation === Situation.OTHER_NAME ? renamed : estate), populations };
        return [situation, judgeEstate(judged, { now, moment: Moment.ISSUED })];
      }),
    );
  }

  /** @throws Error where the matrix has no cell for it */
  public outcome(client: ClientModel, situation: Situation, server: string, protocol: string): Outcome {
    const { columns, rows, outcomes } = (this.reports.get(situation) as Report).matrix;
    const column = columns.findIndex(({ name }) => name === client.name);
    const row = rows.find((candidate) => candidate.server === server && candidate.protocol === protocol);
    const outcome = row && outcomes[row.cells[column]];
    if (outcome === undefined) throw new Error(`the matrix has no cell for ${client.name} on ${protocol} at ${server}`);
    return outcome;
  }
}

/** The estate with the certificates that lie in the bundles, in the place of those that were declared. */
function withIssued(estate: Estate, bundleOf: (server: string) => string): Estate {
  const issued = new Map<string, Partial<Certificate>>();
  for (const server of estate.servers) {
    const text = readFileSync(join(bundleOf(server.name), 'fullchain.pem'), 'utf8');
    const [leaf, ...chain] = readCertificates(text, `the chain of ${server.name}`).certificates;
    issued.set(server.roles[0].certificate, {
      state: CertificateState.ISSUED,
      facts: certificateFacts(leaf),
      pem: leaf.pem,
      chainPem: chain.map(({ pem }) => pem),
    });
  }
  return {
    ...estate,
    certificates: estate.certificates.map((certificate) => ({ ...certificate, ...issued.get(certificate.id) })),
  };
}

function populationOf(client: ClientModel, situation: Situation, estate: Estate): Population {
  const missing = situation === Situation.ROOT_MISSING;
  return {
    id: client.name,
    name: client.name,
    platform: client.platform.id,
    ...(client.application === undefined ? {} : { application: client.application.id }),
    place: ClientPlace.INSIDE,
    management: ClientManagement.NONE,
    // A commercial root comes with the platform unless a population says that its clients lack it.
    roots: estate.anchors
      .filter(({ kind }) => missing || kind !== TrustAnchorKind.COMMERCIAL)
      .map(({ id }) => ({ anchor: id, state: missing ? RootState.INSTALLABLE : RootState.INSTALLED })),
    uses: [...client.uses],
    servers: estate.servers.map(({ id }) => id),
    clientCertificates: false,
  };
}
