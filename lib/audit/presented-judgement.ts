import { MINIMUM_RSA_BITS } from '../exchange';
import { ExportedCertificate } from '../exports/facts/certificates';
import { SiteSide } from '../exports/facts/virtual-directories';
import { ClientProtocol, endOfValidity, USUAL_RENEWAL_SHARE, usedShare } from '../model';
import { certificateLabel, CertificateOrigin, hostOf, originOf, plainHost } from './certificate-roles';
import { ForestView, serverLabel } from './forest-view';
import { presentedBySite } from './presented-certificate';
import { replacementOf } from './server-topics';
import { Effort, Findings, Gravity, renewalGravity, Topic } from './statement';

export const CLIENTS = 'clients that use HTTPS (web mail, Outlook, phones)';
/** Hashes of signatures that phones and browsers of today refuse. */
const OUTDATED_HASHES = ['sha1', 'md5'];

/** What is wrong with the certificate that a site presents, and what to do about it. */
export function judgeSite(
  view: ForestView,
  server: string,
  side: SiteSide,
  certificate: ExportedCertificate,
  at: readonly string[],
  now: Date,
  found: Findings,
): void {
  const isFront = side === SiteSide.FRONT_END;
  const { keyBits, keyType, notBefore, notAfter } = certificate.facts;
  const origin = originOf(certificate);
  const isReplaced = isFront && (origin === CertificateOrigin.SETUP || origin === CertificateOrigin.SELF_SIGNED);
  const affected = isFront
    ? `all ${CLIENTS} on ${serverLabel(server)}`
    : `traffic between the sites of ${serverLabel(server)}`;
  const replacement = isFront ? replacementOf(certificate, view.listOf(server), now) : undefined;
  if (notAfter !== undefined && now.getTime() >= endOfValidity(notAfter))
    found.todo({
      code: 'presented-certificate-expired',
      gravity: isFront ? Gravity.BROKEN : Gravity.PARTLY_BROKEN,
      title: `Replace the expired certificate of the ${side} (${serverLabel(server)})`,
      why: `${certificateLabel(certificate)} ended on ${notAfter.slice(0, 10)}${thereAlready(replacement)}`,
      fix: replacement
        ? assigned(replacement)
        : isFront
          ? 'order or issue a new one with the same names and assign it: Import-ExchangeCertificate, Enable-ExchangeCertificate -Services IIS'
          : 'make a new self-signed one (New-ExchangeCertificate) and bind it to port 444',
      effort: replacement ? Effort.MINUTES : Effort.HOUR,
      affected,
      server,
      at: replacement ? [...at, replacement.at] : at,
    });
  else if (
    notAfter !== undefined &&
    notBefore !== undefined &&
    usedShare(notBefore, notAfter, now) >= USUAL_RENEWAL_SHARE &&
    !isReplaced
  )
    found.todo({
      code: 'presented-certificate-ends-soon',
      gravity: renewalGravity(notAfter, now),
      title: `Renew the certificate of the ${side} by ${notAfter.slice(0, 10)} (${serverLabel(server)})`,
      why: `${Math.round(usedShare(notBefore, notAfter, now) * 100)} % of the lifetime of ${certificateLabel(certificate)} is over${thereAlready(replacement)}`,
      fix: replacement ? assigned(replacement) : 'renew it with the same names and assign it to the same services',
      effort: replacement ? Effort.MINUTES : Effort.HOUR,
      affected,
      server,
      at: replacement ? [...at, replacement.at] : at,
    });
  if (isFront && notBefore !== undefined && now.getTime() < Date.parse(notBefore))
    found.todo({
      code: 'presented-certificate-not-yet-valid',
      gravity: Gravity.BROKEN,
      title: `The certificate of the ${side} is not valid yet (${serverLabel(server)})`,
      why: `${certificateLabel(certificate)} is valid from ${notBefore.slice(0, 10)}`,
      fix: 'assign a certificate that is valid now; and see that the clocks of the CA and of the servers are right',
      effort: Effort.MINUTES,
      affected,
      server,
      at: [...at, certificate.at],
      source: 'RFC5280, 4.1.2.5',
    });
  if (isFront && keyBits !== undefined && keyBits < MINIMUM_RSA_BITS.bits && (keyType ?? 'rsa') === 'rsa')
    found.todo({
      code: 'presented-key-too-short',
      gravity: Gravity.PARTLY_BROKEN,
      title: `Replace the certificate with a key of ${keyBits} bits (${serverLabel(server)})`,
      why: `${certificateLabel(certificate)} has a key of ${keyBits} bits, which phones, browsers and Windows of today refuse below ${MINIMUM_RSA_BITS.bits}`,
      fix: `issue it again with an RSA key of ${MINIMUM_RSA_BITS.bits} bits`,
      effort: Effort.HOUR,
      affected,
      server,
      at,
      source: MINIMUM_RSA_BITS.source,
    });
  if (isFront && OUTDATED_HASHES.includes(certificate.facts.signatureHash ?? '') && !isReplaced)
    found.todo({
      code: 'presented-hash-outdated',
      gravity: Gravity.PARTLY_BROKEN,
      title: `Replace the certificate that is signed with ${certificate.facts.signatureHash!.toUpperCase()} (${serverLabel(server)})`,
      why: `${certificateLabel(certificate)} is signed with ${certificate.facts.signatureHash!.toUpperCase()}, which phones and browsers of today refuse`,
      fix: 'let the CA sign with SHA-256 and issue it again with the same names',
      effort: Effort.HOUR,
      affected,
      server,
      at: [...at, certificate.at],
      source: 'HC:Diagnostics/HealthChecker; APPLE:103769; CONSC',
    });
  const anywhere = isReplaced ? outlookAnywhereOf(view, server) : undefined;
  if (anywhere) {
    found.concluded(
      Topic.PRESENTED,
      server,
      `Outlook Anywhere of ${serverLabel(server)} does not work with ${certificateLabel(certificate)}, since it is self-signed`,
      [anywhere, ...at],
      'SEED, Self-Signed Certificates',
    );
  }
  if (isReplaced)
    found.todo({
      code: 'self-signed-presented',
      gravity: anywhere ? Gravity.BROKEN : Gravity.PARTLY_BROKEN,
      title: `Replace the self-signed certificate that clients meet (${serverLabel(server)})`,
      why: `${certificateLabel(certificate)} is ${origin}: ${anywhere ? 'Outlook Anywhere does not work with a self-signed certificate, and ' : ''}clients that were not made to trust this one certificate warn or refuse`,
      fix: `get a certificate from a public CA, or from the CA of the organization, with every name of the URLs, and assign it to IIS${view.hasBackEnd(server) === false ? '' : '; leave the self-signed one on the back end'}`,
      effort: Effort.DAY,
      affected: `clients of ${serverLabel(server)} that do not trust it: phones, private computers, Outlook`,
      server,
      at: [certificate.at],
      source: 'SEED, Self-Signed Certificates',
    });
  if (!isFront && origin === CertificateOrigin.SETUP)
    found.concluded(
      Topic.PRESENTED,
      server,
      `the back end of ${serverLabel(server)} has the self-signed certificate of setup, where it belongs`,
      at,
      'SSL13',
    );
}

function thereAlready(replacement: ExportedCertificate | undefined): string {
  return replacement
    ? `; ${certificateLabel(replacement)} is on the server, has its names and ends on ${replacement.facts.notAfter!.slice(0, 10)}`
    : '';
}

function assigned(replacement: ExportedCertificate): string {
  return `assign the one that is there: Enable-ExchangeCertificate -Thumbprint ${replacement.thumbprint?.value ?? 'THUMBPRINT'} -Services IIS`;
}

/** Where the export shows that clients reach a server by Outlook Anywhere. */
function outlookAnywhereOf(view: ForestView, server: string): string | undefined {
  return view
    .of(view.facts.directories, server)
    .filter(({ protocol }) => protocol === ClientProtocol.OUTLOOK_ANYWHERE)
    .flatMap(({ externalHost, internalHost }) => [externalHost, internalHost])
    .find((host) => plainHost(host?.value) !== undefined)?.at;
}

interface Answering {
  readonly server: string;
  readonly certificate: ExportedCertificate;
  readonly at: string;
}

/** Servers of one version that have one name in their URLs, and that present different certificates for it. */
export function sameNameOtherCertificate(view: ForestView, found: Findings): void {
  const byName = new Map<string, Answering[]>();
  for (const server of view.clientServers) {
    const { certificate } = presentedBySite(view, server, SiteSide.FRONT_END);
    const product = view.buildOf(server)?.value.release.product;
    if (!certificate || certificate.thumbprint === undefined || certificate.masked || product === undefined) continue;
    const hosts = new Map<string, string>();
    for (const { protocol, side, externalUrl, internalUrl } of view.of(view.facts.directories, server))
      for (const url of protocol === undefined || side === SiteSide.BACK_END ? [] : [externalUrl, internalUrl]) {
        const host = hostOf(url?.value);
        if (host !== undefined && !hosts.has(host)) hosts.set(host, url!.at);
      }
    for (const [host, at] of hosts) {
      const key = `${host} ${product}`;
      byName.set(key, [...(byName.get(key) ?? []), { server, certificate, at }]);
    }
  }
  const said = new Set<string>();
  for (const [key, answering] of byName) {
    const host = key.split(' ')[0]!;
    const servers = answering.map(({ server }) => server).join();
    const different = new Set(answering.map(({ certificate }) => certificate.thumbprint!.value));
    if (different.size < 2 || said.has(servers)) continue;
    said.add(servers);
    differ(view, host, answering, found);
  }
}

function differ(view: ForestView, host: string, answering: readonly Answering[], found: Findings): void {
  const each = answering.map(({ server, certificate }) => `${server} ${certificateLabel(certificate)}`).join(', ');
  const at = answering.flatMap((one) => [one.at, one.certificate.at]);
  const cookie = answering.every(({ server }) => view.hasBackEnd(server) === true)
    ? '; the certificate encrypts the cookie of a sign-in to web mail, so that it does not go on at another server'
    : '';
  found.concluded(
    Topic.PRESENTED,
    undefined,
    `servers with the name ${host} in their URLs present different certificates: ${each}`,
    at,
  );
  found.todo({
    code: 'servers-present-different-certificates',
    gravity: Gravity.RISK,
    title: `Give the servers behind ${host} one certificate (${answering.map(({ server }) => server).join(', ')})`,
    why: `${each}: which one a client meets depends on the server that it is led to${cookie}`,
    fix: 'install one certificate with its key on all of them (Export-ExchangeCertificate, Import-ExchangeCertificate) and assign it to IIS',
    effort: Effort.HOUR,
    affected: `clients that use ${host}`,
    servers: answering.map(({ server }) => server),
    at,
    source: 'ASSIGN16; RENEW16',
  });
}
