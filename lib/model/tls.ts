/** The two networks that a publishing point can serve. */
export enum NetworkSide {
  INSIDE = 'inside',
  OUTSIDE = 'outside',
}

/** TLS protocol versions, oldest first. */
export enum TlsVersion {
  TLS_1_0 = '1.0',
  TLS_1_1 = '1.1',
  TLS_1_2 = '1.2',
  TLS_1_3 = '1.3',
}

/** TLS versions that one side of a connection speaks, both ends included. A bound that is left out is unknown. */
export interface TlsRange {
  readonly lowest?: TlsVersion;
  readonly highest?: TlsVersion;
}
