import { applicationFacts, clientFactsOf } from '../clients';
import { Certificate, CertificateRole, ClientFact, ClientProtocol, Estate, Population } from '../model';
import {
  Access,
  accessOf,
  BindingView,
  CertificateView,
  Choice,
  FROM_OUTSIDE,
  gravityOf,
  IAssessor,
  IChooser,
  Outcome,
  OutcomeKind,
  reachesDirectory,
  ServerView,
} from '../policy';
import { agree, all, Verdict } from './combine';
import { Connection, Route } from './connection/connection';
import { ConnectionBuilder, Connections } from './connection/connections';
import { clientParty } from './connection/party';
import { judgeConnection } from './judge-connection';
import { isTolerated } from './steps/trust';
import { certificateChoice, setupCertificateOf } from '../exchange';

const WORKS: Outcome = Object.freeze({
  kind: OutcomeKind.WORKS,
  code: 'works',
  message: 'the client holds the root, and names, dates, key and use are right',
  sources: ['SEED, Overview of Digital Certificates'],
});

const TOLERATED: Outcome = Object.freeze({
  kind: OutcomeKind.WORKS,
  code: 'default-certificate-tolerated',
  message:
    'domain-joined Outlook inside overlooks the untrusted chain of the certificate that setup installed, for what it finds through Active Directory',
  sources: ['TN:bb851554'],
});

const CLEAR: Outcome = Object.freeze({
  kind: OutcomeKind.WORKS,
  code: 'clear-text',
  message: 'nothing is encrypted, so no certificate is shown',
  sources: ['SEED, Understanding SSL'],
});

/** Answers every cell of the compatibility matrix from the facts of Exchange, the clients and the certificates. */
export class Assessor implements IAssessor {
  private readonly builder: ConnectionBuilder;
  private readonly chooser = new CertificateChooser();
  private readonly accesses = new Map<string, Access>();
  /** `YYYY-MM-DD`. */
  private readonly day: string;

  public constructor(
    private readonly estate: Estate,
    now: Date,
  ) {
    this.day = now.toISOString().slice(0, 10);
    this.builder = new ConnectionBuilder(estate, now);
  }

  public accessOf(population: Population): Access {
    // A service that connects in the place of a device comes from outside, wherever the device is.
    const access = applicationFacts(population.application ?? '')?.connectsThrough
      ? FROM_OUTSIDE
      : this.ownAccessOf(population);
    const key = `${access.place} ${access.inspector?.id ?? ''} ${access.withoutDirectory === true}`;
    const known = this.accesses.get(key);
    if (known) return known;
    this.accesses.set(key, access);
    return access;
  }

  /** A program that asks no directory finds Autodiscover by name, also on a computer of the domain. */
  private ownAccessOf(population: Population): Access {
    const access = accessOf(population, this.estate.inspectors);
    if (!reachesDirectory(population.place) || !population.uses.includes(ClientProtocol.AUTODISCOVER)) return access;
    const asks = clientFactsOf({ ...population, protocol: ClientProtocol.AUTODISCOVER, day: this.day });
    return asks[ClientFact.READS_SCP].value === false ? { ...access, withoutDirectory: true } : access;
  }

  public choiceAt(binding: BindingView): Choice | undefined {
    return this.chooser.choiceAt(binding);
  }

  public connectionsTo(binding: BindingView, access: Access): Connections {
    return this.builder.to(binding, access);
  }

  public assess({ protocol, routes }: Connections, population: Population): Outcome {
    const client = clientParty(population, protocol.protocol, this.day);
    const judged = routes.map((candidates) => {
      const verdicts = candidates.map((route) => judgeConnection({ client, protocol, route }));
      return verdicts.length === 1 ? verdicts[0] : agree(verdicts, routeQuestion(candidates));
    });
    const against = all(judged);
    if (against.length > 0) return gravestOf(against);
    const [route] = routes[0];
    return worksBecause({ client, protocol, route });
  }
}

function routeQuestion(candidates: readonly Route[]): Parameters<typeof agree>[1] {
  const names = [...new Set(candidates.map(({ legs, side }) => `${legs[0]?.name ?? 'nothing'} (${side})`))];
  if (names.length === 1)
    return {
      code: 'certificate-choice-unknown',
      message: 'which of its certificates the server presents here is not known, and what happens with them differs',
      source: 'TN:bb430748; KB948896',
      fix: 'pin the certificate (port 587: pinsCertificate), or give the name by which the server chooses to one certificate alone',
    };
  return {
    code: 'route-unknown',
    message: `which way these clients take is not known: they come to ${names.join(' or to ')}, and what happens there differs`,
    source: 'MODEL, unknown is never a pass',
    fix: 'state splitDns of the organization, give the publishing points hostNames and protocols, or the sides that they serve',
  };
}

/** The gravest reason, which carries the others. */
function gravestOf(verdict: Verdict): Outcome {
  const gravest = verdict.reduce((worst, next) => (gravityOf(next.kind) > gravityOf(worst.kind) ? next : worst));
  return verdict.length === 1 ? gravest : { ...gravest, others: verdict.filter((other) => other !== gravest) };
}

function worksBecause(connection: Connection): Outcome {
  const [leg] = connection.route.legs;
  if (leg === undefined || leg.clear) return CLEAR;
  const certificate = leg.withSni ?? leg.withoutSni;
  const opened = { ...leg, by: connection.client, ...(certificate ? { certificate } : {}) };
  return isTolerated(connection, opened) ? TOLERATED : WORKS;
}

/** Finds what servers present where a name decides. */
export class CertificateChooser implements IChooser {
  private readonly setups = new Map<ServerView, CertificateView>();

  public choiceAt(view: BindingView): Choice | undefined {
    const { binding, certificate: assigned, server } = view;
    if (assigned === undefined || binding.role === CertificateRole.IIS) return undefined;
    const setup = this.setupOf(server);
    const others = server.certificates.filter((one) => one !== assigned && one !== setup);
    const choice = certificateChoice(server.server, binding, {
      assigned: assigned.certificate,
      setup: setup.certificate,
      others: others.map(({ certificate }) => certificate),
    });
    if (choice === undefined) return undefined;
    const views = new Map<Certificate, CertificateView>(
      [assigned, setup, ...others].map((one) => [one.certificate, one]),
    );
    const candidates = choice.candidates.map((one) => (one === undefined ? undefined : views.get(one)));
    return { ...choice, candidates };
  }

  /** The certificate of setup, which is on every server: a declared one, else what is known of it. */
  private setupOf(view: ServerView): CertificateView {
    let setup = this.setups.get(view) ?? view.certificates.find(({ certificate }) => certificate.exchangeDefault);
    if (setup === undefined) {
      const { anchor, certificate } = setupCertificateOf(view.server);
      setup = new CertificateView(certificate, [anchor], false);
    }
    this.setups.set(view, setup);
    return setup;
  }
}
