import {
  AutodiscoverMethod,
  ClientProtocol,
  HostName,
  Observation,
  ObservedChain,
  ProbeOutcome,
  ProbePhase,
} from '../model';
import { ipVersion } from '../names';
import { ChainPool, KnownAuthorities } from './chain-pool';
import { Addresses, HostAddresses } from './host-addresses';
import { Lanes } from './lanes';
import { answersLargeHello } from './large-hello';
import { attempt, Endpoint, Met, ProbeTools } from './attempt';
import { probe, scanVersions } from './probe';
import { Sample } from './sample';
import { Target } from './target';
import { isWebSite, VisitFacts, Visits } from './web/visits';

/** How a run observes. */
export interface ObserveOptions extends ProbeTools {
  readonly addresses: HostAddresses;
  readonly authorities: KnownAuthorities;
  /** Connections to each endpoint, from 1. Where the first meets no certificate, it is the only one. */
  readonly sample: number;
  /** Whether each endpoint is asked without its host name as well. */
  readonly withoutSni: boolean;
  /** Connections at once, in all. */
  readonly width: number;
  /** Connections at once that this machine has room for, those that wait for silent endpoints included. @default - as many as are wanted */
  readonly most?: number;
  /** Connections at once to one address. Exchange's receive connectors take 20 from one source. */
  readonly widthOfAddress: number;
  readonly clock: () => Date;
  /** Whether every web site is sent a request, to see whether it asks for a client certificate behind it. */
  readonly requests: boolean;
  /** Whether each version of TLS is offered alone. */
  readonly versions: boolean;
  /** Whether endpoints that present an ECDSA key are asked as clients without ECDSA ask. */
  readonly rsa: boolean;
  /** Whether a ClientHello of two packets is sent as well. */
  readonly largeHello: boolean;
  /** Called for each endpoint that is done. */
  readonly onObserved?: (observed: Observed) => void;
}

/** An endpoint at one address, asked in one way, and what it did. */
export interface Observed {
  readonly target: Target;
  readonly observation: Observation;
}

/** Everything that was observed. */
export interface Survey {
  /** In the order of the targets, whichever was done first. */
  readonly observed: readonly Observed[];
  readonly pool: ChainPool;
}

/** One way to ask an endpoint. */
interface Question {
  readonly target: Target;
  readonly address: string;
  readonly sni: boolean;
  readonly since: string;
  readonly sample: Sample;
  changed: boolean;
  /** What a finished connection showed. Left out: none was made. */
  visited?: VisitFacts;
  /** Whether each version was answered that was offered alone. */
  versions?: Record<string, boolean>;
  /** What clients without ECDSA meet, where it is another certificate. */
  rsa?: ObservedChain;
  /** Whether a ClientHello of two packets was answered. */
  answersLargeHello?: boolean;
}

/** Asks every target at every address of its name, with the name in the handshake and without. Never fails: what goes wrong is data. */
export async function observe(targets: readonly Target[], options: ObserveOptions): Promise<Survey> {
  return new Run(options).observe(targets);
}

/** Servers whose clocks are compared with this machine's. */
const ENOUGH_CLOCKS = 3;
/** Silent endpoints do not hold up the others: after this time a connection that is open makes room for one more. */
const PATIENCE_MS = 1000;
const MOST_SILENT = 512;
/** A silent mail server is asked on three connections at once. */
const SOCKETS_OF_SILENCE = 3;

class Run {
  private readonly lanes: Lanes;
  private readonly pool: ChainPool;
  private readonly visits: Visits;
  /** Questions without a host name, by address: what is asked for one name is asked for all. */
  private readonly withoutSni = new Map<string, Promise<Question>>();

  public constructor(private readonly options: ObserveOptions) {
    this.pool = new ChainPool(options.authorities);
    this.visits = new Visits(options);
    const most = options.most ?? Infinity;
    const width = Math.min(options.width, Math.max(Math.floor(most / 2), 1));
    const left = Math.floor((most - width) / SOCKETS_OF_SILENCE);
    const patience = { afterMs: PATIENCE_MS, most: Math.min(left, MOST_SILENT) };
    this.lanes = new Lanes(width, options.widthOfAddress, patience);
  }

  public async observe(targets: readonly Target[]): Promise<Survey> {
    const answered = await Promise.all(targets.map((target) => this.ask(target)));
    const questions = answered.flatMap(({ asked }) => asked);
    await this.lookAgain(questions);
    await this.lookAtClocks(questions);
    const observed = answered.flatMap(({ unresolved, asked }) => [
      ...unresolved,
      ...asked.map((one) => this.seen(one)),
    ]);
    return { observed, pool: this.pool };
  }

  private async ask(target: Target): Promise<{ readonly unresolved: Observed[]; readonly asked: Question[] }> {
    const since = this.options.clock().toISOString();
    if (target.leads === AutodiscoverMethod.SRV_RECORD)
      return { unresolved: [await this.record(target, since)], asked: [] };
    const found = await this.options.addresses.of(target.host, target.port);
    const outcome = this.options.interruption?.happened === true ? ProbeOutcome.INTERRUPTED : found.outcome;
    const isMissing = found.outcome !== undefined;
    const unresolved = isMissing ? [notFound(target, outcome as ProbeOutcome, found.detail, since)] : [];
    unresolved.forEach((one) => this.options.onObserved?.(one));
    if (target.leads !== undefined) {
      const leading = found.addresses.map((address) => this.redirect(target, address, since));
      return { unresolved: [...unresolved, ...(await Promise.all(leading))], asked: [] };
    }
    const ways =
      this.options.withoutSni && ipVersion(target.host) === 0 ? [true, false] : [ipVersion(target.host) === 0];
    const asked = await Promise.all(
      found.addresses.flatMap((address) => ways.map((sni) => this.askAt(target, address, sni))),
    );
    return { unresolved, asked };
  }

  private async askAt(target: Target, address: string, sni: boolean): Promise<Question> {
    if (sni) return this.question(target, address, sni);
    const key = `${address}:${target.port}/${target.speech}`;
    const known = this.withoutSni.get(key);
    if (known) return { ...(await known), target };
    const question = this.question(target, address, sni);
    this.withoutSni.set(key, question);
    return question;
  }

  private async question(target: Target, address: string, sni: boolean): Promise<Question> {
    const question: Question = {
      target,
      address,
      sni,
      since: this.options.clock().toISOString(),
      sample: new Sample(this.pool, this.options.clock),
      changed: false,
    };
    await this.connect(question);
    const more = sni && question.sample.isPresented ? this.options.sample - 1 : 0;
    await Promise.all(Array.from({ length: more }, () => this.connect(question)));
    if (question.sample.looksChanged) await this.confirm(question, this.options.sample);
    if (this.isVisited(question)) await this.visit(question);
    if (this.options.versions && sni && question.sample.last !== undefined) await this.scan(question);
    if (this.options.rsa && sni && question.sample.isPresented) await this.askWithRsa(question);
    if (this.options.largeHello && sni && question.sample.last !== undefined) await this.sendLarge(question);
    this.options.onObserved?.(this.seen(question));
    return question;
  }

  private async connect(question: Question): Promise<Met> {
    const met = await this.lanes.run(question.address, () => probe(endpointOf(question), this.options));
    question.sample.add(met);
    return met;
  }

  /** Whether a whole connection is worth it: where a client certificate is or may be asked for, and where Autodiscover may lead on. */
  private isVisited({ target, sni, sample }: Question): boolean {
    if (!sample.isPresented || (!sni && ipVersion(target.host) === 0)) return false;
    if (sample.asks) return true;
    const { owners } = target;
    if (!isWebSite(target)) return false;
    return (
      this.options.requests ||
      owners.some(
        ({ protocol, wantsClientCertificates }) =>
          protocol === ClientProtocol.AUTODISCOVER || wantsClientCertificates === true,
      )
    );
  }

  private async scan(question: Question): Promise<void> {
    question.versions = await this.lanes.run(question.address, () => scanVersions(endpointOf(question), this.options));
  }

  private async askWithRsa(question: Question): Promise<void> {
    const { last } = question.sample;
    const { deadlineMs, interruption, keyOf } = this.options;
    if (last === undefined || interruption?.happened === true) return;
    if (keyOf(this.pool.derOf(last)).key?.asymmetricKeyType !== 'ec') return;
    const ask = (): Promise<Met> => attempt(endpointOf(question), { ...this.options, rsaOnly: true }, deadlineMs / 2);
    const { outcome, shown } = await this.lanes.run(question.address, ask);
    if (outcome === ProbeOutcome.PRESENTED) question.rsa = this.pool.observed(this.pool.keep(shown.chain), 1);
  }

  private async sendLarge(question: Question): Promise<void> {
    if (this.options.interruption?.happened === true) return;
    const ask = (): Promise<boolean | undefined> => answersLargeHello(endpointOf(question), this.options);
    question.answersLargeHello = await this.lanes.run(question.address, ask);
  }

  private async visit(question: Question): Promise<void> {
    const { target, address, sample } = question;
    if (this.options.interruption?.happened === true) return;
    const endpoint = endpointOf(question);
    question.visited = await this.lanes.run(address, () => this.visits.of(target, endpoint, sample.asks));
  }

  /** Before anything is called expired, the clocks of some servers are asked: it may be this machine's that is wrong. */
  private async lookAtClocks(questions: readonly Question[]): Promise<void> {
    const now = this.options.clock();
    const isDated = ({ visited }: Question): boolean => visited?.web?.date !== undefined;
    const known = questions.filter(isDated).length;
    const doubtful = questions.some(({ sample }) => sample.last !== undefined && !this.pool.isValid(sample.last, now));
    if (!doubtful || known >= ENOUGH_CLOCKS) return;
    const others = questions.filter(
      (one) => one.sni && !isDated(one) && one.sample.isPresented && isWebSite(one.target),
    );
    const byPlace = new Map(others.map((one) => [`${one.address}:${one.target.port}`, one]));
    await Promise.all([...byPlace.values()].slice(0, ENOUGH_CLOCKS - known).map((one) => this.visit(one)));
  }

  /** Whether a web site in clear leads to HTTPS. */
  private async redirect(target: Target, address: string, since: string): Promise<Observed> {
    const endpoint = { address, port: target.port, speech: target.speech };
    const facts = await this.lanes.run(address, () => this.visits.ofRedirect(target, endpoint));
    const outcome = facts.outcome ?? ProbeOutcome.NO_ANSWER;
    const phase = facts.phase ?? ProbePhase.REQUEST;
    const asked = { address, sni: true, since, sample: 1, chains: [] };
    return this.reported({ target, observation: { ...placeOf(target), ...asked, ...facts, outcome, phase } });
  }

  /** What a record in DNS leads to. */
  private async record(target: Target, since: string): Promise<Observed> {
    const { addresses } = this.options;
    const { services, outcome, detail } = await addresses.services(target.host);
    const leads = await Promise.all(
      services.map(async ({ host, port }) => ({
        host,
        port,
        found: host === '' ? { addresses: [] } : await addresses.of(host, port),
      })),
    );
    // Clients choose one by chance: where one of them leads nowhere, some clients come to nothing.
    const isDead = ({ found }: (typeof leads)[number]): boolean => found.addresses.length === 0;
    const lead = leads.find(isDead) ?? leads[0];
    const asked = { sni: true, since, sample: 0, chains: [], phase: ProbePhase.NAME };
    const led = ledBy(lead, outcome ?? ProbeOutcome.NAME_NOT_FOUND, detail);
    return this.reported({ target, observation: { ...placeOf(target), ...asked, ...led } });
  }

  private reported(observed: Observed): Observed {
    this.options.onObserved?.(observed);
    return observed;
  }

  /** Asks again: if only what came last is met from here on, the certificate was changed, and no node differs. */
  private async confirm(question: Question, times: number): Promise<void> {
    const { sample } = question;
    const before = sample.last;
    const size = sample.size;
    for (let time = 0; time < times && this.options.interruption?.happened !== true; time++)
      await this.connect(question);
    question.changed = sample.size > size && sample.looksChanged && sample.last === before;
  }

  /** Where endpoints that are declared to present one certificate present several, those that were asked first are asked again. */
  private async lookAgain(questions: readonly Question[]): Promise<void> {
    const byCertificate = new Map<string, Question[]>();
    for (const question of questions) {
      const declared = question.target.owners[0]?.certificate;
      if (declared === undefined || !question.sni || question.sample.last === undefined) continue;
      byCertificate.set(declared, [...(byCertificate.get(declared) ?? []), question]);
    }
    for (const group of byCertificate.values()) {
      if (new Set(group.map(({ sample }) => sample.last)).size < 2) continue;
      await Promise.all(
        group.map(async (question) => {
          if (this.options.interruption?.happened === true) return;
          const before = question.sample.last;
          await this.connect(question);
          const { last, looksChanged } = question.sample;
          if (last !== before && looksChanged) question.changed = true;
        }),
      );
    }
  }

  private seen({
    target,
    address,
    sni,
    since,
    sample,
    changed,
    visited,
    versions,
    answersLargeHello: large,
    rsa,
  }: Question): Observed {
    return {
      target,
      observation: {
        ...placeOf(target),
        address,
        sni,
        since,
        ...sample.summary(),
        ...visited,
        ...(versions === undefined ? {} : { versions }),
        ...(rsa === undefined ? {} : { rsa }),
        ...(large === undefined ? {} : { answersLargeHello: large }),
        ...(changed ? { changed: true } : {}),
      },
    };
  }
}

function endpointOf({ target: { host, port, speech }, address, sni }: Question): Endpoint {
  return { address, port, speech, ...(sni ? { serverName: host } : {}) };
}

interface Lead {
  readonly host: string;
  readonly port: number;
  readonly found: Addresses;
}

/** What a record in DNS does, where there is one. */
function ledBy(
  lead: Lead | undefined,
  outcome: ProbeOutcome,
  detail: string | undefined,
): Pick<Observation, 'outcome' | 'detail' | 'web'> {
  if (!lead) return { outcome, ...(detail === undefined ? {} : { detail }) };
  const { found, host, port } = lead;
  if (host === '')
    return { outcome: ProbeOutcome.NO_REDIRECT, detail: 'the record says that there is no such service' };
  const unanswered = found.addresses.length > 0 ? undefined : (found.outcome ?? ProbeOutcome.NAME_NOT_FOUND);
  return {
    outcome: ProbeOutcome.REDIRECTS,
    web: { path: '', hops: [`https://${host}:${port}/`], ...(unanswered === undefined ? {} : { unanswered }) },
  };
}

function notFound(target: Target, outcome: ProbeOutcome, detail: string | undefined, since: string): Observed {
  return {
    target,
    observation: {
      ...placeOf(target),
      sni: true,
      outcome,
      phase: ProbePhase.NAME,
      ...(detail === undefined ? {} : { detail }),
      since,
      sample: 0,
      chains: [],
    },
  };
}

function placeOf({ host, port, encryption, owners }: Target) {
  const [{ at, side }] = owners;
  const name: HostName = { value: host };
  return {
    at,
    bindings: [...new Set(owners.map(({ binding }) => binding))],
    host: name,
    protocols: [...new Set(owners.map(({ protocol }) => protocol))],
    side,
    port,
    encryption,
  };
}
