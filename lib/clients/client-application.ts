import { ClientFact, ClientProtocol } from '../model';
import { BooleanFact } from '../model/fact';
import { PlatformFamily, RootStoreFacts } from './platform-facts';

/** The program that people use on a platform; left out of a population, the platform's usual one is taken. */
export class ClientApplication {
  static readonly OUTLOOK_2003 = new ClientApplication('outlook-2003');
  static readonly OUTLOOK_2007 = new ClientApplication('outlook-2007');
  static readonly OUTLOOK_2010 = new ClientApplication('outlook-2010');
  static readonly OUTLOOK_2013 = new ClientApplication('outlook-2013');
  static readonly OUTLOOK_2016 = new ClientApplication('outlook-2016');
  static readonly OUTLOOK_2019 = new ClientApplication('outlook-2019');
  static readonly OUTLOOK_2021 = new ClientApplication('outlook-2021');
  static readonly OUTLOOK_2024 = new ClientApplication('outlook-2024');
  static readonly OUTLOOK_365 = new ClientApplication('outlook-365');
  static readonly OUTLOOK_MAC = new ClientApplication('outlook-mac');
  /** Outlook for iOS and Android. */
  static readonly OUTLOOK_MOBILE = new ClientApplication('outlook-mobile');
  static readonly INTERNET_EXPLORER = new ClientApplication('internet-explorer');
  static readonly EDGE = new ClientApplication('edge');
  static readonly CHROME = new ClientApplication('chrome');
  static readonly FIREFOX = new ClientApplication('firefox');
  static readonly SAFARI = new ClientApplication('safari');
  static readonly THUNDERBIRD = new ClientApplication('thunderbird');
  /** K-9 Mail: offers to accept one certificate and keeps it. */
  static readonly K9_MAIL = new ClientApplication('k-9-mail');
  /** The mail application that the platform ships with. */
  static readonly NATIVE_MAIL = new ClientApplication('native-mail');
  /** A mail application that is known to use the roots that users and administrators install (Android 7 and later). */
  static readonly MAIL_APP_WITH_USER_ROOTS = new ClientApplication('mail-app-with-user-roots');
  /** A mail application that is known to ignore them (Android 7 and later). */
  static readonly MAIL_APP_WITHOUT_USER_ROOTS = new ClientApplication('mail-app-without-user-roots');

  /** An application by its id; one that the tables do not hold makes every fact unknown. */
  static of(id: string): ClientApplication {
    return new ClientApplication(id);
  }

  private constructor(readonly id: string) {}

  toString(): string {
    return this.id;
  }
}

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
