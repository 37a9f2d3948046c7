/** How IIS checks the channel binding token of Windows authentication (`extendedProtection.tokenChecking`). */
export enum TokenChecking {
  NONE = 'none',
  /** Clients that send no token pass; a token of another certificate is refused. */
  ALLOW = 'allow',
  REQUIRE = 'require',
}

/** Windows Extended Protection of a server as a whole. */
export enum ExtendedProtection {
  /** What setup of the release leaves: on from 2019 CU14 and in SE, else off. */
  AS_SETUP = 'as-setup',
  OFF = 'off',
  ON = 'on',
  /** On, except for EWS on the front end (`/DoNotEnableEPFEEWS`). */
  ON_EXCEPT_FRONT_END_EWS = 'on-except-front-end-ews',
  /** Nobody knows, as of a server whose settings of IIS were not looked at. */
  UNKNOWN = 'unknown',
}
