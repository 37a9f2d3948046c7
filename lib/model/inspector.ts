import { HostName } from './host-name';
import { SourceLocation } from './location';
import { TlsRange } from './tls';

/** TLS inspection in front of clients (antivirus, secure web gateway): it makes a certificate for each name, below its own root. */
export interface TlsInspector {
  /** Construct path; unique in the estate. */
  readonly id: string;
  readonly name: string;
  /** Id of the trust anchor that its certificates end in. Left out: unknown. */
  readonly root?: string;
  /** Whether it checks the certificate of the next hop. Left out: it does. */
  readonly verifiesServer?: boolean;
  /** Ids of the private anchors that it trusts. Left out: unknown. */
  readonly trusts?: string[];
  /** Host names that it leaves alone. */
  readonly exempt: HostName[];
  /** TLS versions that it speaks to clients. */
  readonly tls?: TlsRange;
  /** TLS versions that it speaks to the next hop. Default: `tls`. */
  readonly serverTls?: TlsRange;
  readonly location?: SourceLocation;
}
