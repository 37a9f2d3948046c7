import { existsSync } from 'node:fs';
import { Construct } from 'constructs';
import {
  Certificate,
  CertificateFault,
  CertificateSourceKind,
  CertificateState,
  CertificateUse,
  KeyCustody,
  RenewalPlan,
  RevocationStatus,
  SourceLocation,
} from '../../model';
import type { Certificate509 } from '../../pki';
import { checkedProps, isObject, needed, PropChecks, TEXT } from '../checked-props';
import { faultOf } from '../fault';
import { literal } from '../declared-name';
import { Registry } from '../registry';
import { CertificateConfig, CertificateRequest, ICertificateDescription } from './certificate-config';
import { ICertificateSource } from './certificate-source';
import { readInput, readWith } from './input-file';
import { PURCHASED_CHECKS } from './purchased-checks';
import { commercialAnchors } from './purchased-path';
import { DEFAULT_RENEW_AT_SHARE } from './validity';
import { x509 } from '../../late';

/** What is said of every purchased certificate. */
export interface PurchasedProps {
  /** Who sold it; for people. @default - the issuer's name */
  readonly vendor?: string;
  /**
   * Whether the vendor revoked it, as far as you know.
   * @default RevocationStatus.UNKNOWN
   */
  readonly revocation?: RevocationStatus;
  /**
   * Files with CRLs of the issuing CAs (PEM or DER), relative to where synth runs.
   * @default - none: revocation is as stated
   */
  readonly crlFiles?: string[];
  /**
   * Share of the lifetime after which the renewal is due, above 0 and below 1.
   * @default 2/3
   */
  readonly renewAtShare?: number;
}

/** A purchased certificate in PEM or DER files. */
export interface PurchasedCertificateProps extends PurchasedProps {
  /** File with the certificate, and possibly its chain, relative to where synth runs. */
  readonly certificateFile: string;
  /** File with the intermediate certificates. @default - certificateFile holds them */
  readonly chainFile?: string;
  /**
   * File with the private key, relative to where synth runs. It is read to check that it fits, and again when the bundle is written;
   * it never enters the configuration or the state.
   * @default - the key is on the server
   */
  readonly privateKeyFile?: string;
}

/** A purchased certificate with its key in a PFX (PKCS #12) file. */
export interface PurchasedPfxProps extends PurchasedProps {
  /** The file, relative to where synth runs. */
  readonly pfxFile: string;
  /** Name of the environment variable that holds the password, at synth and at apply. */
  readonly passwordVariable: string;
}

const PEM_CHECKS: PropChecks<PurchasedCertificateProps> = {
  ...PURCHASED_CHECKS,
  certificateFile: needed(TEXT, ''),
  chainFile: TEXT,
  privateKeyFile: TEXT,
};

const PFX_CHECKS: PropChecks<PurchasedPfxProps> = {
  ...PURCHASED_CHECKS,
  pfxFile: needed(TEXT, ''),
  passwordVariable: needed(TEXT, ''),
};

/** What was read of a purchased certificate. */
interface Purchased {
  readonly leaf: Certificate509;
  readonly intermediates: Certificate509[];
  readonly roots: Certificate509[];
  readonly notes: string[];
  readonly faults: CertificateFault[];
  /** Windows provider that a PFX names for its key. */
  readonly keyProvider?: string;
}

/** Refers to a purchased certificate that is at hand, and checks all that can be checked without the network. */
export class PurchasedSource implements ICertificateSource {
  public constructor(private readonly props: PurchasedCertificateProps | PurchasedPfxProps) {}

  public bind(scope: Construct, _request: CertificateRequest): CertificateConfig {
    const location = Registry.of(scope).locate();
    const { props } = this;
    if (isObject(props) && 'pfxFile' in props) {
      const pfx = checkedProps(
        scope,
        props as PurchasedPfxProps,
        PFX_CHECKS,
        location,
        'CertificateSource.purchasedPfx',
      );
      return configOf(scope, pfx, readPfxFile(scope, pfx, location), location);
    }
    const pem = checkedProps(
      scope,
      props as PurchasedCertificateProps,
      PEM_CHECKS,
      location,
      'CertificateSource.purchased',
    );
    return configOf(scope, pem, readPemFiles(scope, pem, location), location);
  }
}

function readPemFiles(
  scope: Construct,
  props: PurchasedCertificateProps,
  location: SourceLocation | undefined,
): Purchased | undefined {
  // Told already where it is missing.
  if (props.certificateFile === '') return undefined;
  const bytes = readInput(scope, 'certificateFile', props.certificateFile, location);
  const main = bytes && readWith(scope, location, () => x509().readCertificates(bytes, props.certificateFile));
  if (!main) return undefined;
  const chainBytes =
    props.chainFile === undefined ? undefined : readInput(scope, 'chainFile', props.chainFile, location);
  const chain =
    chainBytes && readWith(scope, location, () => x509().readCertificates(chainBytes, props.chainFile as string));
  const purchased = inOrder(
    [...main.certificates, ...(chain?.certificates ?? [])],
    [...main.notes, ...(chain?.notes ?? [])],
  );
  if (purchased && props.privateKeyFile !== undefined) {
    const keyBytes = readInput(scope, 'privateKeyFile', props.privateKeyFile, location);
    const key =
      keyBytes && readWith(scope, location, () => x509().readPrivateKey(keyBytes, undefined, props.privateKeyFile));
    if (key && !x509().keyMatches(purchased.leaf, key))
      faultOf(
        scope,
        'key-mismatch',
        `the key in "${props.privateKeyFile}" does not belong to the certificate in "${props.certificateFile}"`,
        'give the key that the request was made with',
        location,
      );
  }
  return purchased;
}

function readPfxFile(
  scope: Construct,
  props: PurchasedPfxProps,
  location: SourceLocation | undefined,
): Purchased | undefined {
  // Told already where they are missing.
  if (props.pfxFile === '' || props.passwordVariable === '') return undefined;
  const password = process.env[props.passwordVariable];
  if (password === undefined) {
    faultOf(
      scope,
      'pfx-password-missing',
      `the environment variable ${props.passwordVariable} is not set; it opens "${props.pfxFile}"`,
      `set ${props.passwordVariable} for whoever synthesizes and deploys`,
      location,
    );
    return undefined;
  }
  const bytes = readInput(scope, 'pfxFile', props.pfxFile, location);
  const pfx = bytes && readWith(scope, location, () => x509().readPfx(bytes, password, props.pfxFile));
  if (!pfx) return undefined;
  const purchased = inOrder(pfx.certificates, pfx.notes);
  if (purchased && pfx.key && !x509().keyMatches(purchased.leaf, pfx.key)) {
    faultOf(
      scope,
      'key-mismatch',
      `the key in "${props.pfxFile}" does not belong to the certificate in it`,
      'export the certificate again together with its key',
      location,
    );
  }
  if (!pfx.key)
    faultOf(
      scope,
      'pfx-without-key',
      `"${props.pfxFile}" holds no private key; Exchange lists such a certificate as unusable (PrivateKeyMissing)`,
      'export the certificate again together with its key',
      location,
    );
  return purchased && pfx.keyProvider !== undefined ? { ...purchased, keyProvider: pfx.keyProvider } : purchased;
}

function inOrder(certificates: readonly Certificate509[], notes: readonly string[]): Purchased | undefined {
  const order = x509().orderChain(certificates);
  if (!order.leaf) return undefined;
  return {
    leaf: order.leaf,
    intermediates: order.intermediates,
    roots: order.roots,
    notes: [...notes, ...order.notes],
    faults: [],
  };
}

/** The configuration and the model's words for a purchased certificate; without one (a fault was noted) an empty shell. */
export function configOf(
  scope: Construct,
  props: PurchasedCertificateProps | PurchasedPfxProps,
  read: Purchased | undefined,
  location: SourceLocation | undefined,
): CertificateConfig {
  const path =
    read && commercialAnchors(scope, read.leaf, read.intermediates, read.roots, props.crlFiles ?? [], location);
  const id = scope.node.path;
  const certificate: Certificate = {
    id,
    source: CertificateSourceKind.PURCHASED,
    state: CertificateState.ISSUED,
    exchangeDefault: false,
    // Where the files can't be read a fault refuses the app; until then nothing is known of the certificate.
    facts: read ? x509().certificateFacts(read.leaf) : {},
    uses: [CertificateUse.WEB_SERVER_AUTHENTICATION],
    custody: 'pfxFile' in props || props.privateKeyFile !== undefined ? KeyCustody.FILE : KeyCustody.SERVER,
    ...(read?.keyProvider === undefined ? {} : { keyProvider: read.keyProvider }),
    ...(path && path.anchors.length > 0
      ? { anchor: path.anchors[0].id, furtherAnchors: path.anchors.slice(1).map((anchor) => anchor.id) }
      : {}),
    ...(read ? { pem: read.leaf.pem } : {}),
    chainPem: (read?.intermediates ?? []).map((intermediate) => intermediate.pem),
    revocation: path?.revoked
      ? RevocationStatus.REVOKED
      : (props.revocation ?? path?.revocation ?? RevocationStatus.UNKNOWN),
    crlPem: path?.crlPem ?? [],
    renewal: renewalOf(props.renewAtShare ?? DEFAULT_RENEW_AT_SHARE, read?.leaf),
    faults: path?.faults ?? [],
    notes: read?.notes ?? [],
    ...(props.vendor === undefined ? (read ? { origin: read.leaf.issuer } : {}) : { origin: props.vendor }),
    ...(location ? { location } : {}),
  };
  const description: ICertificateDescription = { id, certificate, anchors: path?.anchors ?? [] };
  return {
    description,
    ...(read
      ? {
          certificatePem: literal(read.leaf.pem),
          chainPem: literal(read.intermediates.map((intermediate) => intermediate.pem).join('')),
          rootPem: literal(path?.anchors[0]?.pem ?? ''),
          notBefore: read.leaf.notBefore.toISOString(),
          notAfter: read.leaf.notAfter.toISOString(),
          ...(certificate.renewal?.dueAt === undefined ? {} : { renewalDue: certificate.renewal.dueAt }),
        }
      : {}),
    ...('pfxFile' in props
      ? { pfxFile: props.pfxFile, pfxPasswordVariable: props.passwordVariable }
      : props.privateKeyFile === undefined
        ? {}
        : { privateKeyFile: props.privateKeyFile }),
  };
}

function renewalOf(share: number, leaf: Certificate509 | undefined): RenewalPlan {
  if (!leaf) return { unattended: false, atShare: share };
  const from = leaf.notBefore.getTime();
  const due = new Date(from + Math.floor(((leaf.notAfter.getTime() - from) * share) / 1000) * 1000);
  return { unattended: false, atShare: share, dueAt: due.toISOString() };
}

/** Whether a certificate file is there already: an ordered certificate becomes an installed one by it. */
export function isDelivered(certificateFile: string | undefined): certificateFile is string {
  return certificateFile !== undefined && existsSync(certificateFile);
}
