import { CertificateFacts } from '../../model';
import { Certificate509, certificateFacts } from '../../pki';
import { ConfiguredLocation } from '../iis-configuration';
import { Origin } from '../origin';
import { RecordReader, Stated, StatedList } from '../record';
import { TlsSetting } from './servers';
import { present } from './virtual-directories';

/** A certificate in a store of the computer: beside what Exchange lists, and the CAs that it knows. */
export interface StoredCertificate extends Origin {
  /** `My`, `CA` or `Root`. */
  readonly store: string;
  readonly certificate: Certificate509;
  readonly facts: CertificateFacts;
  readonly friendlyName?: Stated<string>;
  readonly keyProvider?: Stated<string>;
  readonly hasPrivateKey?: Stated<boolean>;
}

/** A certificate of a store. Undefined: its bytes do not parse. */
export function storedCertificate(reader: RecordReader, origin: Origin): StoredCertificate | undefined {
  const raw = reader.bytes('RawData');
  if (!raw) return undefined;
  let certificate: Certificate509;
  try {
    certificate = Certificate509.fromDer(raw.value, raw.at);
  } catch {
    return undefined;
  }
  return {
    ...origin,
    store: reader.filled('Store')?.value ?? /-(My|CA|Root)\b/i.exec(origin.file)?.[1] ?? 'My',
    certificate,
    facts: certificateFacts(certificate),
    ...present({
      friendlyName: reader.filled('FriendlyName'),
      keyProvider: reader.filled('KeyProvider'),
      hasPrivateKey: reader.flag('HasPrivateKey'),
    }),
  };
}

/** One key of SChannel: the server side of one TLS version. What the registry does not hold is null. */
export function schannelSetting(reader: RecordReader): TlsSetting | undefined {
  const key = reader.filled('Key', 'PSPath');
  const match = /\\SCHANNEL\\Protocols\\TLS (1\.[0-3])\\Server$/i.exec(key?.value ?? '');
  if (!key || !match) return undefined;
  const flag = (name: string): boolean | null => {
    const stated = reader.text(name);
    return stated?.value ? stated.value !== '0' : null;
  };
  return {
    version: match[1]!,
    serverEnabled: flag('Enabled'),
    serverDisabledByDefault: flag('DisabledByDefault'),
    at: reader.property('Enabled')?.at ?? key.at,
  };
}

/** Settings of one location, as the collector asks IIS for them: effective values, inherited ones included. */
export function collectedLocation(reader: RecordReader): ConfiguredLocation | undefined {
  const path = reader.filled('Location');
  if (!path) return undefined;
  const unlisted = reader.flag('allowUnlisted');
  return {
    path: path.value,
    at: reader.property('tokenChecking')?.at ?? path.at,
    ...present({
      tokenChecking: reader.filled('tokenChecking')?.value,
      tokenFlags: reader.filled('extendedProtectionFlags')?.value,
      sslFlags: reader.filled('sslFlags')?.value,
      addressesRestricted: unlisted && !unlisted.value,
    }),
  };
}

/** One run of the collector: when, and what it could not read. */
export interface CollectorRun extends Origin {
  readonly computer?: Stated<string>;
  readonly started?: Stated<readonly string[]>;
  readonly notRead?: StatedList;
}

export function collectorRun(reader: RecordReader, origin: Origin): CollectorRun {
  return {
    ...origin,
    ...present({
      computer: reader.filled('Computer'),
      started: reader.moment('Started'),
      notRead: reader.list('NotRead'),
    }),
  };
}

/** Release of Windows Server, such as `2019`, from the name of the operating system. */
export function windowsRelease(reader: RecordReader): Stated<string> | undefined {
  const caption = reader.filled('Caption');
  const release = /Windows Server\D{0,4}(20\d\d(?: R2)?)/i.exec(caption?.value ?? '')?.[1];
  return caption && release ? { value: release, at: caption.at } : undefined;
}
