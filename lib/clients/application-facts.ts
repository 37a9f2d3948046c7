import { ClientProtocol } from '../model';
import { BooleanFact } from '../model/fact';
import { RootStoreFacts } from './platform-facts';

/** What is known of one client application. */
export interface ApplicationFacts {
  /** Stable id, kebab case. */
  readonly id: string;
  readonly label: string;
  /** Client protocols that it speaks. */
  readonly protocols: readonly ClientProtocol[];
  /** Root store of its own; left out: the platform's. */
  readonly ownRootStore?: RootStoreFacts;
  /** Whether it uses the roots that users and administrators install, where the platform shares them with applications. */
  readonly usesUserRoots: BooleanFact;
  /** Whether it opts in to them where the platform asks for that (Android 7 and later). */
  readonly optsInToInstalledRoots: BooleanFact;
  /** Whether a host name in the common name alone is accepted; left out: the platform's fact counts. */
  readonly commonNameAccepted?: BooleanFact;
  /** Whether it asks the directory for the service connection point of Autodiscover, on domain-joined computers. */
  readonly usesServiceConnectionPoint: BooleanFact;
  /** Whether it puts the question of an untrusted issuer to the person, for one of its protocols. */
  promptsOnUntrusted(protocol: ClientProtocol): BooleanFact;
  /** Source keys. */
  readonly sources: readonly string[];
}
