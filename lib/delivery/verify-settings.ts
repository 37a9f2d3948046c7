import { NetworkSide } from '../model';

/** How a stack is verified after its deploy: what synth hands to the script, as JSON. */
export interface VerifySettings {
  readonly sides: readonly NetworkSide[];
  /** Seconds to go on asking while something is refused. */
  readonly waitSeconds: number;
  /** Seconds between two rounds. */
  readonly intervalSeconds: number;
  /** Seconds for one endpoint. */
  readonly timeoutSeconds: number;
  /** NAME:PORT:ADDRESS each. */
  readonly addresses: readonly string[];
  /** Empty: those of the system. */
  readonly dnsServers: readonly string[];
}
