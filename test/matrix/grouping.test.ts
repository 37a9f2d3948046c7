import * as fc from 'fast-check';
import { Assessor } from '../../lib/matrix';
import { Connections } from '../../lib/matrix/connection/connections';
import { ClientProtocol, Estate } from '../../lib/model';
import { Access, BindingView, EstateView, fillMatrix, Outcome, reasonsOf } from '../../lib/policy';
import { TEST_NOW, TestEstate } from '../../lib/testing';
import { nearlyAlike } from '../support/generated-estates';

/** Judges every binding by itself: nothing that was derived for another is available. */
class Separately extends Assessor {
  public constructor(
    private readonly whole: Estate,
    private readonly at: Date,
  ) {
    super(whole, at);
  }

  public override connectionsTo(binding: BindingView, access: Access): Connections {
    return { ...new Assessor(this.whole, this.at).connectionsTo(binding, access) };
  }
}

function words(outcome: Outcome): string {
  return reasonsOf(outcome)
    .map(({ kind, code, message }) => `${kind}: ${code}: ${message}`)
    .join('\n   ');
}

/** Cells of an estate, by binding and population. */
function cellsOf(estate: Estate, assessor: Assessor): Map<string, string> {
  const view = new EstateView(estate, TEST_NOW);
  fillMatrix(view, assessor);
  const cells = view.populations.flatMap((population) => population.cells);
  return new Map(cells.map((cell) => [`${cell.binding.id} ${cell.population.id}`, words(cell.outcome)]));
}

it('judges a group of like bindings as it judges each of them alone', () => {
  const property = fc.property(nearlyAlike, (given) => {
    const estate = TestEstate.of(given);
    const alone = cellsOf(estate, new Separately(estate, TEST_NOW));
    expect(cellsOf(estate, new Assessor(estate, TEST_NOW))).toEqual(alone);
  });
  fc.assert(property, { numRuns: Number(process.env.RUNS ?? 1500), seed: 3 });
}, 600_000);

it('judges Autodiscover and what shares its host names as it judges each of them without the other', () => {
  const property = fc.property(nearlyAlike, (given) => {
    const estate = TestEstate.of(given);
    const isAutodiscover = ({ protocol }: { readonly protocol: ClientProtocol }): boolean =>
      protocol === ClientProtocol.AUTODISCOVER;
    const parts = [estate.bindings.filter(isAutodiscover), estate.bindings.filter((one) => !isAutodiscover(one))];
    const apart = parts.flatMap((bindings) => [
      ...cellsOf({ ...estate, bindings }, new Assessor({ ...estate, bindings }, TEST_NOW)),
    ]);
    const together = cellsOf(estate, new Assessor(estate, TEST_NOW));
    expect([...together].sort()).toEqual(apart.sort());
  });
  fc.assert(property, { numRuns: Number(process.env.RUNS ?? 300), seed: 5 });
}, 600_000);
