import { evidenceOf, withEvidence } from '../evidence';
import { highestTokenChecking, protocolFacts } from '../exchange';
import { ExportedCertificate } from '../exports/facts/certificates';
import { ExportedDirectory, SiteSide } from '../exports/facts/virtual-directories';
import {
  bareBinding,
  bareCertificate,
  bareServer,
  Binding,
  Certificate,
  CertificateRole,
  CertificateSourceKind,
  CertificateState,
  ClientAuthentication,
  ClientCertificateMode,
  ClientProtocol,
  EMPTY_ESTATE,
  Estate,
  Evidence,
  EvidenceSource,
  ExtendedProtection,
  KeyCustody,
  KnownSetting,
  RoleAssignment,
  Server,
  TokenChecking,
  TrustAnchor,
  TrustAnchorKind,
} from '../model';
import { Certificate509, commercialRoots, issuedPath, IssuedPath, orderChain } from '../pki';
import { certificateLabel, CertificateOrigin, hostOf, originOf, plainHost } from './certificate-roles';
import { tokenCheckingFrom } from './extended-protection';
import { ForestView } from './forest-view';
import { connectorsOf, edgesOf, federationsOf, hybridsOf, mailBindingsOf, smtpRoleOf } from './mail-flow';
import { populationsOf, StatedClients } from './populations';
import { presentedBySite } from './presented-certificate';

/** An estate from an export: what can be judged of it, and what can't and why. */
export interface ExportedEstate {
  readonly estate: Estate;
  /** What the export added to the estate, which declares no more than servers, protocols and names. */
  readonly evidence: Evidence;
  /** Servers and protocols that are not in the estate, in sentences. */
  readonly notJudged: readonly string[];
}

const SOURCES: Readonly<Partial<Record<CertificateOrigin, CertificateSourceKind>>> = {
  [CertificateOrigin.SETUP]: CertificateSourceKind.SELF_SIGNED,
  [CertificateOrigin.AUTH]: CertificateSourceKind.SELF_SIGNED,
  [CertificateOrigin.SELF_SIGNED]: CertificateSourceKind.SELF_SIGNED,
  [CertificateOrigin.PUBLIC]: CertificateSourceKind.PURCHASED,
  [CertificateOrigin.PRIVATE]: CertificateSourceKind.INTERNAL_CA,
};

/** Names of ways to sign in, as Exchange has them. */
const AUTHENTICATIONS: Readonly<Record<string, ClientAuthentication>> = {
  basic: ClientAuthentication.BASIC,
  ntlm: ClientAuthentication.NTLM,
  windowsintegrated: ClientAuthentication.NTLM,
  negotiate: ClientAuthentication.NEGOTIATE,
  nego2: ClientAuthentication.NEGOTIATE,
  kerberos: ClientAuthentication.NEGOTIATE,
  fba: ClientAuthentication.FORMS,
  oauth: ClientAuthentication.OAUTH,
  certificate: ClientAuthentication.CERTIFICATE,
};

/**
 * Puts what an export says into the model, as far as it can be judged: a protocol whose certificate is not known, or a certificate of
 * which nobody can say who issued it, is left out and said.
 *
 * @param clients who the clients are
 * @param now the clock, for the paths of certificates
 */
export function estateOf(view: ForestView, clients: readonly StatedClients[], now: Date): ExportedEstate {
  return new EstateBuilder(view, now).build(clients);
}

/** What a path to a root says of who issued a certificate. */
function sourceOfPath(path: IssuedPath | undefined): CertificateSourceKind | undefined {
  const kind = path?.anchors[0]?.kind;
  if (kind === TrustAnchorKind.COMMERCIAL) return CertificateSourceKind.PURCHASED;
  return kind === TrustAnchorKind.PRIVATE ? CertificateSourceKind.INTERNAL_CA : undefined;
}

/** The certificates of CAs that the export holds. */
function authoritiesOf({ facts }: ForestView): Certificate509[] {
  return [...facts.certificates, ...facts.stored].flatMap(({ certificate }) =>
    certificate?.isCa ? [certificate] : [],
  );
}

/** The CAs between a certificate and its root that the export holds, nearest first: what Windows can send along with it. */
export function chainOf({ certificate }: ExportedCertificate, view: ForestView): string[] {
  if (!certificate || certificate.isSelfSigned) return [];
  return orderChain([certificate, ...authoritiesOf(view)]).intermediates.map(({ pem }) => pem);
}

/** The root at the top of the path of a certificate, where the export holds it. */
export function rootOf({ certificate }: ExportedCertificate, view: ForestView): Certificate509 | undefined {
  return certificate && !certificate.isSelfSigned
    ? orderChain([certificate, ...authoritiesOf(view)]).roots[0]
    : undefined;
}

/** Host names of a directory. */
function hostsOf({ externalHost, externalUrl, internalHost, internalUrl }: ExportedDirectory): string[] {
  return [
    hostOf(internalUrl?.value),
    hostOf(externalUrl?.value),
    plainHost(internalHost?.value),
    plainHost(externalHost?.value),
  ].filter((host) => host !== undefined);
}

class EstateBuilder {
  private readonly certificates = new Map<string, Certificate>();
  private readonly pems = new Map<string, { pem: string; chain: string[]; roots: string[] }>();
  private readonly anchors = new Map<string, TrustAnchor>();
  private readonly settings: KnownSetting[] = [];
  private readonly notJudged: string[] = [];

  public constructor(
    private readonly view: ForestView,
    private readonly now: Date,
  ) {}

  public build(clients: readonly StatedClients[]): ExportedEstate {
    const { view, now } = this;
    const servers: Server[] = [];
    const bindings: Binding[] = [];
    const identified = (certificate: ExportedCertificate): string | undefined => this.certificate(certificate);
    for (const name of view.clientServers) {
      const server = this.server(name);
      if (!server) continue;
      const web = this.bindings(server);
      const mail = this.mailBindings(server);
      servers.push({
        ...server,
        ...this.names([...web, ...mail.bindings]),
        roles: [...server.roles, ...mail.roles, ...smtpRoleOf(view, name, mail.roles, identified)],
        extendedProtection: this.extendedProtection(web),
      });
      bindings.push(...web, ...mail.bindings);
    }
    const ids = servers.map(({ id }) => id);
    const served = new Set(bindings.map(({ protocol }) => protocol));
    const auth = this.serverAuthentication(ids);
    const flow = connectorsOf(view, servers, identified);
    const { edges, notJudged } = edgesOf(view, servers, identified);
    this.notJudged.push(...flow.notJudged, ...notJudged);
    const federations = federationsOf(view, servers, identified);
    const declared: Estate = {
      ...EMPTY_ESTATE,
      servers,
      bindings,
      certificates: [...this.certificates.values()],
      anchors: [...this.anchors.values()],
      populations: populationsOf(clients, ids, served),
      serverAuthentications: auth,
      organizations: this.organization(ids),
      connectors: flow.connectors,
      hybrids: hybridsOf(view, servers),
      edges,
      federations,
    };
    const evidence = evidenceOf(EvidenceSource.EXPORT, now, {
      certificates: [...this.pems].map(([id, { pem, chain, roots }]) => ({ id, pem, chainPem: chain, rootPem: roots })),
      settings: this.settings,
    });
    return { estate: withEvidence(declared, evidence, now), evidence, notJudged: this.notJudged };
  }

  private server(name: string): Server | undefined {
    const { view } = this;
    const build = view.buildOf(name);
    if (!build) {
      this.notJudged.push(`${name === '' ? 'a server without a name' : name}: its version is not known`);
      return undefined;
    }
    const stated = view.of(view.facts.servers, name).find(({ fqdn }) => fqdn)?.fqdn?.value;
    const windows = view.of(view.facts.servers, name).find(({ windowsServer }) => windowsServer)?.windowsServer;
    const fqdn =
      plainHost(stated) ?? (view.forest === '' ? name.toLowerCase() : `${name.toLowerCase()}.${view.forest}`);
    const domains = view.facts.acceptedDomains
      .filter(({ type }) => type?.value === undefined || type.value === 'Authoritative')
      .flatMap(({ domain }) => (plainHost(domain)?.includes('.') ? [domain] : []));
    return bareServer({
      id: name,
      name,
      release: build.value.release,
      fqdn: { value: fqdn },
      ...(windows ? { windowsServer: windows.value } : {}),
      ...(name.length <= 15 && name !== '' ? { netBiosName: name } : {}),
      mailDomains: domains,
      roles: this.roles(name),
    });
  }

  /** What mail programs meet, and the certificates of their roles. */
  private mailBindings(server: Server): { bindings: Binding[]; roles: RoleAssignment[] } {
    const { bindings, notJudged } = mailBindingsOf(this.view, server);
    this.notJudged.push(...notJudged);
    const roles: RoleAssignment[] = [];
    const judged = bindings.flatMap(({ binding, role, certificate }) => {
      const id = this.certificate(certificate);
      if (id === undefined) {
        const { label } = protocolFacts(binding.protocol);
        this.notJudged.push(
          `${server.name}, ${label}: who issued ${certificateLabel(certificate)} the export does not say`,
        );
        return [];
      }
      roles.push({ role, certificate: id });
      return [{ ...binding, certificate: id }];
    });
    return { bindings: judged, roles };
  }

  /** On or off where the export shows it of every virtual directory that it has; what it does not show is not as setup leaves it. */
  private extendedProtection(bindings: readonly Binding[]): ExtendedProtection {
    const bound = bindings.filter(({ protocol }) => highestTokenChecking(protocol) !== TokenChecking.NONE);
    const found = bound.map(({ server, protocol }) => tokenCheckingFrom(this.view, server, protocol)?.value);
    if (found.length === 0 || found.includes(undefined)) return ExtendedProtection.UNKNOWN;
    return found.every((value) => value === TokenChecking.NONE) ? ExtendedProtection.OFF : ExtendedProtection.ON;
  }

  /** Names of the server, from the URLs of its web mail or else of any protocol. */
  private names(bindings: readonly Binding[]): Partial<Server> {
    const ordered = [...bindings].sort(
      (a, b) => Number(b.protocol === ClientProtocol.OWA) - Number(a.protocol === ClientProtocol.OWA),
    );
    const internalHost = ordered.flatMap(({ internalHosts }) => internalHosts)[0];
    const externalHost = ordered.flatMap(({ externalHosts }) => externalHosts)[0];
    return {
      ...(internalHost ? { internalHost } : {}),
      ...(externalHost ? { externalHost, publicDeployment: true } : {}),
    };
  }

  private roles(name: string): RoleAssignment[] {
    const { view } = this;
    const roles: RoleAssignment[] = [];
    const assign = (role: CertificateRole, certificate: ExportedCertificate | undefined): void => {
      const id = certificate && this.certificate(certificate);
      if (id !== undefined) roles.push({ role, certificate: id });
    };
    assign(CertificateRole.IIS, presentedBySite(view, name, SiteSide.FRONT_END).certificate);
    if (view.hasBackEnd(name) === true)
      assign(CertificateRole.BACK_END, presentedBySite(view, name, SiteSide.BACK_END).certificate);
    assign(CertificateRole.TRANSPORT_DEFAULT, view.transportCertificatesOf(name)[0]);
    const current = view.facts.authConfigs[0]?.current?.value;
    assign(
      CertificateRole.OAUTH,
      view.listOf(name).find(({ thumbprint }) => thumbprint?.value === current),
    );
    return roles;
  }

  /** The id of a certificate in the estate. Undefined: nobody can say who issued it. */
  private certificate(exported: ExportedCertificate): string | undefined {
    const origin = originOf(exported);
    const thumbprint = exported.thumbprint?.value;
    if (thumbprint === undefined) return undefined;
    if (this.certificates.has(thumbprint)) return thumbprint;
    const path = this.path(exported, thumbprint, origin);
    const source = SOURCES[origin] ?? sourceOfPath(path);
    if (source === undefined) return undefined;
    for (const anchor of path?.anchors ?? []) if (!this.anchors.has(anchor.id)) this.anchors.set(anchor.id, anchor);
    const anchor = path?.anchors[0]?.id;
    this.certificates.set(
      thumbprint,
      bareCertificate({
        id: thumbprint,
        source,
        state: exported.pem === undefined ? CertificateState.ISSUED : CertificateState.INSTALLED,
        exchangeDefault: origin === CertificateOrigin.SETUP,
        facts: exported.pem === undefined ? exported.facts : {},
        custody: KeyCustody.SERVER,
        ...(exported.keyProvider?.value.name ? { keyProvider: exported.keyProvider.value.name } : {}),
        ...(anchor === undefined ? {} : { anchor }),
      }),
    );
    if (exported.pem !== undefined)
      this.pems.set(thumbprint, {
        pem: exported.pem,
        chain: chainOf(exported, this.view),
        roots: path?.anchors.flatMap(({ pem }) => (pem === undefined ? [] : [pem])) ?? [],
      });
    return thumbprint;
  }

  /** Where the path of a certificate ends, with the certificates of the export in between. */
  private path({ certificate }: ExportedCertificate, id: string, origin: CertificateOrigin): IssuedPath | undefined {
    if (!certificate) return undefined;
    const intermediates = authoritiesOf(this.view);
    const path = issuedPath({
      leaf: certificate,
      intermediates: intermediates.filter((one) => !one.isSelfSigned),
      commercialRoots: certificate.isSelfSigned ? [] : commercialRoots().certificates,
      // A root of Windows alone may be commercial: what asserts the policies of public CAs is not private.
      privateRoots: origin === CertificateOrigin.PUBLIC ? [] : intermediates.filter((one) => one.isSelfSigned),
      now: this.now,
      selfSignedId: id,
    });
    return path.anchors.length > 0 ? path : undefined;
  }

  private bindings(server: Server): Binding[] {
    const { view } = this;
    const presented = presentedBySite(view, server.id, SiteSide.FRONT_END);
    const directories = view
      .of(view.facts.directories, server.id)
      .filter(({ protocol, side }) => protocol !== undefined && side !== SiteSide.BACK_END && side !== SiteSide.OTHER);
    if (directories.length === 0) return [];
    const labels = [...new Set(directories.map(({ protocol }) => protocolFacts(protocol!).label))].join(', ');
    if (presented.state !== 'known' || !presented.certificate) {
      this.notJudged.push(`${server.name}, ${labels}: which certificate they present is ${presented.text}`);
      return [];
    }
    const certificate = this.certificate(presented.certificate);
    if (certificate === undefined) {
      this.notJudged.push(
        `${server.name}, ${labels}: who issued ${certificateLabel(presented.certificate)} the export does not say`,
      );
      return [];
    }
    const protocols = [...new Set(directories.map(({ protocol }) => protocol!))];
    const byName = new Set(presented.named?.map(({ host }) => host));
    return protocols.flatMap((protocol): Binding[] => {
      const own = directories.filter((one) => one.protocol === protocol);
      if (own.some((one) => hostsOf(one).some((host) => byName.has(host)))) {
        this.notJudged.push(`${server.name}, ${protocolFacts(protocol).label}: ${presented.text}`);
        return [];
      }
      // What was read from IIS comes before what was read from the directory alone.
      const best = own.find(({ directoryOnly }) => !directoryOnly) ?? own[0]!;
      const binding = this.binding(server, protocol, best, certificate);
      const checking = tokenCheckingFrom(view, server.id, protocol);
      if (checking?.value !== undefined)
        this.settings.push({ owner: binding.id, setting: 'tokenChecking', value: checking.value });
      return [binding];
    });
  }

  private binding(server: Server, protocol: ClientProtocol, from: ExportedDirectory, certificate: string): Binding {
    const facts = protocolFacts(protocol);
    const hosts = (value: string | undefined): { value: string }[] => (value === undefined ? [] : [{ value }]);
    const point = this.view.of(this.view.facts.connectionPoints, server.id)[0]?.uri?.value;
    const internal =
      protocol === ClientProtocol.AUTODISCOVER
        ? hostOf(point)
        : (hostOf(from.internalUrl?.value) ?? plainHost(from.internalHost?.value));
    const external = hostOf(from.externalUrl?.value) ?? plainHost(from.externalHost?.value);
    const methods = [from.iisAuthentication, from.internalAuthentication, from.externalAuthentication]
      .flatMap((list) => list?.values ?? [])
      .flatMap((method) => AUTHENTICATIONS[method.toLowerCase()] ?? []);
    const mode = {
      Ignore: ClientCertificateMode.IGNORE,
      Accepted: ClientCertificateMode.ACCEPT,
      Required: ClientCertificateMode.REQUIRE,
    }[from.clientCertificates?.value ?? ''];
    return bareBinding({
      server: server.id,
      protocol,
      role: facts.role,
      listeners: facts.defaultListeners(server.release),
      internalHosts: hosts(internal),
      externalHosts: hosts(external),
      authentication: [...new Set(methods)],
      certificate,
      ...(mode === undefined ? {} : { clientCertificates: mode }),
      byDefault: facts.enabledByDefault(server.release).value === true,
    });
  }

  private serverAuthentication(servers: string[]): Estate['serverAuthentications'] {
    const { view } = this;
    const [config] = view.facts.authConfigs;
    const found = (thumbprint: string | null | undefined): string | undefined => {
      const one = thumbprint ? view.withThumbprint(thumbprint) : undefined;
      return one && this.certificate(one);
    };
    const certificate = found(config?.current?.value);
    if (!config || certificate === undefined || servers.length === 0) return [];
    const next = found(config.next?.value);
    return [
      { id: `${view.forest}/oauth`, certificate, servers, ...(next === undefined ? {} : { nextCertificate: next }) },
    ];
  }

  private organization(servers: string[]): Estate['organizations'] {
    const [config] = this.view.facts.organizationConfigs;
    const outlook = this.view.facts.providers.find(({ name }) => /EXPR/i.test(name))?.principalName?.value;
    if (servers.length === 0 || (!config && !outlook)) return [];
    return [
      {
        id: this.view.forest,
        servers,
        ...(outlook ? { principalName: outlook } : {}),
        ...(config?.downloadDomains ? { downloadDomains: config.downloadDomains.value } : {}),
        ...(config?.modernAuthentication ? { modernAuthentication: config.modernAuthentication.value } : {}),
      },
    ];
  }
}
