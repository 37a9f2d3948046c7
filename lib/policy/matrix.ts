import { Population, TrustAnchor, TrustAnchorKind } from '../model';
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
  const classes = new Map<string, number>();
  const groupsOf: CellGroup[][] = [];
  const classOf = new Map<BindingView, number>();
  for (const binding of view.bindings) {
    const key = assessor.classOf(binding);
    let index = classes.get(key);
    if (index === undefined) {
      classes.set(key, (index = classes.size));
      groupsOf.push([]);
    }
    classOf.set(binding, index);
    binding.classGroups = groupsOf[index];
  }
  for (const population of view.populations) {
    const groups = new Array<CellGroup | undefined>(classes.size);
    const reaches = new Reaches(population);
    for (const serverId of population.population.servers) {
      const server = view.server(serverId);
      if (!server) continue;
      for (const binding of server.bindings) {
        if (!population.speaks(binding)) continue;
        const index = classOf.get(binding) as number;
        let group = groups[index];
        if (!group) {
          group = groups[index] = new CellGroup(population, assessor.assess(binding, population.population));
          groupsOf[index].push(group);
          population.groups.push(group);
        }
        group.bindings.push(binding);
        reaches.add(group, binding);
      }
    }
    view.reaches.push(...reaches.all());
  }
}

/** Gathers the roots that one population meets. */
class Reaches {
  private readonly byKey = new Map<string, ReachView>();
  private readonly known = new Set<TrustAnchor>();
  private readonly seen = new Map<CellGroup, Set<TrustAnchor>>();
  public constructor(private readonly population: PopulationView) {}

  public add(group: CellGroup, binding: BindingView): void {
    const anchor = binding.shownTo(this.population.population)?.anchor;
    // Nearly always the root of the group's binding before.
    if (!anchor || anchor === group.lastAnchor) return;
    group.lastAnchor = anchor;
    let seen = this.seen.get(group);
    if (!seen) this.seen.set(group, (seen = new Set()));
    if (seen.has(anchor)) return;
    seen.add(anchor);
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
