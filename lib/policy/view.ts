import {
  Binding,
  Certificate,
  HostName,
  MailDomain,
  Organization,
  Population,
  PublishingPoint,
  Server,
  SourceLocation,
  TrustAnchor,
} from '../model';
import { Outcome, OutcomeCode, reasonsOf } from './outcome';
import type { Doorway } from './ways';

/** One cell of the matrix. */
export interface Cell {
  readonly binding: BindingView;
  readonly population: Population;
  /** Certificate that these clients meet first; left out where they meet none. */
  readonly certificate?: CertificateView;
  readonly outcome: Outcome;
}

/** A server with what belongs to it. */
export class ServerView {
  public readonly bindings: BindingView[] = [];
  public readonly certificates: CertificateView[] = [];
  public readonly mailDomains: MailDomain[] = [];
  /** Web sites of its mail domains that answer where clients look for Autodiscover first. */
  public readonly rootSites: RootSiteView[] = [];
  /** Publishing points next to it, which it names. */
  public readonly points: PublishingPointView[] = [];
  public organization?: Organization;
  /**
   * One for all bindings that clients come to alike; filled as somebody asks for the ways to one.
   * @internal
   */
  public readonly _doorways: Doorway[] = [];
  /**
   * Knows how the server chooses certificates. Left out: every binding presents what is assigned to it.
   * @internal
   */
  public _chooser?: IChooser;
  public constructor(public readonly server: Server) {}
  public get id(): string {
    return this.server.id;
  }
  public get location(): SourceLocation | undefined {
    return this.server.location;
  }
}

/** The web site of a mail domain. */
export interface RootSiteView {
  readonly domain: string;
  /** Left out: unknown. */
  readonly certificate?: CertificateView;
}

/** A certificate with those who present it. */
export class CertificateView {
  /** Bindings that present it themselves (not through a publishing point). */
  public readonly bindings: BindingView[] = [];
  public readonly publishingPoints: PublishingPointView[] = [];
  public readonly servers: ServerView[] = [];
  public constructor(
    public readonly certificate: Certificate,
    /** All roots that a path leads to; the one that the source names first is first. */
    public readonly anchors: TrustAnchor[],
    /** Whether the estate lists it. The certificate of setup is on every server and in no list where another one is assigned. */
    public readonly listed = true,
  ) {}
  /** At the top of the path. */
  public get anchor(): TrustAnchor | undefined {
    return this.anchors[0];
  }
  public get id(): string {
    return this.certificate.id;
  }
  public get location(): SourceLocation | undefined {
    return this.certificate.location;
  }
}

/** A certificate that a publishing point presents for some names. */
export interface SniCertificateView {
  readonly hostNames: HostName[];
  readonly certificate: CertificateView;
}

/** A publishing point with the bindings behind it. */
export class PublishingPointView {
  /** Bindings of the servers that it is next to, or that are behind a point behind it. */
  public readonly bindings: BindingView[] = [];
  public readonly sniCertificates: SniCertificateView[] = [];
  /** The point that its clients pass first. */
  public outward?: PublishingPointView;
  public constructor(
    public readonly point: PublishingPoint,
    public readonly certificate: CertificateView | undefined,
  ) {}
  public get id(): string {
    return this.point.id;
  }
  public get location(): SourceLocation | undefined {
    return this.point.location;
  }
}

/** A binding with everything it refers to. */
export class BindingView {
  /** Lists of the groups that it belongs to, each shared with like bindings; filled with the matrix. */
  public readonly groupLists: CellGroup[][] = [];
  /**
   * Shared with the bindings of its server that clients come to alike; set when somebody asks for the ways to it.
   * @internal
   */
  public _doorway?: Doorway;
  public constructor(
    public readonly binding: Binding,
    public readonly server: ServerView,
    /** What is assigned to it. It presents that, unless `choice` says otherwise. */
    public readonly certificate: CertificateView | undefined,
    /** The point that the binding itself names. */
    public readonly publishingPointNextTo: PublishingPointView | undefined,
  ) {}
  /**
   * What it presents where a name decides; undefined: what is assigned to it.
   * @internal
   */
  public get _choice(): Choice | undefined {
    if (this.knownChoice === null) this.knownChoice = this.server._chooser?.choiceAt(this);
    return this.knownChoice;
  }
  /** Null: nobody asked yet. */
  private knownChoice: Choice | undefined | null = null;
  public get id(): string {
    return this.binding.id;
  }
  public get location(): SourceLocation | undefined {
    return this.binding.location ?? this.server.location;
  }
  /** The point next to the server: the one that the binding names, else the server's first. */
  public get publishingPoint(): PublishingPointView | undefined {
    return this.publishingPointNextTo ?? this.server.points[0];
  }
  /** The populations that use this binding, each with what happens to it, in the order of the populations. */
  public get cells(): Cell[] {
    const groups = this.groupLists.flat().sort((a, b) => a.population.order - b.population.order);
    return groups.map((group) => group.cell(this));
  }
}

/** What clients meet. */
export interface IMeeting {
  /** Certificates that they meet first at a binding, each once. */
  certificatesAt(binding: BindingView): CertificateView[];
  /** Host names under which they meet a certificate first at a binding. */
  hostsAt(binding: BindingView, certificate: CertificateView): HostName[];
}

/** Bindings at which one population meets the same: they have one outcome. */
export class CellGroup {
  public constructor(
    public readonly population: PopulationView,
    public readonly outcome: Outcome,
    /** Groups of populations that meet the same bindings hold one and the same list. */
    public readonly bindings: BindingView[],
    private readonly meeting: IMeeting,
  ) {}
  /** Certificates that these clients meet first at a binding, each once. */
  public met(binding: BindingView): CertificateView[] {
    return this.meeting.certificatesAt(binding);
  }
  /** Host names under which these clients meet a certificate first at a binding. */
  public hostsOf(binding: BindingView, certificate: CertificateView): HostName[] {
    return this.meeting.hostsAt(binding, certificate);
  }
  public cell(binding: BindingView): Cell {
    const { population } = this.population;
    return { binding, population, certificate: this.met(binding)[0], outcome: this.outcome };
  }
}

/** A population with its groups of cells. */
export class PopulationView {
  public readonly groups: CellGroup[] = [];
  private servers?: ReadonlySet<string>;
  private readonly protocols: ReadonlySet<string>;
  public constructor(
    public readonly population: Population,
    /** Position among the populations of the estate. */
    public readonly order: number,
  ) {
    this.protocols = new Set(population.uses);
  }
  public get id(): string {
    return this.population.id;
  }
  public get location(): SourceLocation | undefined {
    return this.population.location;
  }
  /** Every cell one by one; where the number matters not, look at the groups. */
  public get cells(): Cell[] {
    return this.groups.flatMap((group) => group.bindings.map((binding) => group.cell(binding)));
  }
  /** Whether these clients speak the binding's protocol at all. */
  public speaks(binding: BindingView): boolean {
    return this.protocols.has(binding.binding.protocol);
  }
  /** Whether these clients connect to the binding. */
  public uses(binding: BindingView): boolean {
    this.servers ??= new Set(this.population.servers);
    return this.servers.has(binding.server.id) && this.speaks(binding);
  }
}

/** One reason, and where it counts. */
export interface ReasonAtBindings {
  readonly outcome: Outcome;
  /** Ids of the bindings. */
  readonly bindings: string[];
}

/**
 * One root in one population: every group whose certificates end in it. Self-signed certificates of like servers are one reach, since
 * what keeps one of them out of a client keeps out all.
 */
export class ReachView {
  public readonly groups: CellGroup[] = [];
  /** All roots of this reach: more than one only for self-signed certificates. */
  public readonly anchors: TrustAnchor[];
  public constructor(
    public readonly population: PopulationView,
    public readonly anchor: TrustAnchor,
  ) {
    this.anchors = [anchor];
  }
  public get id(): string {
    // Whichever of several like roots was met first, the id is the same.
    const first = this.anchors.reduce((least, { id }) => (id < least ? id : least), this.anchor.id);
    return `${this.population.id}>${first}`;
  }
  public get location(): SourceLocation | undefined {
    return this.population.location;
  }
  /** What people call the root, or the roots. */
  public get label(): string {
    if (this.anchors.length > 1) return `the self-signed certificates of ${this.anchors.length} servers`;
    const { name } = this.anchor;
    return name.startsWith('self-signed certificate ') ? `the ${name}` : name;
  }
  /** Every cell one by one; where the number matters not, look at the groups. */
  public get cells(): Cell[] {
    return this.groups.flatMap((group) => group.bindings.map((binding) => group.cell(binding)));
  }
  /** The first reason with one of these codes, also where a graver one hides it, and the bindings of all groups that have one. */
  public withCode(codes: OutcomeCode[]): ReasonAtBindings | undefined {
    let first: Outcome | undefined;
    const bindings: string[] = [];
    const wanted: readonly string[] = codes;
    for (const group of this.groups) {
      const reason = reasonsOf(group.outcome).find((outcome) => wanted.includes(outcome.code));
      if (!reason) continue;
      first ??= reason;
      for (const binding of group.bindings) bindings.push(binding.id);
    }
    return first && { outcome: first, bindings };
  }
}

/** A mail domain. */
export class MailDomainView {
  public constructor(
    public readonly mailDomain: MailDomain,
    public readonly servers: ServerView[],
  ) {}
  public get id(): string {
    return this.mailDomain.domain;
  }
  public get location(): SourceLocation | undefined {
    return this.mailDomain.location ?? this.servers[0]?.location;
  }
}

/** A binding is behind a point, and behind every point that the point's clients pass first. */
export function addBehind(point: PublishingPointView, binding: BindingView): void {
  for (let one: PublishingPointView | undefined = point; one; one = one.outward) {
    if (one.bindings.at(-1) === binding) return;
    const { protocols } = one.point;
    if (protocols === undefined || protocols.includes(binding.binding.protocol)) one.bindings.push(binding);
  }
}

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
