import { ExchangeRelease } from '../model';
import { oldestWindowsServer } from './lifecycle';

/** Which Windows Server releases Exchange runs on, and which TLS versions each speaks as it is installed. */
const SOURCE = 'SUP16; page:protocols-in-tls-ssl; page:kaushal-ssl-tls-windows';

/** Years of the Windows Server releases that Exchange runs on. */
const YEAR = /(?<!\d)(?:2003|2008|2012|2016|2019|2022|2025)(?!\d)/;

/** Whether Windows Server speaks TLS 1.1 and 1.2 as it is installed; every release speaks TLS 1.0. */
export interface WindowsTls {
  /** Undefined: that depends on the release, where none is stated, or on the registry. */
  readonly newer?: boolean;
  /** What it depends on. */
  readonly note?: string;
  readonly source: string;
}

/** The year in what is stated of Windows Server, such as 2008 of `Windows Server 2008 R2`; undefined where there is none. */
export function windowsServerYear(stated: string | undefined): number | undefined {
  const year = YEAR.exec(stated ?? '')?.[0];
  return year === undefined ? undefined : Number(year);
}

/**
 * TLS of the Windows Server under a release: Windows Server 2003 ends at TLS 1.0; 2008 and 2008 R2 have TLS 1.1 and 1.2 off until
 * somebody switches them on; 2012 and later have them on.
 */
export function windowsTls(release: ExchangeRelease, stated: string | undefined): WindowsTls {
  const year = windowsServerYear(stated);
  if (year === 2003) return { newer: false, source: SOURCE };
  if (year === 2008)
    return {
      note: `Windows Server ${/2008\s*R2/i.test(stated ?? '') ? '2008 R2' : '2008'} has TLS 1.1 and 1.2 off until the registry switches them on`,
      source: SOURCE,
    };
  const oldest = year ?? oldestWindowsServer(release);
  if (oldest >= 2012) return { newer: true, source: SOURCE };
  return {
    note: `Exchange ${release.product} also runs on Windows Server ${oldest === 2003 ? '2003, which ends at TLS 1.0, and ' : ''}2008, where TLS 1.1 and 1.2 are off until the registry switches them on, and the Windows Server release is not stated`,
    source: SOURCE,
  };
}

/** Whether the Windows Server release that is stated has TLS 1.3; undefined where none is. */
export function hasTls13(stated: string | undefined): boolean | undefined {
  const year = windowsServerYear(stated);
  return year === undefined ? undefined : year >= 2022;
}
