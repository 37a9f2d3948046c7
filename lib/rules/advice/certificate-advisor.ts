import { protocolFacts } from '../../exchange';
import { Assessor } from '../../matrix';
import { CertificateSourceKind, ClientPlace, Estate } from '../../model';
import { BindingView, EstateView, fillMatrix, OutcomeKind } from '../../policy';
import { certificateNames } from '../needed-names';
import { listed } from '../words';
import { Advice, AdviceProps, BindingAdvice, ClientEffect, OrganizationSize, SourceOption, Statement } from './advice';
import { supposedEstate, workOf } from './supposed-estate';

const { SELF_SIGNED, INTERNAL_CA, PURCHASED } = CertificateSourceKind;

/** What the sources cost to buy and set up, least first (SEED, Types of Certificates). */
const BY_EXPENSE = [SELF_SIGNED, INTERNAL_CA, PURCHASED];

/** What is taken first where several do as well: the seed document's counsel by size and place. */
const PREFERRED: Readonly<Record<OrganizationSize, CertificateSourceKind[]>> = {
  [OrganizationSize.SMALL]: [SELF_SIGNED, INTERNAL_CA, PURCHASED],
  [OrganizationSize.MEDIUM]: [INTERNAL_CA, SELF_SIGNED, PURCHASED],
  [OrganizationSize.LARGE]: [PURCHASED, INTERNAL_CA, SELF_SIGNED],
};

const NAMES: Readonly<Record<CertificateSourceKind, string>> = {
  [SELF_SIGNED]: 'a self-signed certificate',
  [INTERNAL_CA]: 'a certificate of an internal CA',
  [PURCHASED]: 'a purchased certificate',
};

/** Which source for which binding: asks the matrix about each of the three, for the clients that are declared. */
export class CertificateAdvisor {
  /** Advice on an estate. The certificates that it has now do not matter, its names, versions and clients do. */
  public static advise(estate: Estate, props: AdviceProps): Advice {
    const views = new Map(BY_EXPENSE.map((kind) => [kind, judged(estate, kind, props.now)]));
    const groups = new Map<string, BindingAdvice>();
    for (const bindings of slotsOf(views.get(SELF_SIGNED) as EstateView).values()) {
      const options = BY_EXPENSE.map((kind): SourceOption => {
        const view = views.get(kind) as EstateView;
        return { kind, effects: distinct(bindings.flatMap((index) => effectsOn(view.bindings[index]))) };
      });
      const members = bindings.map((index) => (views.get(SELF_SIGNED) as EstateView).bindings[index]);
      const circumstances = {
        isPublic: members.some(({ binding }) => binding.externalHosts.length > 0),
        isUnmanaged: members.some(isUnmanagedOutside),
        hasClients: members.some(({ cells }) => cells.length > 0),
      };
      const key = JSON.stringify([circumstances, options]);
      const advice = groups.get(key) ?? advised(estate, options, circumstances, props);
      groups.set(key, {
        ...advice,
        bindings: [...advice.bindings, ...members.map(({ id }) => id)],
        protocols: [...new Set([...advice.protocols, ...members.map(({ binding }) => binding.protocol)])],
      });
    }
    return {
      bindings: [...groups.values()],
      names: certificateNames(estate, props.now),
      work: workOf(estate, props),
    };
  }

  /** What people call a source. */
  public static nameOf(kind: CertificateSourceKind): string {
    return NAMES[kind];
  }

  private constructor() {}
}

function judged(estate: Estate, kind: CertificateSourceKind, now: Date): EstateView {
  const supposed = supposedEstate(estate, kind, now);
  const view = new EstateView(supposed, now);
  fillMatrix(view, new Assessor(supposed, now));
  return view;
}

/** Bindings that present one certificate: those of one role of a server (CERT16: all web services share that of the site). */
function slotsOf({ bindings }: EstateView): Map<string, number[]> {
  const slots = new Map<string, number[]>();
  bindings.forEach(({ binding, server, certificate }, index) => {
    if (!certificate) return;
    const key = `${server.id} ${binding.role}`;
    const slot = slots.get(key);
    if (slot) slot.push(index);
    else slots.set(key, [index]);
  });
  return slots;
}

/** The same statement about several bindings counts once. */
function distinct(effects: ClientEffect[]): ClientEffect[] {
  const seen = new Map<string, ClientEffect>();
  for (const effect of effects) seen.set(`${effect.population} ${effect.kind} ${effect.reason}`, effect);
  return [...seen.values()];
}

function effectsOn(binding: BindingView): ClientEffect[] {
  return binding.cells.flatMap(({ outcome, population }): ClientEffect[] => {
    if (outcome.kind === OutcomeKind.WORKS) return [];
    const { kind, message, sources, fix } = outcome;
    const effect = { population: population.id, kind, reason: message, source: sources.join('; ') };
    return [fix === undefined ? effect : { ...effect, remedy: fix }];
  });
}

/** Clients outside that nobody manages: what the seed document calls a public deployment. */
function isUnmanagedOutside(binding: BindingView): boolean {
  return binding.cells.some(
    ({ population }) => population.place === ClientPlace.OUTSIDE && population.management === 'none',
  );
}

function advised(
  estate: Estate,
  options: SourceOption[],
  { isPublic, isUnmanaged, hasClients }: Slot,
  props: AdviceProps,
): BindingAdvice {
  const size = props.size ?? OrganizationSize.MEDIUM;
  const tooDear = isTooDear(estate, props);
  const large = isPublic && isUnmanaged && size !== OrganizationSize.SMALL;
  const order = large ? PREFERRED[OrganizationSize.LARGE] : PREFERRED[size];
  const rank = ({ kind, effects }: SourceOption): number[] => [
    count(effects, OutcomeKind.FAILS),
    count(effects, OutcomeKind.PROMPTS),
    count(effects, OutcomeKind.UNKNOWN),
    kind === PURCHASED && tooDear ? 1 : 0,
    order.indexOf(kind),
  ];
  const best = options.reduce((a, b) => (isBefore(rank(b), rank(a)) ? b : a));
  return {
    bindings: [],
    protocols: [],
    recommended: best.kind,
    why: whyOf(best, options, { size, large, tooDear, hasClients }),
    forLess: options.slice(0, BY_EXPENSE.indexOf(best.kind)).flatMap((option) => changesFor(option)),
    options,
  };
}

function count(effects: readonly ClientEffect[], kind: OutcomeKind): number {
  return effects.filter((effect) => effect.kind === kind).length;
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && a[at] < b[at];
}

function isTooDear(estate: Estate, { budgetPerYear, pricePerYear }: AdviceProps): boolean {
  if (budgetPerYear === undefined) return false;
  return (pricePerYear ?? 0) * (estate.servers.length + estate.publishingPoints.length) > budgetPerYear;
}

/** What is known of the bindings that present one certificate. */
interface Slot {
  readonly isPublic: boolean;
  readonly isUnmanaged: boolean;
  readonly hasClients: boolean;
}

interface Circumstances {
  readonly hasClients: boolean;
  readonly size: OrganizationSize;
  readonly large: boolean;
  readonly tooDear: boolean;
}

function whyOf(
  best: SourceOption,
  options: SourceOption[],
  { size, large, tooDear, hasClients }: Circumstances,
): Statement[] {
  const why: Statement[] = [];
  if (!hasClients) {
    why.push({ text: 'no client is declared for these bindings, so size and place alone decide', source: 'DECLARED' });
  } else if (best.effects.length === 0) {
    why.push({
      text: `${NAMES[best.kind]} works for every declared client of these bindings`,
      source: 'SEED, Overview of Digital Certificates',
    });
  } else {
    for (const effect of best.effects)
      why.push({ text: `even with ${NAMES[best.kind]}, ${sentenceOf(effect)}`, source: effect.source });
  }
  for (const other of options) {
    if (other.kind === best.kind) continue;
    const [worst] = [...other.effects].sort((a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind));
    if (worst && other.effects.length > 0)
      why.push({ text: `with ${NAMES[other.kind]}, ${sentenceOf(worst)}${more(other.effects)}`, source: worst.source });
  }
  const source = large ? 'SEED, Trusted Third-Party Certificates' : 'SEED, Self-Signed Certificates';
  if (large && best.kind === PURCHASED) {
    why.push({
      text: 'what is deployed publicly is best served by a purchased certificate, although it costs something',
      source,
    });
  } else if (size === OrganizationSize.SMALL && best.kind === SELF_SIGNED) {
    why.push({
      text: 'a small organization may do without a CA for the expense; renewing and distributing it is the harder for it',
      source,
    });
  } else if (best.kind === INTERNAL_CA) {
    why.push({
      text: 'an internal CA brings life-cycle management, renewal and revocation for less than purchases cost',
      source: 'SEED, Windows Public Key Infrastructure Certificates',
    });
  }
  if (tooDear) {
    const text =
      best.kind === PURCHASED
        ? 'it costs more than the budget, and nothing cheaper reaches these clients'
        : 'purchased certificates for all servers cost more than the budget';
    why.push({ text, source: 'DECLARED' });
  }
  return why;
}

/** From the gravest down. */
const GRAVITY = [OutcomeKind.FAILS, OutcomeKind.PROMPTS, OutcomeKind.UNKNOWN];

function sentenceOf({ population, kind, reason }: ClientEffect): string {
  const said = {
    fails: 'cannot connect',
    prompts: 'are asked to trust it',
    unknown: 'may or may not connect',
    works: 'connect',
  }[kind];
  return `the clients ${population} ${said}: ${reason}`;
}

function more(effects: readonly ClientEffect[]): string {
  return effects.length > 1 ? ` (and ${effects.length - 1} more)` : '';
}

/** What would have to change for a source to do as well. */
function changesFor({ kind, effects }: SourceOption): Statement[] {
  const changes = new Map<string, { readonly source: string; readonly populations: Set<string> }>();
  for (const { population, remedy, reason, source } of effects) {
    const change = remedy ?? `it cannot be helped: ${reason}`;
    const known = changes.get(change);
    if (known) known.populations.add(population);
    else changes.set(change, { source, populations: new Set([population]) });
  }
  return [...changes].map(([change, { source, populations }]) => ({
    text: `for ${NAMES[kind]} (${listed([...populations])}): ${change}`,
    source,
  }));
}

/** Protocols as people call them. */
export function protocolLabels({ protocols }: BindingAdvice): string {
  return protocols.map((protocol) => protocolFacts(protocol).label).join(', ');
}
