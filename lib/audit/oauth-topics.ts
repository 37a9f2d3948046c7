import { ExportedCertificate } from '../exports/facts/certificates';
import { ExportedAuthConfig, ExportedFederation } from '../exports/facts/transport';
import { Stated } from '../exports/record';
import { endOfValidity, USUAL_RENEWAL_SHARE, usedShare } from '../model';
import { certificateLabel, CertificateOrigin, originOf } from './certificate-roles';
import { ForestView, serverLabel } from './forest-view';
import { Effort, Findings, Gravity, renewalGravity, Topic } from './statement';

const SOURCE = 'HC:Diagnostics/HealthChecker';
/** How the certificate of server-to-server authentication is renewed. */
export const OAUTH_RENEWAL =
  'make a new one and publish it (New-ExchangeCertificate; Set-AuthConfig -NewCertificateThumbprint, -PublishCertificate, -ClearPreviousCertificate), or run MonitorExchangeAuthCertificate.ps1; with hybrid, run the wizard again';

/** Server-to-server authentication: current, next and previous certificate, on every server. */
export function auditServerAuthentication(view: ForestView, now: Date, found: Findings): void {
  const [config] = view.facts.authConfigs;
  leftovers(view, config, found);
  if (!config && view.servers.every((server) => view.hasServerAuthentication(server) === false)) return;
  if (!config) {
    found.unknown(
      Topic.OAUTH,
      undefined,
      'which certificate is in use for server-to-server authentication (OAuth) is not in the export',
      'Get-AuthConfig | Export-Clixml',
    );
    return;
  }
  const { current, next, previous, nextFrom, nextFromUnset } = config;
  role(view, 'current OAuth certificate', current, found);
  role(view, 'next OAuth certificate', next, found);
  role(view, 'previous OAuth certificate', previous, found);
  if (nextFrom)
    found.read(Topic.OAUTH, undefined, `the next OAuth certificate is to be used from ${nextFrom.value.join(' or ')}`, [
      nextFrom.at,
    ]);
  else if (nextFromUnset)
    found.read(Topic.OAUTH, undefined, 'no day is set from which a next OAuth certificate is used', [config.at]);
  if (current && current.value === null)
    found.todo({
      code: 'oauth-certificate-unset',
      gravity: Gravity.BROKEN,
      title: 'Set a certificate for server-to-server authentication',
      why: 'AuthConfig names no current certificate',
      fix: OAUTH_RENEWAL,
      effort: Effort.HOUR,
      affected: 'web mail, the admin center, hybrid features and serialized data between servers',
      at: [current.at],
      source: SOURCE,
    });
  if (current?.value) inUse(view, current as Stated<string>, now, found);
}

function role(view: ForestView, name: string, stated: Stated<string | null> | undefined, found: Findings): void {
  if (!stated) return;
  const certificate = stated.value ? view.withThumbprint(stated.value) : undefined;
  const what =
    stated.value === null
      ? 'none'
      : certificate
        ? certificateLabel(certificate)
        : `${stated.value}, which is in no list of the export`;
  found.read(Topic.OAUTH, undefined, `${name}: ${what}`, [stated.at]);
}

function inUse(view: ForestView, current: Stated<string>, now: Date, found: Findings): void {
  const certificate = view.withThumbprint(current.value);
  const affected =
    'web mail and the admin center (errors at sign-in), hybrid features, and the shell, which signs serialized data with it';
  const { notAfter, notBefore } = certificate?.facts ?? {};
  const share = notAfter && notBefore && usedShare(notBefore, notAfter, now);
  if (notAfter !== undefined && now.getTime() >= endOfValidity(notAfter)) {
    found.concluded(
      Topic.OAUTH,
      undefined,
      `the current OAuth certificate ended on ${notAfter.slice(0, 10)}`,
      [current.at, certificate!.at],
      SOURCE,
    );
    found.todo({
      code: 'oauth-certificate-expired',
      gravity: Gravity.BROKEN,
      title: 'Renew the OAuth certificate, which has expired',
      why: `${certificateLabel(certificate!)} ended on ${notAfter.slice(0, 10)}`,
      fix: OAUTH_RENEWAL,
      effort: Effort.HOUR,
      affected,
      at: [current.at, certificate!.at],
      source: SOURCE,
    });
  } else if (notAfter !== undefined && typeof share === 'number' && share >= USUAL_RENEWAL_SHARE)
    found.todo({
      code: 'oauth-certificate-ends-soon',
      gravity: renewalGravity(notAfter, now),
      title: `Renew the OAuth certificate by ${notAfter.slice(0, 10)}`,
      why: `${Math.round(share * 100)} % of the lifetime of ${certificateLabel(certificate!)} is over`,
      fix: OAUTH_RENEWAL,
      effort: Effort.HOUR,
      affected,
      at: [current.at, certificate!.at],
      source: SOURCE,
    });
  for (const server of view.servers.filter(
    (name) => name !== '' && !view.isEdge(name) && view.hasServerAuthentication(name) !== false,
  )) {
    const list = view.listOf(server);
    if (list.length === 0) {
      found.unknown(
        Topic.OAUTH,
        server,
        `whether ${server} has the current OAuth certificate is not known, since its list is not in the export`,
        `Get-ExchangeCertificate -Server ${server} | Export-Clixml`,
        [current.at],
      );
    } else if (list.some(({ thumbprint }) => thumbprint?.value === current.value)) {
      found.concluded(Topic.OAUTH, server, `${server} has the current OAuth certificate`, [
        current.at,
        list.find(({ thumbprint }) => thumbprint?.value === current.value)!.at,
      ]);
    } else if (list.every(({ thumbprint, masked }) => thumbprint && !masked)) {
      found.concluded(Topic.OAUTH, server, `${server} does not list the current OAuth certificate ${current.value}`, [
        current.at,
        ...list.map(({ at }) => at),
      ]);
      found.todo({
        code: 'oauth-certificate-missing',
        gravity: Gravity.BROKEN,
        title: `Bring the OAuth certificate to ${server}`,
        why: `AuthConfig names ${current.value}, and ${server} does not list it`,
        fix: `export it with its key from a server that has it and import it on ${server}; where no server has it: ${OAUTH_RENEWAL}`,
        effort: Effort.HOUR,
        affected,
        server,
        at: [current.at],
        source: SOURCE,
      });
    }
  }
}

/** Certificates of the kind that are neither current nor next nor previous. */
function leftovers(view: ForestView, config: ExportedAuthConfig | undefined, found: Findings): void {
  for (const server of view.servers)
    for (const one of view.listOf(server)) {
      if (originOf(one) !== CertificateOrigin.AUTH) continue;
      const is = (stated: Stated<string | null> | undefined): boolean => stated?.value === one.thumbprint?.value;
      if (!config) {
        found.unknown(
          Topic.OAUTH,
          server,
          `whether ${certificateLabel(one)} is the OAuth certificate in use, the next one, or a leftover is not known`,
          'Get-AuthConfig | Export-Clixml',
          [one.at],
        );
      } else if (!is(config.current) && !is(config.next) && !is(config.previous))
        found.concluded(Topic.OAUTH, server, `${certificateLabel(one)} is a leftover: AuthConfig does not name it`, [
          config.at,
          one.at,
        ]);
    }
}

/** The certificate that is in use for a federation trust: whether it has ended, or ends soon. */
function federationCertificate(view: ForestView, trust: ExportedFederation, now: Date, found: Findings): void {
  const used = trust.current && view.withThumbprint(trust.current.value);
  if (trust.current && !used)
    found.unknown(
      Topic.OAUTH,
      undefined,
      `when the certificate of the federation trust ${trust.name} ends is not known: ${trust.current.value} is in no list of the export`,
      'Get-ExchangeCertificate of every server | Export-Clixml; Get-FederationTrust | Export-Clixml',
      [trust.current.at],
    );
  const { notAfter, notBefore } = used?.facts ?? {};
  if (!used || notAfter === undefined) return;
  const next = trust.next && view.withThumbprint(trust.next.value);
  const common = {
    effort: Effort.HOUR,
    affected: 'free/busy and calendar sharing with other organizations',
    at: [trust.current!.at, used.at, ...(next ? [next.at] : [])],
    source: 'FED13',
  };
  const share = notBefore && usedShare(notBefore, notAfter, now);
  if (now.getTime() >= endOfValidity(notAfter))
    found.todo({
      code: 'federation-certificate-expired',
      gravity: Gravity.PARTLY_BROKEN,
      title: `Renew the certificate of the federation trust ${trust.name}`,
      why: `${certificateLabel(used)} ended on ${notAfter.slice(0, 10)}`,
      fix: 'remove the federated domains and the trust (Remove-FederatedDomain, Remove-FederationTrust), and make both again with a new certificate (New-FederationTrust, Add-FederatedDomain); the DNS needs the new proof of each domain',
      ...common,
    });
  else if (typeof share === 'number' && share >= USUAL_RENEWAL_SHARE)
    found.todo({
      code: 'federation-certificate-ends-soon',
      gravity: renewalGravity(notAfter, now),
      title: `Renew the certificate of the federation trust ${trust.name} by ${notAfter.slice(0, 10)}`,
      why: `${Math.round(share * 100)} % of the lifetime of ${certificateLabel(used)} is over${next ? `; the next one is ${certificateLabel(next)}` : ''}; once it has ended the trust must be removed and made again`,
      fix: next
        ? 'Test-FederationTrustCertificate, the TXT records of Get-FederatedDomainProof in the public DNS, then Set-FederationTrust -PublishFederationCertificate'
        : 'New-ExchangeCertificate -Services Federation, Set-FederationTrust -Thumbprint with the new one, the TXT records of Get-FederatedDomainProof in the public DNS, then Set-FederationTrust -PublishFederationCertificate',
      ...common,
    });
}

/** Federation trusts and the internal transport certificates: roles of their own, which no client meets. */
export function auditInternalRoles(view: ForestView, now: Date, found: Findings): void {
  for (const trust of view.facts.federations) {
    for (const [name, stated] of [
      ['current', trust.current],
      ['next', trust.next],
      ['previous', trust.previous],
    ] as const)
      role(view, `${name} certificate of the federation trust ${trust.name}`, stated, found);
    if (trust.applicationUri)
      found.read(Topic.OAUTH, undefined, `the federation trust ${trust.name} is for ${trust.applicationUri.value}`, [
        trust.applicationUri.at,
      ]);
    federationCertificate(view, trust, now, found);
  }
  for (const server of view.servers.filter((name) => name !== '')) {
    const [certificate] = view.transportCertificatesOf(server);
    const stated = view
      .of(view.facts.servers, server)
      .find(({ internalTransportThumbprint }) => internalTransportThumbprint)?.internalTransportThumbprint;
    const ofThumbprint: ExportedCertificate | undefined = stated?.value
      ? view.withThumbprint(stated.value.toUpperCase())
      : undefined;
    const known = certificate ?? ofThumbprint;
    if (known) {
      found.read(
        Topic.CONNECTORS,
        server,
        `the internal transport certificate of ${server} is ${certificateLabel(known)}`,
        [stated?.at ?? known.at],
      );
      if (
        !view.listOf(server).some(({ thumbprint }) => thumbprint?.value === known.thumbprint?.value) &&
        view.listOf(server).length > 0
      )
        found.concluded(
          Topic.SOURCES,
          server,
          `the internal transport certificate ${certificateLabel(known)} is not in the list of ${server}`,
          [known.at],
        );
    } else if (view.listOf(server).length > 0)
      found.unknown(
        Topic.CONNECTORS,
        server,
        `the internal transport certificate of ${serverLabel(server)} is not in the export`,
        `Get-TransportService ${server} | Export-Clixml (InternalTransportCertificateThumbprint)`,
      );
  }
}
