import { evidenceOf, withEvidence } from '../evidence';
import { protocolFacts, releaseLabel } from '../exchange';
import { ExportedCertificate } from '../exports/facts/certificates';
import { ExportedDirectory, SiteSide } from '../exports/facts/virtual-directories';
import {
  Binding,
  Certificate,
  CertificateState,
  Estate,
  EvidenceSource,
  HostName,
  KnownCertificate,
  KnownSetting,
  Server,
} from '../model';
import { certificateLabel, hostOf, plainHost } from './certificate-roles';
import { chainOf, rootOf } from './estate-of';
import { tokenCheckingFrom } from './extended-protection';
import { ForestView } from './forest-view';
import { connectorDrift, Drift, mailDrift, MailDrift } from './mail-drift';
import { presentedBySite } from './presented-certificate';

/** A declared estate compared with an export. */
export interface DriftResult {
  readonly drifts: readonly Drift[];
  /** What could not be compared, in sentences. */
  readonly unknown: readonly string[];
  /** The declared estate with what the export shows as evidence, to be judged. */
  readonly estate: Estate;
}

/**
 * Compares an export with what was declared: servers, releases, names, certificates and their roots, mail programs, connectors, Extended Protection. What the export does not say is
 * no difference.
 *
 * @param now the clock, for the paths of certificates
 */
export function driftOf(view: ForestView, declared: Estate, now: Date): DriftResult {
  return new Comparison(view, declared).result(now);
}

class Comparison {
  private readonly drifts: Drift[] = [];
  private readonly unknown: string[] = [];
  private readonly certificates: KnownCertificate[] = [];
  private readonly settings: KnownSetting[] = [];

  public constructor(
    private readonly view: ForestView,
    private readonly declared: Estate,
  ) {}

  public result(now: Date): DriftResult {
    const names = new Map(this.declared.servers.map((server) => [shortNameOf(server), server]));
    for (const name of this.view.servers)
      if (name !== '' && !names.has(name)) this.differ(name, 'server', 'not declared', 'in the export', []);
    for (const [name, server] of names) {
      if (this.view.servers.includes(name)) this.compare(name, server);
      else this.unknown.push(`the export shows nothing of the declared server ${server.name}`);
    }
    this.take(connectorDrift(this.view, this.declared, shortNameOf));
    const evidence = evidenceOf(EvidenceSource.EXPORT, now, {
      certificates: this.certificates,
      settings: this.settings,
    });
    return { drifts: this.drifts, unknown: this.unknown, estate: withEvidence(this.declared, evidence, now) };
  }

  private differ(server: string, what: string, declared: string, exported: string, at: readonly string[]): void {
    this.drifts.push({ server, what, declared, exported, at });
  }

  private compare(name: string, server: Server): void {
    this.release(name, server);
    const bindings = this.declared.bindings.filter((binding) => binding.server === server.id);
    for (const binding of bindings) this.names(name, binding);
    this.protocols(name, bindings);
    this.certificate(name, bindings);
    this.take(mailDrift(this.view, name, bindings, this.declared));
  }

  private take({ drifts, unknown }: MailDrift): void {
    this.drifts.push(...drifts);
    this.unknown.push(...unknown);
  }

  private release(name: string, { release }: Server): void {
    const build = this.view.buildOf(name);
    if (!build) return void this.unknown.push(`the export does not show the version of ${name}`);
    const found = build.value.release;
    const same =
      found.product === release.product &&
      (found.cumulativeUpdate === undefined ||
        release.cumulativeUpdate === undefined ||
        found.cumulativeUpdate === release.cumulativeUpdate) &&
      (found.servicePack === undefined ||
        release.servicePack === undefined ||
        found.servicePack === release.servicePack);
    if (!same) this.differ(name, 'release', releaseLabel(release), releaseLabel(found), [build.at]);
  }

  private directory(name: string, protocol: string): ExportedDirectory | undefined {
    return this.view
      .of(this.view.facts.directories, name)
      .find((one) => one.protocol === protocol && one.side !== SiteSide.BACK_END);
  }

  private names(name: string, { id, protocol, internalHosts, externalHosts }: Binding): void {
    const directory = this.directory(name, protocol);
    if (!directory) return;
    const { label } = protocolFacts(protocol);
    for (const [side, hosts, stated] of [
      ['inside', internalHosts, directory.internalUrl ?? directory.internalHost],
      ['outside', externalHosts, directory.externalUrl ?? directory.externalHost],
    ] as const) {
      const declared = valuesOf(hosts);
      if (stated === undefined || declared === undefined) continue;
      const found = hostOf(stated.value) ?? plainHost(stated.value);
      // Autodiscover is found by names of its own; its URLs are empty.
      if (found === undefined && protocol === 'autodiscover') continue;
      if (found === undefined ? declared.length > 0 : !declared.includes(found))
        this.differ(name, `${label}, name ${side}`, declared.join(', ') || 'none', found ?? 'none', [stated.at]);
    }
    const checking = tokenCheckingFrom(this.view, name, protocol);
    if (checking) this.settings.push({ owner: id, setting: 'tokenChecking', value: checking.value });
  }

  private protocols(name: string, bindings: readonly Binding[]): void {
    const declared = new Set(bindings.map(({ protocol }) => protocol));
    for (const { protocol, internalUrl, externalUrl, at } of this.view.of(this.view.facts.directories, name))
      if (protocol && !declared.has(protocol) && (internalUrl?.value || externalUrl?.value))
        this.differ(name, protocolFacts(protocol).label, 'not declared', 'has a URL', [at]);
  }

  /** The certificate that clients meet: the declared one with the bytes of the export, where they are known. */
  private certificate(name: string, bindings: readonly Binding[]): void {
    const ids = new Set(bindings.filter(({ role }) => role === 'iis').flatMap(({ certificate }) => certificate ?? []));
    const [id] = ids;
    if (id === undefined || ids.size > 1) return;
    const presented = presentedBySite(this.view, name, SiteSide.FRONT_END);
    const { certificate } = presented;
    if (!certificate) {
      this.unknown.push(`HTTPS of ${name}: ${presented.text}`);
      return;
    }
    const declared = this.declared.certificates.find((one) => one.id === id);
    if (!declared) return;
    const { sha1, dnsNames } = declared.facts;
    const found = certificate.thumbprint?.value;
    if (declared.state === CertificateState.ISSUED && sha1 !== undefined && found !== undefined && sha1 !== found)
      this.differ(
        name,
        'certificate of HTTPS',
        `${declared.facts.commonName ?? id} (${sha1})`,
        certificateLabel(certificate),
        presented.at,
      );
    const names = valuesOf(dnsNames ?? []);
    const missing = certificate.namesCut ? [] : (names ?? []).filter((one) => !certificate.namesShown.includes(one));
    if (missing.length > 0)
      this.differ(
        name,
        'names of the certificate of HTTPS',
        missing.join(', '),
        `not in ${certificateLabel(certificate)}`,
        presented.at,
      );
    this.root(name, declared, certificate, presented.at);
    if (certificate.pem === undefined || this.certificates.some((one) => one.id === id)) return;
    const chainPem = chainOf(certificate, this.view);
    // What the export has no CA for was issued by the declared ones, where it is the declared certificate.
    const isDeclared = sha1 !== undefined && sha1 === found;
    this.certificates.push({
      id,
      pem: certificate.pem,
      chainPem: chainPem.length === 0 && isDeclared ? declared.chainPem : chainPem,
      rootPem: [],
    });
  }

  /** The root that the export holds of the certificate, where it is another than the declared one. */
  private root(name: string, declared: Certificate, found: ExportedCertificate, at: readonly string[]): void {
    const anchors = [declared.anchor, ...(declared.furtherAnchors ?? [])].flatMap(
      (id) => this.declared.anchors.find((anchor) => anchor.id === id) ?? [],
    );
    const root = rootOf(found, this.view);
    if (!root || anchors.length === 0 || anchors.some(({ sha256 }) => sha256 === undefined || sha256 === root.sha256))
      return;
    const names = anchors.map(({ name: label }) => label);
    this.differ(
      name,
      'root of the certificate of HTTPS',
      names.join(', '),
      `${root.commonName ?? root.subject} (${root.sha1})`,
      at,
    );
  }
}

/** Host names that are known. Undefined: Terraform alone knows one of them. */
function valuesOf(hosts: readonly HostName[]): string[] | undefined {
  const values = hosts.map(({ value }) => value);
  return values.every((value) => value !== undefined) ? values : undefined;
}

function shortNameOf({ netBiosName, fqdn, name }: Server): string {
  return (netBiosName ?? fqdn.value?.split('.')[0] ?? name).toUpperCase();
}
