import { ClientFact, ClientProtocol } from '../model';
import { BooleanFact } from '../model/fact';
import { PlatformFamily, RootStoreFacts } from './platform-facts';

/** One fact in which an application differs from its platform. Of the entries that fit, the last one counts. */
export interface ApplicationFact {
  readonly fact: ClientFact;
  readonly is: BooleanFact;
  /** Protocols for which it holds. Left out: all. */
  readonly protocols?: readonly ClientProtocol[];
  /** Families of platforms on which it holds. Left out: all but iOS, where every program uses what the system has. */
  readonly families?: readonly PlatformFamily[];
  /** Platforms on which it holds, by id. Left out: those of the families. */
  readonly platforms?: readonly string[];
  /** First day of judgement on which it holds, `YYYY-MM-DD`: the program updates itself. Left out: always. */
  readonly from?: string;
}

/** What is known of one client application. */
export interface ApplicationFacts {
  /** Stable id, kebab case. */
  readonly id: string;
  readonly label: string;
  /** Client protocols that it speaks. */
  readonly protocols: readonly ClientProtocol[];
  /** Root store of its own; left out: the platform's. */
  readonly ownRootStore?: RootStoreFacts;
  /** First day of judgement on which it has a root store of its own, `YYYY-MM-DD`. Left out: always. */
  readonly ownRootStoreFrom?: string;
  /** Who opens its connections. Left out: the device itself. */
  readonly connectsThrough?: 'microsoft-cloud';
  /** Whether it uses the roots that users and administrators install, where the platform shares them with applications. */
  readonly usesUserRoots: BooleanFact;
  /** Whether it opts in to them where the platform asks for that (Android 7 and later). */
  readonly optsInToInstalledRoots: BooleanFact;
  /** Facts in which it differs from its platform. */
  readonly own: readonly ApplicationFact[];
  /** Source keys. */
  readonly sources: readonly string[];
}
