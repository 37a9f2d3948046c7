import { shortName } from '../origin';
import { ExportedCertificate } from './certificates';

/** What the web management service of IIS calls its certificate: `WMSvc-SHA2-EX01`, `WMSvc-EX01`. */
const MANAGEMENT = /^WMSvc-(?:SHA2-)?(.+)$/i;

/**
 * The server that a list of certificates is of, where nothing else names it: the certificates that Windows and Exchange's setup make for a
 * server carry its name. Undefined: none does, or they carry more than one.
 */
export function serverOfList(list: readonly ExportedCertificate[]): string | undefined {
  const names = new Set(list.flatMap((one) => hostOf(one) ?? []));
  return names.size === 1 ? [...names][0] : undefined;
}

function hostOf({ facts, selfSigned, namesShown }: ExportedCertificate): string | undefined {
  const common = facts.commonName ?? '';
  const management = MANAGEMENT.exec(common)?.[1];
  if (management !== undefined) return shortName(management);
  const server = /^[A-Za-z0-9-]{1,15}$/.test(common) ? shortName(common) : undefined;
  if (server === undefined || (facts.selfSigned ?? selfSigned?.value) !== true) return undefined;
  return namesShown.length > 0 && namesShown.every((name) => name.split('.')[0]!.toUpperCase() === server)
    ? server
    : undefined;
}
