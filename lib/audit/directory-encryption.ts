import { protocolFacts } from '../exchange';
import { ExportedDirectory, SiteSide } from '../exports/facts/virtual-directories';
import { Stated } from '../exports/record';
import { ClientProtocol, TokenChecking } from '../model';
import { tokenCheckingFrom } from './extended-protection';
import { ForestView, serverLabel } from './forest-view';
import { Effort, Findings, Gravity, Topic } from './statement';

/** Whether the directories of a server demand TLS, and whether TLS may be ended in front of it. */
export function auditDirectoryEncryption(view: ForestView, server: string, found: Findings): void {
  const clear: { what: string; at: readonly string[] }[] = [];
  for (const one of view.of(view.facts.directories, server)) {
    if (!one.protocol || one.side === SiteSide.BACK_END) continue;
    const label = protocolFacts(one.protocol).label;
    for (const [side, flag, methods] of [
      ['inside', one.internalSsl, one.internalAuthentication],
      ['outside', one.externalSsl, one.externalAuthentication],
      ['', one.requireSsl, one.internalAuthentication],
    ] as const) {
      if (!flag) continue;
      const where = side === '' ? '' : ` ${side}`;
      found.read(
        Topic.DIRECTORIES,
        server,
        `${label} of ${serverLabel(server)} ${flag.value ? 'requires' : 'does not require'} TLS${where}`,
        [flag.at],
      );
      if (!flag.value && methods?.values.some((method) => /^basic$/i.test(method)))
        clear.push({
          what: `${label}${where} does not require TLS and lets people sign in with Basic`,
          at: [flag.at, methods.at],
        });
    }
    for (const [side, url] of [
      ['inside', one.internalUrl],
      ['outside', one.externalUrl],
    ] as const)
      if (/^http:/i.test(url?.value ?? ''))
        clear.push({ what: `${label} ${side} is published without TLS (${url!.value})`, at: [url!.at] });
    offloading(view, server, one, label, found);
  }
  if (clear.length === 0) return;
  const at = [...new Set(clear.flatMap((one) => one.at))];
  const why = clear.map(({ what }) => what).join('; ');
  found.concluded(Topic.DIRECTORIES, server, `on ${serverLabel(server)} clients may go without TLS: ${why}`, at);
  found.todo({
    code: 'directory-in-clear',
    gravity: Gravity.RISK,
    title: `Require TLS (${serverLabel(server)})`,
    why,
    fix: 'set the URLs to https, and require TLS: Set-OutlookAnywhere -InternalClientsRequireSsl $true -ExternalClientsRequireSsl $true, Set-OabVirtualDirectory -RequireSSL $true',
    effort: Effort.MINUTES,
    affected: `passwords of those who use ${serverLabel(server)}`,
    server,
    at,
    source: 'PS:Set-OutlookAnywhere; PS:Set-OabVirtualDirectory',
  });
}

function offloading(view: ForestView, server: string, one: ExportedDirectory, label: string, found: Findings): void {
  const { protocol, sslOffloading } = one;
  if (!sslOffloading || protocol !== ClientProtocol.OUTLOOK_ANYWHERE) return;
  found.read(
    Topic.DIRECTORIES,
    server,
    `${label} of ${serverLabel(server)} ${sslOffloading.value ? 'allows TLS to be ended in front of it (SSLOffloading)' : 'does not allow TLS to be ended in front of it (SSLOffloading)'}`,
    [sslOffloading.at],
  );
  const checking = tokenCheckingFrom(view, server, protocol);
  if (sslOffloading.value && checking && checking.value !== TokenChecking.NONE)
    offloadedTokens(server, sslOffloading, checking.at, found);
}

/** With offloading no TLS connection reaches the server that a token could be bound to. */
function offloadedTokens(server: string, flag: Stated<boolean>, at: string, found: Findings): void {
  found.todo({
    code: 'offloading-with-extended-protection',
    gravity: Gravity.PARTLY_BROKEN,
    title: `Switch SSLOffloading off (${serverLabel(server)})`,
    why: 'Outlook Anywhere has Extended Protection and SSLOffloading, which exclude one another: what ends TLS in front of the server can send no valid token, and Outlook asks for the password again and again',
    fix: `Set-OutlookAnywhere '${server || 'NAME'}\\Rpc (Default Web Site)' -SSLOffloading $false -InternalClientsRequireSsl $true -ExternalClientsRequireSsl $true; let what stands in front pass TLS through, or bridge with the certificate of the server`,
    effort: Effort.MINUTES,
    affected: `Outlook on ${serverLabel(server)}`,
    server,
    at: [flag.at, at],
    source: 'EPDOC',
  });
}
