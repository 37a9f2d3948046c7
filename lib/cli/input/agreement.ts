import { EstateSlice, SliceKind, sliceKindOf } from '../../model';
import { InputError } from '../exit';
import { TerraformInput } from './terraform-input';

/** What describes a server. */
interface Described {
  readonly name: string;
  readonly text: string;
}

/** Makes sure that several inputs are of one app, as one synth wrote it: else what one says would silently hide what another does. */
export class Agreement {
  private readonly servers = new Map<string, Described>();
  private plansAlone = true;
  private readonly shared: { readonly input: TerraformInput; readonly text: string; readonly policy: string }[] = [];

  /**
   * Takes an input with its slices, in the same order as the input carries them.
   *
   * @throws InputError when it contradicts an input before it
   */
  public check(input: TerraformInput, slices: readonly EstateSlice[]): void {
    if (input.kind !== 'plan') this.plansAlone = false;
    input.slices.forEach(({ text }, index) => {
      const slice = slices[index];
      if (sliceKindOf(text) === SliceKind.ESTATE)
        this.shared.push({ input, text, policy: JSON.stringify(slice.policies ?? []) });
      for (const { id } of slice.servers ?? []) {
        const known = this.servers.get(id);
        if (known && known.text !== text)
          throw new InputError(
            known.name === input.name
              ? `${input.name} describes the server ${id} twice, and differently`
              : `${known.name} and ${input.name} describe the server ${id} differently`,
            'review what one synth of one app wrote, and plans of just that; make the plan again after a synth',
          );
        if (!known) this.servers.set(id, { name: input.name, text });
      }
    });
  }

  /** @throws InputError when an input is of another app or synth than the others, or a part of a stack alone */
  public end(): void {
    const [first] = this.shared;
    const [holder] = this.servers.values();
    if (!first && holder && this.plansAlone) {
      throw new InputError(
        `${holder.name} holds servers and not what they share, their clients among it: it is of a part of a stack`,
        'plan the whole stack, without -target',
      );
    }
    for (const { input, policy } of this.shared) {
      if (policy !== first.policy)
        throw new InputError(
          `${first.input.name} and ${input.name} are of apps with different policies`,
          'review each app by itself',
        );
    }
    const configured = this.shared.filter(({ input }) => input.kind === 'configuration').map(({ text }) => text);
    if (configured.length === 0) return;
    const stale = this.shared.find(({ input, text }) => input.kind === 'plan' && !configured.includes(text));
    if (stale)
      throw new InputError(
        `${stale.input.name} is not a plan of the configuration beside it: their clients, names or policies differ`,
        'make the plan again after a synth',
      );
  }
}
