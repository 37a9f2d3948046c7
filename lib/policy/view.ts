import {
  Binding,
  Certificate,
  ClientPlace,
  ClientProtocol,
  Estate,
  MailDomain,
  Population,
  PublishingMode,
  PublishingPoint,
  Server,
  SourceLocation,
  TrustAnchor,
} from '../model';
import { Outcome, reasonsOf } from './outcome';

/** One cell of the matrix. */
export interface Cell {
  readonly binding: BindingView;
  readonly population: Population;
  /** Certificate that these clients are shown; left out where they are shown none. */
  readonly certificate?: CertificateView;
  readonly outcome: Outcome;
}

/** A server with what belongs to it. */
export class ServerView {
  public readonly bindings: BindingView[] = [];
  public readonly certificates: CertificateView[] = [];
  public readonly mailDomains: MailDomain[] = [];
  public constructor(public readonly server: Server) {}
  public get id(): string {
    return this.server.id;
  }
  public get location(): SourceLocation | undefined {
    return this.server.location;
  }
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

/** A publishing point with the bindings behind it. */
export class PublishingPointView {
  public readonly bindings: BindingView[] = [];
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

const NO_GROUPS = Object.freeze([]) as unknown as CellGroup[];

/** A binding with everything it refers to. */
export class BindingView {
  /** Groups of the binding's class, whichever population they are of; set when the matrix is filled. */
  public classGroups: CellGroup[] = NO_GROUPS;
  public constructor(
    public readonly binding: Binding,
    public readonly server: ServerView,
    public readonly certificate: CertificateView | undefined,
    public readonly publishingPoint: PublishingPointView | undefined,
  ) {}
  public get id(): string {
    return this.binding.id;
  }
  public get location(): SourceLocation | undefined {
    return this.binding.location ?? this.server.location;
  }
  /** The populations that use this binding, each with what happens to it. */
  public get cells(): Cell[] {
    return this.classGroups.filter((group) => group.population.uses(this)).map((group) => group.cell(this));
  }
  /** The publishing point that ends TLS for these clients, where one does. */
  public terminatedAt(population: Population): PublishingPointView | undefined {
    const point = this.publishingPoint;
    return point && population.place !== ClientPlace.INSIDE && point.point.mode !== PublishingMode.PASS_THROUGH
      ? point
      : undefined;
  }
  /** The certificate that these clients are shown. */
  public shownTo(population: Population): CertificateView | undefined {
    const point = this.terminatedAt(population);
    return point ? point.certificate : this.certificate;
  }
}

/** Bindings of one class that one population uses: they have one outcome. */
export class CellGroup {
  public constructor(
    public readonly population: PopulationView,
    public readonly outcome: Outcome,
    /** Groups of populations that meet the same bindings hold one and the same list. */
    public readonly bindings: BindingView[],
  ) {}
  public cell(binding: BindingView): Cell {
    const { population } = this.population;
    return { binding, population, certificate: binding.shownTo(population), outcome: this.outcome };
  }
}

/** A population with its groups of cells. */
export class PopulationView {
  public readonly groups: CellGroup[] = [];
  private servers?: ReadonlySet<string>;
  private readonly protocols: ReadonlySet<string>;
  public constructor(public readonly population: Population) {
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
    return this.anchors.length === 1
      ? this.anchor.name
      : `the self-signed certificates of ${this.anchors.length} servers`;
  }
  /** Every cell one by one; where the number matters not, look at the groups. */
  public get cells(): Cell[] {
    return this.groups.flatMap((group) => group.bindings.map((binding) => group.cell(binding)));
  }
  /** The first reason with one of these codes, also where a graver one hides it, and the bindings of all groups that have one. */
  public withCode(codes: string[]): ReasonAtBindings | undefined {
    let first: Outcome | undefined;
    const bindings: string[] = [];
    for (const group of this.groups) {
      const reason = reasonsOf(group.outcome).find((outcome) => codes.includes(outcome.code));
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

/** The whole estate with its references resolved. Built once a judgement; rules only read it. */
export class EstateView {
  public readonly servers: ServerView[];
  public readonly bindings: BindingView[] = [];
  public readonly certificates: CertificateView[];
  public readonly publishingPoints: PublishingPointView[];
  public readonly populations: PopulationView[];
  public readonly mailDomains: MailDomainView[];
  /** Filled with the matrix. */
  public readonly reaches: ReachView[] = [];

  public constructor(
    public readonly estate: Estate,
    /** The moment of judgement; rules take their clock from here. */
    public readonly now: Date,
  ) {
    const anchors = new Map(estate.anchors.map((anchor) => [anchor.id, anchor]));
    this.certificates = estate.certificates.map((c) => {
      const ids = c.furtherAnchors ? [c.anchor, ...c.furtherAnchors] : [c.anchor];
      return new CertificateView(
        c,
        ids.map((id) => anchors.get(id ?? '')).filter((anchor) => anchor !== undefined),
      );
    });
    const certificates = new Map(this.certificates.map((view) => [view.id, view]));
    this.publishingPoints = estate.publishingPoints.map((p) => {
      const certificate = p.certificate === undefined ? undefined : certificates.get(p.certificate);
      const view = new PublishingPointView(p, certificate);
      certificate?.publishingPoints.push(view);
      return view;
    });
    const points = new Map(this.publishingPoints.map((view) => [view.id, view]));
    this.servers = estate.servers.map((server) => new ServerView(server));
    const servers = new Map(this.servers.map((view) => [view.id, view]));
    for (const server of this.servers) {
      for (const id of new Set(server.server.roles.map((role) => role.certificate))) {
        const certificate = certificates.get(id);
        if (!certificate) continue;
        server.certificates.push(certificate);
        certificate.servers.push(server);
      }
    }
    let server: ServerView | undefined;
    let certificate: CertificateView | undefined;
    for (const binding of estate.bindings) {
      // Bindings come server by server, and most of them present what the one before presents.
      if (server?.id !== binding.server) server = servers.get(binding.server);
      if (!server) continue;
      if (certificate?.id !== binding.certificate) certificate = certificates.get(binding.certificate ?? '');
      const point = binding.publishingPoint === undefined ? undefined : points.get(binding.publishingPoint);
      const view = new BindingView(binding, server, certificate, point);
      this.bindings.push(view);
      server.bindings.push(view);
      certificate?.bindings.push(view);
      point?.bindings.push(view);
    }
    this.mailDomains = estate.mailDomains.map((mailDomain) => {
      const serving = mailDomain.servers.flatMap((id) => servers.get(id) ?? []);
      for (const server of serving) server.mailDomains.push(mailDomain);
      return new MailDomainView(mailDomain, serving);
    });
    this.populations = estate.populations.map((population) => new PopulationView(population));
  }

  /** Bindings of these protocols. */
  public bindingsOf(protocols: ClientProtocol[]): BindingView[] {
    if (!this.protocolIndex) {
      this.protocolIndex = new Map();
      for (const view of this.bindings) {
        const known = this.protocolIndex.get(view.binding.protocol);
        if (known) known.push(view);
        else this.protocolIndex.set(view.binding.protocol, [view]);
      }
    }
    const [first, ...others] = protocols.map((protocol) => this.protocolIndex?.get(protocol) ?? []);
    return others.length === 0 ? (first ?? []) : [first, ...others].flat();
  }
  private protocolIndex?: Map<ClientProtocol, BindingView[]>;

  public server(id: string): ServerView | undefined {
    this.serverIndex ??= new Map(this.servers.map((view) => [view.id, view]));
    return this.serverIndex.get(id);
  }
  private serverIndex?: Map<string, ServerView>;

  public certificate(id: string): CertificateView | undefined {
    this.certificateIndex ??= new Map(this.certificates.map((view) => [view.id, view]));
    return this.certificateIndex.get(id);
  }
  private certificateIndex?: Map<string, CertificateView>;
}
