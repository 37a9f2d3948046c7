import { ClientPlace, Population, TrustAnchor, TrustAnchorKind } from '../model';
import { Outcome } from './outcome';
import { BindingView, CellGroup, EstateView, PopulationView, ReachView } from './view';

/**
 * Answers one cell. The engine knows nothing of Exchange: whoever judges hands the assessor in.
 *
 * Bindings of one class must have the same outcome for every population; the matrix of 1,000 like servers then costs as much
 * thought as the matrix of one.
 */
export interface IAssessor {
  /** Key of all that the outcome depends on, apart from the population. */
  classOf(binding: BindingView): string;
  /** Same, for clients that meet a publishing point first. */
  assess(binding: BindingView, population: Population): Outcome;
}

/** Fills the view's matrix: every population on every binding of its servers and protocols, grouped by outcome. */
export function fillMatrix(view: EstateView, assessor: IAssessor): void {
  classify(view, assessor);
  const audiences = new Map<string, readonly AudiencePart[]>();
  for (const population of view.populations) {
    const { servers, uses } = population.population;
    const key = `${uses.join()}\n${servers.join()}`;
    let parts = audiences.get(key);
    if (!parts) audiences.set(key, (parts = partsFor(population, view)));
    const reaches = new Reaches(population);
    for (const part of parts) {
      const outcome = assessor.assess(part.bindings[0], population.population);
      const group = new CellGroup(population, outcome, part.bindings);
      part.bindings[0].classGroups.push(group);
      population.groups.push(group);
      for (const anchor of part.anchorsFor(population.population)) reaches.add(group, anchor);
    }
    view.reaches.push(...reaches.all());
  }
}

/** Gives bindings of one class one list for their groups, which is how they are known as such. */
function classify(view: EstateView, assessor: IAssessor): void {
  const classes = new Map<string, CellGroup[]>();
  for (const binding of view.bindings) {
    const key = assessor.classOf(binding);
    let groups = classes.get(key);
    if (!groups) classes.set(key, (groups = []));
    binding.classGroups = groups;
  }
}

/** What a population meets, class by class; it is the same for all that use the same servers by the same protocols. */
function partsFor(population: PopulationView, view: EstateView): readonly AudiencePart[] {
  const parts = new Map<CellGroup[], AudiencePart>();
  for (const id of new Set(population.population.servers)) {
    for (const binding of view.server(id)?.bindings ?? []) {
      if (!population.speaks(binding)) continue;
      let part = parts.get(binding.classGroups);
      if (!part) parts.set(binding.classGroups, (part = new AudiencePart()));
      part.bindings.push(binding);
    }
  }
  return [...parts.values()];
}

/** The bindings of one class that some populations meet. */
class AudiencePart {
  public readonly bindings: BindingView[] = [];
  /** Roots of what clients of a place are shown. */
  private readonly anchors = new Map<ClientPlace, ReadonlySet<TrustAnchor>>();

  public anchorsFor(population: Population): ReadonlySet<TrustAnchor> {
    const { place } = population;
    let found = this.anchors.get(place);
    if (!found) {
      const shown = new Set<TrustAnchor>();
      for (const binding of this.bindings) {
        const anchor = binding.shownTo(population)?.anchor;
        if (anchor) shown.add(anchor);
      }
      this.anchors.set(place, (found = shown));
    }
    return found;
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
