import type { RealityClient } from '../client';
import { chromiumClient } from './chromium';
import { firefoxClient } from './firefox';
import { gnutlsClient } from './gnutls';
import { goClient } from './go';
import { javaClient } from './java';
import { nssClient } from './nss';
import { opensslClient } from './openssl';

/** The clients that start in no time, and those that take seconds. */
export const QUICK_CLIENTS: readonly RealityClient[] = [opensslClient, gnutlsClient, nssClient];
export const REALITY_CLIENTS: readonly RealityClient[] = [
  ...QUICK_CLIENTS,
  goClient,
  javaClient,
  chromiumClient,
  firefoxClient,
];
