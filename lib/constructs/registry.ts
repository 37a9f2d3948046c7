import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import {
  AutodiscoverMethod,
  DeclarationCode,
  DeclarationFault,
  Estate,
  EstateLists,
  Fault,
  HostName,
  joinContributions,
  MailDomain,
  MODEL_SCHEMA_VERSION,
  PolicySettings,
  Server,
  SourceLocation,
  wholeEstate,
} from '../model';
import { Audience } from './audience';
import { declaredLocation } from './declared-location';

/** What a MailDomain says of its domain. */
export type Arranged = Pick<MailDomain, 'method' | 'target' | 'rootSite' | 'location'>;

/** What one construct contributes to the estate, asked for when the estate is and not before: bindings are added late. */
export type Contribution = Omit<EstateLists, 'mailDomains' | 'policies' | 'faults'>;

const REGISTRY = Symbol.for('cdktf-exchange-client-access/registry');

/** Collects what is declared below one root construct. */
export class Registry {
  /** The registry of the tree that a construct belongs to. */
  public static of(scope: IConstruct): Registry {
    const root = scope.node.root as IConstruct & { [REGISTRY]?: Registry };
    if (!root[REGISTRY]) Object.defineProperty(root, REGISTRY, { value: new Registry(), enumerable: false });
    return root[REGISTRY] as Registry;
  }

  private readonly contributors: { readonly owner: IConstruct; readonly contribute: () => Contribution }[] = [];
  private readonly faults: DeclarationFault[] = [];
  private readonly parts = new Map<IConstruct, Contribution>();
  private settings?: () => PolicySettings | undefined;
  private audience?: { readonly of: Estate; readonly audience: Audience };
  private revisionCount = 0;
  private cached?: { readonly revision: number; readonly estate: Estate };
  private readonly stacks = new Map<string, string>();
  private readonly cwd = process.cwd();
  private readonly arranged = new Map<string, Arranged>();

  /** Grows with every declaration; shows whether something was added after a judgement. */
  public get revision(): number {
    return this.revisionCount;
  }

  /** Where the caller's declaration stands in the user's code. */
  public locate(): SourceLocation | undefined {
    return declaredLocation(this.cwd);
  }

  public add(owner: IConstruct, contribute: () => Contribution): void {
    this.contributors.push({ owner, contribute });
    const { id, scope } = owner.node;
    if (Token.isUnresolved(id))
      this.faults.push({
        path: scope?.node.path ?? '',
        code: 'token-in-id',
        message: `the id of a ${owner.constructor.name} below "${scope?.node.path ?? ''}" holds a value that only Terraform knows; ids name files, outputs and resources, so they must be text`,
        fix: 'write the id as text, and pass the value as a property',
      });
    this.touch();
  }

  public fault(fault: DeclarationFault): void {
    this.faults.push(fault);
    this.touch();
  }

  /** Notes whose a folder of the output is; answers who has it: the stack itself, or the one that was first. */
  public claimStack(folder: string, path: string): string {
    const holder = this.stacks.get(folder) ?? path;
    this.stacks.set(folder, holder);
    return holder;
  }

  /** Notes how Autodiscover is found for a mail domain; false where something is noted already. */
  public declareMailDomain(domain: string, arranged: Arranged): boolean {
    if (this.arranged.has(domain)) return false;
    this.arranged.set(domain, arranged);
    this.touch();
    return true;
  }

  /** Whether clients look for Autodiscover under the domain's own name. */
  public autodiscoverNeedsOwnName(domain: string): boolean {
    return (this.arranged.get(domain)?.method ?? AutodiscoverMethod.OWN_NAME) === AutodiscoverMethod.OWN_NAME;
  }

  /** Where the redirect or the SRV record of a mail domain leads to, if somebody says so. */
  public autodiscoverTarget(domain: string): HostName | undefined {
    return this.arranged.get(domain)?.target;
  }

  /** Gives what the user set of the policy; undefined where everything has its default. */
  public setPolicySettings(settings: () => PolicySettings | undefined): void {
    this.settings = settings;
  }

  /** Says that something declared has changed. */
  public touch(): void {
    this.revisionCount++;
  }

  /** What one construct contributes to the estate. */
  public ownOf(owner: IConstruct): Contribution {
    this.estate();
    return this.parts.get(owner) ?? {};
  }

  /** Everything besides the server itself that its judgement depends on, as a digest. */
  public audienceOf(server: IConstruct): string {
    const estate = this.estate();
    if (this.audience?.of !== estate) this.audience = { of: estate, audience: new Audience(estate) };
    return this.audience.audience.digestOf(server.node.path);
  }

  /** Every domain that a server serves or a MailDomain declares, with its servers. */
  private mailDomains(servers: Server[]): MailDomain[] {
    const domains = new Map<string, string[]>();
    for (const domain of this.arranged.keys()) domains.set(domain, []);
    for (const server of servers) {
      for (const domain of server.mailDomains) {
        const serving = domains.get(domain);
        if (serving) serving.push(server.id);
        else domains.set(domain, [server.id]);
      }
    }
    return [...domains].map(([domain, serving]) => {
      const { method, ...more } = this.arranged.get(domain) ?? { method: AutodiscoverMethod.OWN_NAME };
      return { domain, method, servers: serving, ...more };
    });
  }

  /** Everything declared so far. Kept until something changes. */
  public estate(): Estate {
    if (this.cached?.revision === this.revisionCount) return this.cached.estate;
    this.parts.clear();
    const contributions: Contribution[] = [];
    for (const { owner, contribute } of this.contributors) {
      const part = contribute();
      // A construct may contribute several times: a server itself, and what was acknowledged of it.
      this.parts.set(owner, joined(this.parts.get(owner), part));
      contributions.push(part);
    }
    const lists = joinContributions(contributions);
    const settings = this.settings?.();
    const mailDomains = this.mailDomains(lists.servers ?? []);
    // Describing may itself find faults; they are in it, so the revision is read last.
    const faults = [...this.faults];
    const estate = wholeEstate(
      { ...lists, mailDomains, policies: settings ? [settings] : [], faults },
      MODEL_SCHEMA_VERSION,
    );
    this.cached = { revision: this.revisionCount, estate };
    return estate;
  }
}

/** Two contributions of one construct as one. */
function joined(first: Contribution | undefined, next: Contribution): Contribution {
  if (!first) return next;
  const lists: Record<string, unknown[]> = { ...first } as Record<string, unknown[]>;
  for (const [name, items] of Object.entries(next) as [string, unknown[] | undefined][])
    if (items) lists[name] = [...(lists[name] ?? []), ...items];
  return lists as Contribution;
}

/** What is wrong with a declaration. */
export interface DeclaredFault extends Pick<Fault, 'message' | 'fix'> {
  readonly code: DeclarationCode;
  /** Where it was written. @default - not known */
  readonly location?: SourceLocation;
}

/** Notes that a declaration is wrong: it becomes a finding of the one report that refuses the app. */
export function faultOf(scope: IConstruct, { location, ...fault }: DeclaredFault): void {
  Registry.of(scope).fault({ path: scope.node.path, ...fault, ...(location ? { location } : {}) });
}

/** The members of an object that have a value: the model's JSON holds no `undefined`. */
export function compact<T extends object>(members: T): T {
  for (const value of Object.values(members)) {
    if (value !== undefined) continue;
    return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined)) as T;
  }
  return members;
}

/** One member, where it has a value. */
export function withValue<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return compact({ [key]: value }) as { [P in K]?: V };
}
