import { supportEnd } from '../exchange';
import { ExportedCertificate } from '../exports/facts/certificates';
import { endOfValidity, usedShare } from '../model';
import { certificateLabel, CertificateOrigin, covers, originOf, platformUse } from './certificate-roles';
import { buildLabel, ForestView, serverLabel } from './forest-view';
import { Effort, Findings, Gravity, Topic } from './statement';

const DAY = 86_400_000;

/** Builds, roles and support of the servers of an organization. */
export function auditServers(view: ForestView, now: Date, found: Findings): void {
  for (const server of view.servers) {
    const stated = view.of(view.facts.servers, server);
    const build = view.buildOf(server);
    const listed = stated.find((one) => one.listed);
    if (build) {
      for (const one of stated)
        if (one.build)
          found.read(Topic.SERVERS, server, `version number of ${serverLabel(server)}: ${one.build.value.number}`, [
            one.build.at,
          ]);
      const ofSetup = stated.find(({ listed: isListed, build: own }) => !isListed && own !== undefined);
      found.concluded(
        Topic.SERVERS,
        server,
        `${serverLabel(server)} runs ${buildLabel(build.value)}${ofSetup ? '' : '; which security update is installed this version number does not say'}`,
        [build.at],
        'HC:Shared/Get-ExchangeBuildVersionInformation.ps1',
      );
      const end = supportEnd(build.value.release);
      if (Date.parse(end.date) < now.getTime())
        found.todo({
          code: 'out-of-support',
          gravity: Gravity.RISK,
          title: `Exchange ${build.value.release.product} is out of support`,
          why: `Microsoft's support ended on ${end.date}${end.paidUntil === undefined ? '' : `, paid updates on ${end.paidUntil}`}`,
          fix: 'plan the move to Exchange Server Subscription Edition',
          effort: Effort.DAYS,
          affected: `everyone who uses ${serverLabel(server)}`,
          server,
          at: [build.at],
          source: end.source,
        });
    } else if (server !== '')
      found.unknown(
        Topic.SERVERS,
        server,
        `the version of ${server} is not in the export`,
        'Get-ExchangeServer | Export-Clixml; (Get-Command ExSetup.exe).FileVersionInfo | Export-Clixml',
      );
    const windows = stated.find(({ windowsServer }) => windowsServer)?.windowsServer;
    if (windows)
      found.read(Topic.SERVERS, server, `${serverLabel(server)} runs on Windows Server ${windows.value}`, [windows.at]);
    if (listed?.roles) {
      found.read(Topic.SERVERS, server, `${server} has the roles ${listed.roles.values.join(', ')}`, [listed.roles.at]);
      if (!view.servesClients(server))
        found.concluded(
          Topic.SERVERS,
          server,
          `${server} is no Client Access server: what its web sites present is not judged`,
          [listed.roles.at],
        );
    }
  }
}

/** What each certificate is, when it ends, and what it is listed for. */
export function auditCertificates(view: ForestView, now: Date, found: Findings): void {
  for (const server of view.servers) {
    const list = view.listOf(server);
    for (const one of list) describe(one, list, server, now, found);
    const blind = list.filter(({ deserialized, services }) => deserialized && services === undefined);
    if (blind.length > 0) deserialized(blind, server, found);
    if (list.length === 0 && server !== '')
      found.unknown(
        Topic.CERTIFICATES,
        server,
        `${server} has no certificate list in the export: which certificates it has is not known`,
        `Get-ExchangeCertificate -Server ${server} | Export-Clixml`,
      );
  }
}

function describe(
  one: ExportedCertificate,
  list: readonly ExportedCertificate[],
  server: string,
  now: Date,
  found: Findings,
): void {
  const use = platformUse(one);
  const origin = originOf(one);
  const what = use !== undefined && origin === CertificateOrigin.PLATFORM ? `${origin} (${use})` : origin;
  if (origin !== CertificateOrigin.UNKNOWN)
    found.concluded(Topic.CERTIFICATES, server, `${certificateLabel(one)} is ${what}`, [one.at]);
  const isUsed = (one.services?.values.length ?? 0) > 0;
  if (isUsed && (origin === CertificateOrigin.UNKNOWN || origin === CertificateOrigin.ISSUED))
    found.unknown(
      Topic.CERTIFICATES,
      server,
      origin === CertificateOrigin.UNKNOWN
        ? `who issued ${certificateLabel(one)}, and whether it is self-signed, is not in the export`
        : `whether the CA that issued ${certificateLabel(one)} is a public one is not in the export`,
      'Get-ExchangeCertificate | Export-Clixml; in a text the properties Issuer, IsSelfSigned and RootCAType',
      [one.at],
    );
  found.read(Topic.CERTIFICATES, server, `${certificateLabel(one)}: ${factsText(one)}`, [one.at]);
  if (one.services)
    found.read(
      Topic.CERTIFICATES,
      server,
      `${certificateLabel(one)} is listed for ${one.services.values.length === 0 ? 'no service' : one.services.values.join(', ')}`,
      [one.services.at],
    );
  for (const text of one.differences) {
    found.concluded(Topic.SOURCES, server, `${certificateLabel(one)}: ${text}`, [one.at]);
    if (!/later state counts/.test(text))
      found.todo({
        code: 'certificate-contradicts-itself',
        gravity: Gravity.CONTRADICTION,
        title: `What the export says of ${certificateLabel(one)} does not agree`,
        why: text,
        fix: 'export Get-ExchangeCertificate of this server again',
        effort: Effort.MINUTES,
        affected: `whatever is concluded of this certificate on ${serverLabel(server)}`,
        server,
        at: [one.at],
      });
  }
  for (const text of one.problems)
    found.unknown(Topic.CERTIFICATES, server, `${one.at}: ${text}`, 'Get-ExchangeCertificate | Export-Clixml again', [
      one.at,
    ]);
  if (one.masked)
    found.unknown(
      Topic.CERTIFICATES,
      server,
      `the thumbprint of ${certificateLabel(one)} is masked, so that it matches nothing else in the export`,
      'the same without masking, or with one mask for one thumbprint everywhere',
      [one.at],
    );
  if (isUsed && one.hasPrivateKey?.value === false)
    found.todo({
      code: 'private-key-missing',
      gravity: Gravity.BROKEN,
      title: `Bring the private key of ${certificateLabel(one)} to ${serverLabel(server)}`,
      why: `it is listed for ${one.services!.values.join(', ')}, and its private key is not on the server: no service can present it`,
      fix: 'certutil -repairstore my SERIALNUMBER on the server that made the request; else import a PFX with the key, or issue it again',
      effort: Effort.HOUR,
      affected: `whoever uses ${one.services!.values.join(', ')} of ${serverLabel(server)}`,
      server,
      at: [one.hasPrivateKey.at],
    });
  lifetime(one, list, server, now, found);
}

/** The certificate of the list that does already what an expired one did: the same names and services, and valid. */
export function successorOf(
  one: ExportedCertificate,
  list: readonly ExportedCertificate[],
  now: Date,
): ExportedCertificate | undefined {
  const names = one.namesShown.length > 0 ? one.namesShown : [one.facts.commonName ?? ''];
  return list.find(
    (other) =>
      other !== one &&
      other.facts.notAfter !== undefined &&
      now.getTime() < endOfValidity(other.facts.notAfter) &&
      (one.services?.values ?? []).every((service) => other.services?.values.includes(service)) &&
      (other.facts.subject === one.facts.subject || names.every((name) => covers(other, name) === true)),
  );
}

/** A certificate of the list with the same names that lasts longer and is not known to lack its key: what has come in the place of one that ends. */
export function replacementOf(
  one: ExportedCertificate,
  list: readonly ExportedCertificate[],
  now: Date,
): ExportedCertificate | undefined {
  const end = one.facts.notAfter;
  if (end === undefined || one.namesShown.length === 0) return undefined;
  return list.find(
    (other) =>
      other !== one &&
      other.facts.selfSigned !== true &&
      other.hasPrivateKey?.value !== false &&
      other.facts.notAfter !== undefined &&
      other.facts.notAfter > end &&
      now.getTime() < endOfValidity(other.facts.notAfter) &&
      one.namesShown.every((name) => covers(other, name) === true),
  );
}

/** What stands in a certificate, and beside it. */
function factsText(one: ExportedCertificate): string {
  const { facts, friendlyName, keyProvider, keyExportable, status, hasPrivateKey, namesCut } = one;
  const names = [...one.namesShown, ...(facts.ipAddresses ?? [])];
  const bits = facts.keyBits === undefined ? '' : `${facts.keyBits} bits`;
  const key = facts.keyType ? `${facts.keyType.toUpperCase()} ${bits}`.trim() : bits && `key of ${bits}`;
  const provider =
    keyProvider &&
    (keyProvider.value.name ||
      (keyProvider.value.type === 0 ? 'a CNG provider' : `the default provider of type ${keyProvider.value.type}`));
  return [
    facts.subject !== undefined && `subject ${facts.subject || 'empty'}`,
    facts.issuer !== undefined && (facts.issuer === facts.subject ? 'issued by itself' : `issuer ${facts.issuer}`),
    names.length > 0
      ? `names ${names.join(', ')}${namesCut ? ' and perhaps more, which the export cut' : ''}`
      : facts.dnsNames && 'no alternative names',
    namesCut && names.length === 0 && facts.dnsNames === undefined && 'names not in the export as a whole',
    facts.notBefore !== undefined && `valid from ${facts.notBefore.slice(0, 10)}`,
    facts.notAfter !== undefined && `to ${facts.notAfter.slice(0, 10)}`,
    key,
    facts.signatureHash && `signed with ${facts.signatureHash}`,
    facts.serialNumber && `serial number ${facts.serialNumber}`,
    friendlyName && `friendly name "${friendlyName.value}"`,
    provider && `key in ${provider}`,
    keyExportable && (keyExportable.value ? 'key exportable' : 'key not exportable'),
    hasPrivateKey && (hasPrivateKey.value ? 'has its private key' : 'has no private key'),
    status && `status ${status.value}`,
  ]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(', ');
}

/** How much of the lifetime is used; both days where the order of day and month is not clear. */
function lifetime(
  one: ExportedCertificate,
  list: readonly ExportedCertificate[],
  server: string,
  now: Date,
  found: Findings,
): void {
  const { notBefore, notAfter } = one.facts;
  if (one.notAfterReadings.length > 1) {
    found.unknown(
      Topic.EXPIRY,
      server,
      `${certificateLabel(one)} ends on ${one.notAfterReadings.map((day) => day.slice(0, 10)).join(' or ')}: the text does not show the order of day and month`,
      'a date with a day above 12, or Export-Clixml',
      [one.at],
    );
    return;
  }
  if (one.notAfterUnread)
    found.unknown(
      Topic.EXPIRY,
      server,
      `when ${certificateLabel(one)} ends is not known: "${one.notAfterUnread.value}" is no date that can be read`,
      'Get-ExchangeCertificate | Export-Clixml',
      [one.notAfterUnread.at],
    );
  if (notAfter === undefined) return;
  const left = Math.floor((Date.parse(notAfter) - now.getTime()) / DAY);
  const share = notBefore === undefined ? undefined : usedShare(notBefore, notAfter, now);
  const used = share === undefined ? '' : `, ${Math.round(Math.min(share, 9.99) * 100)} % of its lifetime is over`;
  const serving = (one.services?.values ?? []).filter((service) => service !== 'IIS');
  const successor = successorOf(one, list, now);
  const replacement = left < 0 ? replacementOf(one, list, now) : undefined;
  if (left < 0 && serving.length > 0 && successor)
    found.todo({
      code: 'expired-certificate-left',
      gravity: Gravity.TIDY,
      title: `Remove the expired ${certificateLabel(one)} (${serverLabel(server)})`,
      why: `it ended on ${notAfter.slice(0, 10)}, and ${certificateLabel(successor)} has its names and services`,
      fix: 'see that no connector and no setting names it, then Remove-ExchangeCertificate',
      effort: Effort.MINUTES,
      affected: 'nobody, where nothing names it any more',
      server,
      at: [one.at, successor.at],
    });
  else if (left < 0 && serving.length > 0 && originOf(one) !== CertificateOrigin.AUTH)
    found.todo({
      code: 'listed-certificate-expired',
      gravity: Gravity.PARTLY_BROKEN,
      title: `Renew the expired certificate that is listed for ${serving.join(', ')} (${serverLabel(server)})`,
      why: `${certificateLabel(one)} ended on ${notAfter.slice(0, 10)}${replacement ? `; ${certificateLabel(replacement)} is there and has its names` : ''}`,
      fix: replacement
        ? `enable the one that is there for them: Enable-ExchangeCertificate -Thumbprint ${replacement.thumbprint?.value ?? 'THUMBPRINT'} -Services ${serving.join(',')}; keep the certificate of internal transport as it is (answer No)`
        : 'renew it and enable the new one for the same services; an expired self-signed certificate of internal transport alone goes on working inside the organization',
      effort: Effort.HOUR,
      affected: `whoever uses ${serving.join(', ')} of ${serverLabel(server)} with it`,
      server,
      at: [one.at, ...(one.services ? [one.services.at] : [])],
    });
  const since = left < 0 ? `ended ${-left} days ago` : `ends in ${left} days`;
  found.concluded(Topic.EXPIRY, server, `${certificateLabel(one)} ${since}, on ${notAfter.slice(0, 10)}${used}`, [
    one.at,
  ]);
}

function deserialized(blind: readonly ExportedCertificate[], server: string, found: Findings): void {
  const at = blind.map(({ at: place }) => place);
  found.unknown(
    Topic.CERTIFICATES,
    server,
    `services, private key and status of ${blind.length === 1 ? '1 certificate' : `${blind.length} certificates`} of ${serverLabel(server)} are not known: the shell did not rebuild the objects (a remote shell without the management tools, or the certificate that signs serialized data is expired or missing)`,
    'Get-ExchangeCertificate | Export-Clixml in the Exchange Management Shell on an Exchange server',
    at,
  );
  found.todo({
    code: 'export-deserialized',
    gravity: Gravity.GAP,
    title: `Export the certificates of ${serverLabel(server)} again`,
    why: 'the objects hold the bytes of the certificates alone: for which services they are, whether the keys are there and whether Exchange takes them as valid is not known',
    fix: 'run Get-ExchangeCertificate in the Exchange Management Shell on an Exchange server; if the objects are the same there, renew the OAuth certificate (MonitorExchangeAuthCertificate.ps1), which signs them',
    effort: Effort.MINUTES,
    affected: 'the answers of this audit',
    server,
    at,
  });
}
