/** Keys as clients distinguish them. */
export type CheckedKey = 'rsa' | 'rsa-pss' | 'P-256' | 'P-384' | 'P-521' | 'ed25519';

/** Which names, beside exact ones and whole wildcard labels, a client lets speak for a host. */
export interface NameChecks {
  /** `ma*.contoso.com` covers mail.contoso.com. */
  readonly partialWildcard: boolean;
  /** `mail.*.com` covers mail.contoso.com. */
  readonly innerWildcard: boolean;
  /** `*.com` covers contoso.com. */
  readonly publicSuffixWildcard: boolean;
  /** The common name counts where the alternative names are addresses alone. */
  readonly commonNameBesideAddress: boolean;
  /** An IP address in the common name counts where there are no alternative names. */
  readonly addressInCommonName: boolean;
  /** `mail.contoso.com.` covers mail.contoso.com. */
  readonly trailingDot: boolean;
  /** A host name may have an underscore. */
  readonly underscore: boolean;
}

/** What a client looks at in the root that it was given. */
export interface RootChecks {
  /** always; unordered-chain: only where the server sends its chain out of order, or with certificates that do not belong to it. */
  readonly dates: 'always' | 'unordered-chain';
  /** Basic constraints must be there. */
  readonly basicConstraints: boolean;
  /** A key usage must name keyCertSign. */
  readonly certSign: boolean;
  readonly nameConstraints: boolean;
}

/** How a client holds a certificate against the name constraints of a CA. */
export interface ConstraintChecks {
  /**
   * Whether they bind the common name where there are no DNS names. no; yes; plain: unless it has an asterisk; dotted: where it is plain
   * and has a dot; alone: where there are no alternative names at all, addresses included.
   */
  readonly commonName: 'no' | 'yes' | 'plain' | 'dotted' | 'alone';
  /** Whether names are compared as text, so that an asterisk is a character like any other. */
  readonly asText: boolean;
}

/** What a client makes of a self-signed server certificate that it was given to trust. */
export interface SelfSignedChecks {
  /** judged: like any other; names-only: nothing but its names; never: not trusted, whatever the store holds. */
  readonly trust: 'judged' | 'names-only' | 'never';
  /** Whether a weak hash of its own signature is forgiven; `unless-ca`: where it is not marked as a CA. */
  readonly ownHashForgiven: 'always' | 'unless-ca';
  /** Whether critical extensions that nobody knows are forgiven. */
  readonly unknownCriticalForgiven: boolean;
  /** Where it is marked as a CA: it must have no extended key usage. */
  readonly caWithoutUse: boolean;
}

/**
 * How the validator of a client judges certificates, measured by trying the client. Clients without this are judged by what their
 * makers state and by RFC 5280.
 */
export interface CertificateChecks {
  /** Source key. */
  readonly source: string;
  readonly names: NameChecks;
  /** Keys of a server that it takes. */
  readonly serverKeys: readonly CheckedKey[];
  /** Keys of CAs whose signatures it takes. */
  readonly authorityKeys: readonly CheckedKey[];
  /** Whether anyExtendedKeyUsage stands for serverAuth, in the server's certificate and in those of CAs. */
  readonly anyUse: { readonly server: boolean; readonly authority: boolean };
  /** What the extended key usage of CAs must allow: servers; any-tls: servers or clients; ignored: nothing. */
  readonly authorityUse: 'servers' | 'any-tls' | 'ignored';
  /** Key usages of which one must be there, where the server's certificate has the extension. An empty list: not looked at. */
  readonly keyUsages: { readonly rsa: readonly string[]; readonly other: readonly string[] };
  readonly constraints: ConstraintChecks;
  /** Seconds before its validity begins from which a certificate is taken all the same. Default: 0. */
  readonly earlySeconds?: number;
  readonly root: RootChecks;
  readonly selfSigned: SelfSignedChecks;
}
