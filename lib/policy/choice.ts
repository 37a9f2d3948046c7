import type { HostName } from '../model';
import type { BindingView, CertificateView } from './view';

/** What a server presents where a name decides, and not the assignment alone. */
export interface Choice {
  /** The name that the server looks for. Left out: nobody states it. */
  readonly name?: HostName;
  /** The certificates of which it presents one; undefined stands for none at all. Several: which of them is not known. */
  readonly candidates: readonly (CertificateView | undefined)[];
  /** Source keys of how it chooses. */
  readonly source: string;
}

/** Knows how servers choose certificates. The engine knows nothing of Exchange: whoever judges hands it in. */
export interface IChooser {
  /** Undefined: no name decides, and the binding presents what is assigned to it. */
  choiceAt(binding: BindingView): Choice | undefined;
}
