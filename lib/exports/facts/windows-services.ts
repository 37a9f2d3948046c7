import { Origin } from '../origin';
import { RecordReader, Stated } from '../stated';

/** A service of Windows: whether it runs. */
export interface ExportedService extends Origin {
  /** As Windows calls it, such as `MSExchangeImap4`. */
  readonly name: string;
  readonly running: Stated<boolean>;
}

/** A service as Win32_Service (State) or Get-Service (Status) shows it. Undefined: what it shows is none of them. */
export function exportedService(reader: RecordReader, origin: Origin): ExportedService | undefined {
  const name = reader.filled('Name')?.value;
  const state = reader.filled('State', 'Status');
  // System.ServiceProcess.ServiceControllerStatus: 4 is Running, 1 is Stopped.
  const running = state && { running: true, 4: true, stopped: false, 1: false }[state.value.toLowerCase()];
  return name === undefined || running === undefined
    ? undefined
    : { ...origin, name, running: { value: running, at: state!.at } };
}
