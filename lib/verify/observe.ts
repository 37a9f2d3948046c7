import { HostName, Observation, ProbeOutcome, ProbePhase } from '../model';
import { ipVersion } from '../names';
import { ChainPool } from './chain-pool';
import { KnownAuthorities } from './chain-shape';
import { HostAddresses } from './host-addresses';
import { Lanes } from './lanes';
import { Met, ProbeTools } from './attempt';
import { probe } from './probe';
import { Sample } from './sample';
import { Target } from './target';

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
}

/** Asks every target at every address of its name, with the name in the handshake and without. Never fails: what goes wrong is data. */
export async function observe(targets: readonly Target[], options: ObserveOptions): Promise<Survey> {
  return new Run(options).observe(targets);
}

/** Silent endpoints do not hold up the others: after this time a connection that is open makes room for one more. */
const PATIENCE_MS = 1000;
const MOST_SILENT = 512;
/** A silent mail server is asked on three connections at once. */
const SOCKETS_OF_SILENCE = 3;

class Run {
  private readonly lanes: Lanes;
  private readonly pool: ChainPool;
  /** Questions without a host name, by address: what is asked for one name is asked for all. */
  private readonly withoutSni = new Map<string, Promise<Question>>();

  public constructor(private readonly options: ObserveOptions) {
    this.pool = new ChainPool(options.authorities);
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
    const observed = answered.flatMap(({ unresolved, asked }) => [
      ...unresolved,
      ...asked.map((one) => this.seen(one)),
    ]);
    return { observed, pool: this.pool };
  }

  private async ask(target: Target): Promise<{ readonly unresolved: Observed[]; readonly asked: Question[] }> {
    const since = this.options.clock().toISOString();
    const found = await this.options.addresses.of(target.host, target.port);
    const outcome = this.options.interruption?.happened === true ? ProbeOutcome.INTERRUPTED : found.outcome;
    const isMissing = found.outcome !== undefined;
    const unresolved = isMissing ? [notFound(target, outcome as ProbeOutcome, found.detail, since)] : [];
    unresolved.forEach((one) => this.options.onObserved?.(one));
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
      sample: new Sample(this.pool),
      changed: false,
    };
    await this.connect(question);
    const more = sni && question.sample.isPresented ? this.options.sample - 1 : 0;
    await Promise.all(Array.from({ length: more }, () => this.connect(question)));
    if (question.sample.looksChanged) await this.confirm(question, this.options.sample);
    this.options.onObserved?.(this.seen(question));
    return question;
  }

  private async connect({ target: { host, port, speech }, address, sni, sample }: Question): Promise<Met> {
    const endpoint = { address, port, speech, ...(sni ? { serverName: host } : {}) };
    const met = await this.lanes.run(address, () => probe(endpoint, this.options));
    sample.add(met);
    return met;
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

  private seen({ target, address, sni, since, sample, changed }: Question): Observed {
    return {
      target,
      observation: {
        ...placeOf(target),
        address,
        sni,
        since,
        ...sample.summary(),
        ...(changed ? { changed: true } : {}),
      },
    };
  }
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
