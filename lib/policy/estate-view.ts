import { ClientProtocol, Estate } from '../model';
import {
  addBehind,
  BindingView,
  CertificateView,
  MailDomainView,
  PopulationView,
  PublishingPointView,
  ReachView,
  ServerView,
} from './view';

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
    for (const view of this.publishingPoints) {
      view.outward = points.get(view.point.behind ?? '');
      for (const { hostNames, certificate: id } of view.point.sniCertificates ?? []) {
        const certificate = certificates.get(id);
        if (!certificate) continue;
        view.sniCertificates.push({ hostNames, certificate });
        if (!certificate.publishingPoints.includes(view)) certificate.publishingPoints.push(view);
      }
    }
    this.servers = estate.servers.map((server) => new ServerView(server));
    const servers = new Map(this.servers.map((view) => [view.id, view]));
    for (const organization of estate.organizations ?? [])
      for (const id of organization.servers) {
        const server = servers.get(id);
        if (server) server.organization ??= organization;
      }
    for (const server of this.servers) {
      for (const id of server.server.publishingPoints ?? []) {
        const point = points.get(id);
        if (point) server.points.push(point);
      }
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
      if (point) addBehind(point, view);
      for (const other of server.points) if (other !== point) addBehind(other, view);
    }
    this.mailDomains = estate.mailDomains.map((mailDomain) => {
      const serving = mailDomain.servers.flatMap((id) => servers.get(id) ?? []);
      const { domain, rootSite } = mailDomain;
      const certificate = certificates.get(rootSite?.certificate ?? '');
      for (const server of serving) {
        server.mailDomains.push(mailDomain);
        if (rootSite?.answers === true) server.rootSites.push({ domain, ...(certificate ? { certificate } : {}) });
      }
      return new MailDomainView(mailDomain, serving);
    });
    this.populations = estate.populations.map((population, order) => new PopulationView(population, order));
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
