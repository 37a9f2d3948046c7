import { HostName, Population, TrustAnchor, TrustAnchorKind } from '../model';
import type { Access } from './access';
import { BindingView, CellGroup, CertificateView, IChooser, IMeeting, PopulationView, ReachView } from './view';
import { Outcome } from './outcome';
import { EstateView } from './estate-view';
import { certificatesMet, hostsMet, waysTo } from './ways';

/**
 * Answers one cell. The engine knows nothing of Exchange: whoever judges hands the assessor in.
 *
 * What clients meet at a binding is one value. Bindings with equal values have one outcome; the matrix of 1,000 like servers then costs
 * as much thought as the matrix of one.
 */
export interface IAssessor extends IChooser {
  /** How a population comes to servers: one and the same object for all that come alike. */
  accessOf(population: Population): Access;
  /** What clients that come so meet at a binding: one and the same object where all of it is equal. */
  connectionsTo(binding: BindingView, access: Access): object;
  /** What happens to a population that meets this. */
  assess(connections: object, population: Population): Outcome;
}

/** Fills the view's matrix: every population on every binding of its servers and protocols, grouped by outcome. */
export function fillMatrix(view: EstateView, assessor: IAssessor): void {
  for (const server of view.servers) server._chooser = assessor;
  const audiences = new Map<Access, Map<string, readonly AudiencePart[]>>();
  for (const population of view.populations) {
    const { servers, uses } = population.population;
    const access = assessor.accessOf(population.population);
    let alike = audiences.get(access);
    if (!alike) audiences.set(access, (alike = new Map()));
    const key = `${uses.join()}\n${servers.join()}`;
    let parts = alike.get(key);
    if (!parts) alike.set(key, (parts = partsFor(population, view, assessor, access)));
    const reaches = new Reaches(population);
    for (const part of parts) {
      const outcome = assessor.assess(part.connections, population.population);
      const group = new CellGroup(population, outcome, part.bindings, part);
      part.groups.push(group);
      population.groups.push(group);
      for (const anchor of part.anchors) reaches.add(group, anchor);
    }
    view.reaches.push(...reaches.all());
  }
}

/** What a population meets, value by value; it is the same for all that come alike to the same servers by the same protocols. */
function partsFor(
  population: PopulationView,
  view: EstateView,
  assessor: IAssessor,
  access: Access,
): readonly AudiencePart[] {
  const parts = new Map<object, AudiencePart>();
  for (const id of new Set(population.population.servers)) {
    for (const binding of view.server(id)?.bindings ?? []) {
      if (!population.speaks(binding)) continue;
      const connections = assessor.connectionsTo(binding, access);
      let part = parts.get(connections);
      if (!part) parts.set(connections, (part = new AudiencePart(connections, access)));
      part.add(binding);
    }
  }
  return [...parts.values()];
}

/** Bindings at which some populations meet the same. */
class AudiencePart implements IMeeting {
  public readonly bindings: BindingView[] = [];
  public readonly groups: CellGroup[] = [];
  /** Roots of what these clients meet first. */
  public readonly anchors = new Set<TrustAnchor>();
  /** Bindings that are alike share one list. */
  private lastMet?: readonly CertificateView[];
  public constructor(
    public readonly connections: object,
    private readonly access: Access,
  ) {}

  public certificatesAt(binding: BindingView): CertificateView[] {
    return certificatesMet(binding, this.access);
  }

  public hostsAt(binding: BindingView, certificate: CertificateView): HostName[] {
    return hostsMet(waysTo(binding, this.access).flat(), certificate);
  }

  public add(binding: BindingView): void {
    this.bindings.push(binding);
    binding.groupLists.push(this.groups);
    const met = this.certificatesAt(binding);
    if (met === this.lastMet) return;
    this.lastMet = met;
    for (const { anchor } of met) if (anchor) this.anchors.add(anchor);
  }
}

/** Gathers the roots that one population meets. */
class Reaches {
  private readonly byKey = new Map<string, ReachView>();
  private readonly known = new Set<TrustAnchor>();
  public constructor(private readonly population: PopulationView) {}

  public add(group: CellGroup, anchor: TrustAnchor): void {
    const key =
      anchor.kind === TrustAnchorKind.SELF_SIGNED && !this.isNamed(anchor)
        ? `self-signed:${String(anchor.madeHere)}`
        : anchor.id;
    let reach = this.byKey.get(key);
    if (!reach) this.byKey.set(key, (reach = new ReachView(this.population, anchor)));
    else if (!this.known.has(anchor)) reach.anchors.push(anchor);
    this.known.add(anchor);
    if (!reach.groups.includes(group)) reach.groups.push(group);
  }

  public all(): ReachView[] {
    return [...this.byKey.values()];
  }

  /** Whether the population says something of this very anchor. */
  private isNamed(anchor: TrustAnchor): boolean {
    return this.population.population.roots.some((root) => root.anchor === anchor.id);
  }
}
