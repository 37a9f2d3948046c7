import {
  Binding,
  Certificate,
  ClientPlace,
  Estate,
  MailDomain,
  Population,
  PublishingMode,
  PublishingPoint,
  Server,
  SourceLocation,
  TrustAnchor,
} from '../model';
import { Outcome } from './outcome';

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
  /** Cells in which clients are shown this certificate. */
  public readonly cells: Cell[] = [];
  public constructor(
    public readonly certificate: Certificate,
    /** At the top of the path; where several are, the one that the source names first. */
    public readonly anchor: TrustAnchor | undefined,
    /** All that a path leads to, the first included. */
    public readonly anchors: TrustAnchor[],
  ) {}
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

/** A binding with everything it refers to. */
export class BindingView {
  public readonly cells: Cell[] = [];
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

/** A population with its cells. */
export class PopulationView {
  public readonly cells: Cell[] = [];
  public constructor(public readonly population: Population) {}
  public get id(): string {
    return this.population.id;
  }
  public get location(): SourceLocation | undefined {
    return this.population.location;
  }
}

/** One trust anchor in one population: every cell whose certificate ends in that anchor. */
export class ReachView {
  public readonly cells: Cell[] = [];
  public constructor(
    public readonly population: PopulationView,
    public readonly anchor: TrustAnchor,
  ) {}
  public get id(): string {
    return `${this.population.id}>${this.anchor.id}`;
  }
  public get location(): SourceLocation | undefined {
    return this.population.location;
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
  public readonly cells: Cell[] = [];

  public constructor(
    public readonly estate: Estate,
    /** The moment of judgement; rules take their clock from here. */
    public readonly now: Date,
  ) {
    const anchors = new Map(estate.anchors.map((anchor) => [anchor.id, anchor]));
    this.certificates = estate.certificates.map((c) => {
      const all = [...(c.anchor === undefined ? [] : [c.anchor]), ...(c.furtherAnchors ?? [])].flatMap((id) => anchors.get(id) ?? []);
      return new CertificateView(c, all[0], all);
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
    for (const binding of estate.bindings) {
      const server = servers.get(binding.server);
      if (!server) continue;
      const certificate = binding.certificate === undefined ? undefined : certificates.get(binding.certificate);
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

  public server(id: string): ServerView | undefined {
    this.serverIndex ??= new Map(this.servers.map((view) => [view.id, view]));
    return this.serverIndex.get(id);
  }
  private serverIndex?: Map<string, ServerView>;
}
