import { Construct } from 'constructs';
import { ClientApplication, ClientPlatform } from '../clients';
import { protocolFacts, setupCertificateId } from '../exchange';
import {
  CertificateRole,
  ClientAuthentication,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  RootState,
  RootStateDeclaration,
  SourceLocation,
  StatedFact,
} from '../model';
import { anchorIn, ICertificateIssuer } from './certificates/certificate-source';
import { readInput, readWith } from './certificates/ca-files';
import {
  BOOLEAN,
  checkedProps,
  CONSTRUCT,
  describe,
  ELSEWHERE,
  identified,
  ISSUER,
  listOf,
  memberOf,
  needed,
  objectWith,
  POINT,
  PropChecks,
  PROTOCOLS,
  SERVER,
  structOf,
  TEXT,
} from './checked-props';
import { ClientAccessServer } from './client-access-server';
import { DeclaredFault, faultOf, Registry, withValue } from './registry';
import { PolicyGate } from './gate';
import { PublishingPoint } from './publishing-point';
import { checkClients, statedFacts } from './population-checks';
import { TlsInspection } from './tls-inspection';
import { x509 } from '../late';

/** The state of one root in a population. */
export interface RootStateOf {
  /** CA whose root is meant. */
  readonly issuer?: ICertificateIssuer;
  /** Server whose self-signed certificate is meant. */
  readonly server?: ClientAccessServer;
  /** Publishing point whose self-signed certificates are meant. */
  readonly publishingPoint?: PublishingPoint;
  /** SHA-1 or SHA-256 fingerprint of a root: "these phones ship with it". Colons and case do not matter. */
  readonly fingerprint?: string;
  /**
   * Path of a file with the root's certificate alone (PEM, DER or PKCS #7), relative to where synth runs. With RootState.EXCEPTION_KEPT
   * beside `server` or `publishingPoint`: the certificate as it was accepted.
   */
  readonly certificateFile?: string;
  /**
   * Whether that root is, or can come, into the root store. RootState.EXCEPTION_KEPT goes with `server` or `publishingPoint`: the
   * person accepted the certificate that it presents, or the one of `certificateFile`. It counts as long as that key is presented.
   */
  readonly state: RootState;
}

/** Properties of clients that share platform, application, place, management and protocols. */
export interface ClientPopulationProps {
  /** What these clients run on: decides their root store and what they accept. */
  readonly platform: ClientPlatform;
  /** Program that people use. @default - what the platform uses for the protocol */
  readonly application?: ClientApplication;
  /** Where they are when they connect: decides which host names they use. */
  readonly place: ClientPlace;
  /** Who can change their trusted roots. @default ClientManagement.NONE */
  readonly management?: ClientManagement;
  /** State of every root that the platform does not ship with. @default - what platform, place and management say */
  readonly rootState?: RootState;
  /** States of single roots. @default - none */
  readonly roots?: RootStateOf[];
  /** Protocols that they use. */
  readonly uses: ClientProtocol[];
  /** Servers that they connect to. */
  readonly servers: ClientAccessServer[];
  /** How many clients there are: a whole number from 0 on; reports name it, no verdict depends on it. @default - not stated */
  readonly count?: number;
  /** Whether these clients authenticate with certificates of their own. @default false */
  readonly clientCertificates?: boolean;
  /** TLS inspection in front of these clients. @default - none */
  readonly inspection?: TlsInspection;
  /** How these clients sign in, where the server leaves them a choice. @default - not known */
  readonly authentication?: ClientAuthentication;
  /**
   * What was tried on these clients: `StatedFact.that(ClientFact.SHA256, { holds: true, ground: 'tried on three devices', on: '2026-10-02' })`.
   * It comes before what the tables hold, and reports show it as stated. @default - none
   */
  readonly statedFacts?: StatedFact[];
}

const ROOT_STATE = memberOf(RootState, 'RootState');

const CHECKS: PropChecks<ClientPopulationProps> = {
  platform: needed(identified('ClientPlatform'), ClientPlatform.WINDOWS_MOBILE_6),
  authentication: memberOf(ClientAuthentication, 'ClientAuthentication'),
  statedFacts: listOf(
    objectWith((value) => 'fact' in value, 'a stated fact (StatedFact.that(ClientFact.SHA256, { holds, ground, on }))'),
  ),
  application: identified('ClientApplication'),
  place: needed(memberOf(ClientPlace, 'ClientPlace'), ClientPlace.INSIDE),
  management: memberOf(ClientManagement, 'ClientManagement'),
  rootState: ROOT_STATE,
  roots: listOf(
    structOf<RootStateOf>(
      {
        state: needed(ROOT_STATE, RootState.INSTALLABLE),
        issuer: ISSUER,
        server: SERVER,
        publishingPoint: POINT,
        fingerprint: TEXT,
        certificateFile: TEXT,
      },
      'an object with a state (RootState) and an issuer, a server, a publishingPoint, a fingerprint or a certificateFile',
    ),
  ),
  uses: needed(PROTOCOLS, []),
  servers: needed(listOf(SERVER), []),
  count: ELSEWHERE,
  clientCertificates: BOOLEAN,
  inspection: CONSTRUCT,
};

const FINGERPRINT = /^([0-9A-F]{40}|[0-9A-F]{64})$/;

/** Clients that share platform, application, place, management and protocols. */
export class ClientPopulation extends Construct {
  public constructor(scope: Construct, id: string, given: ClientPopulationProps) {
    super(scope, id);
    PolicyGate.of(this);
    const registry = Registry.of(this);
    const location = registry.locate();
    const props = checkedProps(this, given, CHECKS, location);
    const fault = (wrong: DeclaredFault): void => faultOf(this, { ...wrong, location });
    if (given?.uses?.length === 0)
      fault({
        code: 'population-without-protocols',
        message: 'uses is empty: these clients connect to nothing',
        fix: 'name the protocols that they use',
      });
    if (given?.servers?.length === 0)
      fault({
        code: 'population-without-servers',
        message: 'servers is empty: these clients connect to nothing',
        fix: 'name the servers that they use',
      });
    if (props.count !== undefined && !(Number.isInteger(props.count) && props.count >= 0)) {
      fault({
        code: 'count-invalid',
        message: `count is ${describe(props.count)}; it is a whole number from 0 on`,
        fix: 'correct the count, or leave it out',
      });
    }
    checkClients(this, props.platform, props.application, location);
    const stated = statedFacts(this, props.statedFacts ?? [], location);
    if (props.rootState === RootState.EXCEPTION_KEPT) {
      fault({
        code: 'exception-without-server',
        message:
          'rootState is EXCEPTION_KEPT; an exception is kept for the certificate of one server or publishing point, not for roots',
        fix: 'write roots: [{ server, state: RootState.EXCEPTION_KEPT }], or publishingPoint in place of server',
      });
    }
    const states = (props.roots ?? []).flatMap((root) => this.rootState(root, location));
    registry.add(this, () => {
      const roots: RootStateDeclaration[] = [
        ...(props.rootState === undefined ? [] : [{ state: props.rootState }]),
        ...states.flatMap(({ named, fingerprint, keyId }): RootStateDeclaration[] => {
          if (fingerprint !== undefined) return [{ fingerprint, state: named.state }];
          if (named.issuer) return [{ anchor: named.issuer.anchor.id, state: named.state }];
          if (named.state === RootState.EXCEPTION_KEPT)
            return presentedBy(named, props.uses).map((certificate) => ({
              certificate,
              ...withValue('keyId', keyId),
              state: named.state,
            }));
          const configs = named.publishingPoint?._certificates ?? [
            (named.server as ClientAccessServer).certificateFor(),
          ];
          return configs.flatMap(({ description }) =>
            description.anchors.map((anchor) => ({ anchor: anchor.id, state: named.state })),
          );
        }),
      ];
      return {
        anchors: states.flatMap(({ named }) => (named.issuer ? [anchorIn(this, named.issuer)] : [])),
        populations: [
          {
            id: this.node.path,
            name: id,
            platform: props.platform.id,
            ...withValue('release', props.platform.release),
            ...withValue('application', props.application?.id),
            place: props.place,
            management: props.management ?? ClientManagement.NONE,
            roots,
            uses: [...new Set(props.uses)],
            servers: [...new Set(props.servers.map((server) => server.node.path))],
            ...withValue('count', props.count),
            clientCertificates: props.clientCertificates ?? false,
            ...withValue('inspector', props.inspection?.node.path),
            ...withValue('authentication', props.authentication),
            ...(stated.length === 0 ? {} : { stated }),
            ...withValue('location', location),
          },
        ],
      };
    });
  }

  /** One entry of `roots`, with the fingerprint that it gives or that its file has; what is wrong becomes a fault. */
  private rootState(root: RootStateOf, location: SourceLocation | undefined): NamedRootState[] {
    const fault = (wrong: DeclaredFault): NamedRootState[] => {
      faultOf(this, { ...wrong, location });
      return [];
    };
    const isException = root.state === RootState.EXCEPTION_KEPT;
    const presenters = [root.server, root.publishingPoint].filter((value) => value !== undefined);
    if (root.publishingPoint?._certificates.length === 0)
      return fault({
        code: 'exception-without-server',
        message: `a root state names ${root.publishingPoint.node.id}, which presents no certificate of its own`,
        fix: 'name the server behind it, whose certificate these clients meet',
      });
    if (isException && presenters.length === 1 && root.certificateFile !== undefined && !root.issuer) {
      const accepted = this.certificateIn(root.certificateFile, location)?.certificates[0];
      return accepted ? [{ named: root, keyId: x509().keyIdOf(accepted) }] : [];
    }
    const named = [root.issuer, ...presenters, root.fingerprint, root.certificateFile];
    const count = named.filter((value) => value !== undefined).length;
    if (count !== 1) {
      return fault({
        code: 'root-state-ambiguous',
        message: `a root state names ${count} of issuer, server, publishingPoint, fingerprint and certificateFile; it names one`,
        fix: 'name one root in each entry',
      });
    }
    if (isException && presenters.length === 0) {
      return fault({
        code: 'exception-without-server',
        message:
          'a root state of EXCEPTION_KEPT names a root; an exception is kept for the certificate of one server or publishing point',
        fix: 'name the server or the publishing point whose certificate the person accepted',
      });
    }
    if (root.certificateFile !== undefined) {
      const fingerprint = this.fingerprintOf(root.certificateFile, location);
      return fingerprint === undefined ? [] : [{ named: root, fingerprint }];
    }
    const fingerprint = root.fingerprint?.replace(/[:\s]/g, '').toUpperCase();
    if (fingerprint !== undefined && !FINGERPRINT.test(fingerprint)) {
      return fault({
        code: 'fingerprint-invalid',
        message: `"${root.fingerprint}" is not a fingerprint; SHA-1 has 40 hexadecimal digits, SHA-256 has 64`,
        fix: 'copy the fingerprint from the root certificate',
      });
    }
    return [{ named: root, ...withValue('fingerprint', fingerprint) }];
  }

  private certificateIn(path: string, location: SourceLocation | undefined) {
    const bytes = readInput(this, 'certificateFile', path, location);
    return bytes && readWith(this, location, () => x509().readCertificates(bytes, path));
  }

  private fingerprintOf(path: string, location: SourceLocation | undefined): string | undefined {
    const file = this.certificateIn(path, location);
    if (!file) return undefined;
    const [certificate, ...more] = file.certificates;
    if (more.length === 0 && certificate.isSelfIssued) return certificate.sha256;
    faultOf(this, {
      code: 'root-file-without-root',
      message:
        more.length > 0
          ? `certificateFile "${path}" holds ${file.certificates.length} certificates; it is to hold the root alone`
          : `certificateFile "${path}" holds ${certificate.displayName}, which another CA issued: it is no root`,
      fix: 'give the file of the root certificate alone',
      location,
    });
    return undefined;
  }
}

/** An entry of `roots` that names one root. */
interface NamedRootState {
  readonly named: RootStateOf;
  readonly fingerprint?: string;
  /** Public key of a certificate that was accepted. */
  readonly keyId?: string;
}

/** Ids of the certificates that a publishing point presents, or a server to clients of some protocols. */
function presentedBy({ publishingPoint, server }: RootStateOf, protocols: readonly ClientProtocol[]): string[] {
  if (publishingPoint) return publishingPoint._certificates.map(({ description }) => description.certificate.id);
  return server ? presentedTo(protocols, server) : [];
}

function presentedTo(protocols: readonly ClientProtocol[], server: ClientAccessServer): string[] {
  const roles = new Set(protocols.map((protocol) => protocolFacts(protocol).role));
  const assigned = [...roles].map((role) => server.certificateFor(role).description.certificate.id);
  // Port 587 chooses by name between the one that is assigned and the one of setup.
  const ofSetup = roles.has(CertificateRole.SMTP) ? [setupCertificateId(server.node.path)] : [];
  return [...new Set([...assigned, ...ofSetup])];
}
