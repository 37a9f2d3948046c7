import { ClientProtocol, ExchangeProduct, ExchangeRelease, NetworkSide } from '../model';

/** Where Exchange keeps the name under which clients at one side connect to a protocol. */
export interface NameSetting {
  /** Cmdlet and parameter, or the record of the DNS. */
  readonly setting: string;
  readonly source: string;
}

const VIRTUAL_DIRECTORIES: Partial<Record<ClientProtocol, string>> = {
  [ClientProtocol.OWA]: 'Set-OwaVirtualDirectory',
  [ClientProtocol.ECP]: 'Set-EcpVirtualDirectory',
  [ClientProtocol.ACTIVE_SYNC]: 'Set-ActiveSyncVirtualDirectory',
  [ClientProtocol.MAPI_OVER_HTTP]: 'Set-MapiVirtualDirectory',
  [ClientProtocol.EWS]: 'Set-WebServicesVirtualDirectory',
  [ClientProtocol.OAB]: 'Set-OabVirtualDirectory',
};

/** Products up to 2013 set the service connection point with Set-ClientAccessServer, later ones with Set-ClientAccessService. */
const OLD: readonly ExchangeProduct[] = [
  ExchangeProduct.EXCHANGE_2007,
  ExchangeProduct.EXCHANGE_2010,
  ExchangeProduct.EXCHANGE_2013,
];

/** The setting that holds the name of a protocol for clients at a side. */
export function nameSetting(protocol: ClientProtocol, { product }: ExchangeRelease, side: NetworkSide): NameSetting {
  const outside = side === NetworkSide.OUTSIDE;
  const directory = VIRTUAL_DIRECTORIES[protocol];
  if (directory !== undefined)
    return { setting: `${directory} -${outside ? 'ExternalUrl' : 'InternalUrl'}`, source: `PS:${directory}` };
  switch (protocol) {
    case ClientProtocol.OUTLOOK_ANYWHERE: {
      const parameter = outside || product === ExchangeProduct.EXCHANGE_2007 ? 'ExternalHostname' : 'InternalHostname';
      return { setting: `Set-OutlookAnywhere -${parameter}`, source: 'PS:Set-OutlookAnywhere' };
    }
    case ClientProtocol.AUTODISCOVER: {
      const cmdlet = OLD.includes(product) ? 'Set-ClientAccessServer' : 'Set-ClientAccessService';
      return outside
        ? { setting: 'the public DNS', source: 'AUTOD16' }
        : { setting: `${cmdlet} -AutoDiscoverServiceInternalUri`, source: `PS:${cmdlet}` };
    }
    case ClientProtocol.POP3:
      return mailSetting('Set-PopSettings', outside);
    case ClientProtocol.IMAP4:
      return mailSetting('Set-ImapSettings', outside);
    default:
      return { setting: 'what the mail program is set to', source: 'SMTP16' };
  }
}

function mailSetting(cmdlet: string, outside: boolean): NameSetting {
  return {
    setting: `${cmdlet} -${outside ? 'External' : 'Internal'}ConnectionSettings`,
    source: `PS:${cmdlet}`,
  };
}

/** The setting that holds a name of the download domain. */
export const DOWNLOAD_NAME_SETTING: NameSetting = {
  setting: 'Set-OwaVirtualDirectory -ExternalDownloadHostName, -InternalDownloadHostName',
  source: 'PS:Set-OwaVirtualDirectory',
};
