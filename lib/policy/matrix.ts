import { Population } from '../model';
import { Outcome } from './outcome';
import { BindingView, Cell, EstateView, ReachView } from './view';

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

/** Fills the view's cells: every population on every binding of its servers and protocols. */
export function fillMatrix(view: EstateView, assessor: IAssessor): void {
  const classes = new Map<string, number>();
  const classOf = new Map<BindingView, number>();
  for (const binding of view.bindings) {
    const key = assessor.classOf(binding);
    let index = classes.get(key);
    if (index === undefined) classes.set(key, (index = classes.size));
    classOf.set(binding, index);
  }
  for (const populationView of view.populations) {
    const population = populationView.population;
    const uses = new Set(population.uses);
    const answers: Outcome[] = [];
    const reaches = new Map<string, ReachView>();
    for (const serverId of population.servers) {
      const server = view.server(serverId);
      if (!server) continue;
      for (const binding of server.bindings) {
        if (!uses.has(binding.binding.protocol)) continue;
        const index = classOf.get(binding) as number;
        const outcome = (answers[index] ??= assessor.assess(binding, population));
        const certificate = binding.shownTo(population);
        const cell: Cell = { binding, population, certificate, outcome };
        view.cells.push(cell);
        binding.cells.push(cell);
        populationView.cells.push(cell);
        if (!certificate) continue;
        certificate.cells.push(cell);
        const anchor = certificate.anchor;
        if (!anchor) continue;
        let reach = reaches.get(anchor.id);
        if (!reach) {
          reaches.set(anchor.id, (reach = new ReachView(populationView, anchor)));
          view.reaches.push(reach);
        }
        reach.cells.push(cell);
      }
    }
  }
}
