import { sign, type KeyObject } from 'node:crypto';
import { counted, words } from '../../lib/verify/tls/wire';

/** What servers send in a handshake before TLS 1.3, made by hand, so that it may be wrong. */

export function tlsRecord(content: Buffer, type = 22, version = 0x0303): Buffer {
  return Buffer.concat([Buffer.from([type]), words(version), counted(2, content)]);
}

/** A message of any length in as many records as it needs. */
export function tlsRecords(message: Buffer): Buffer {
  const count = Math.ceil(message.length / 16_384);
  const parts = Array.from({ length: count }, (_, at) => message.subarray(at * 16_384, (at + 1) * 16_384));
  return Buffer.concat(parts.map((part) => tlsRecord(part)));
}

export function tlsMessage(type: number, ...body: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([type]), counted(3, ...body)]);
}

export interface HelloChoice {
  /** Default: TLS 1.2. */
  readonly version?: number;
  /** Default: ECDHE with ECDSA. */
  readonly suite?: number;
  /** Default: zeros. */
  readonly random?: Buffer;
}

export function serverHello({ version = 0x0303, suite = 0xc02b, random = Buffer.alloc(32) }: HelloChoice = {}): Buffer {
  return tlsMessage(2, words(version), random, counted(1), words(suite), Buffer.from([0]));
}

export function certificateMessage(chain: readonly Buffer[]): Buffer {
  return tlsMessage(11, counted(3, ...chain.map((der) => counted(3, der))));
}

/** A true ServerKeyExchange over P-256, signed with ECDSA and SHA-256 over the randoms of both sides. */
export function keyExchange(key: KeyObject, clientHello: Buffer, random = Buffer.alloc(32)): Buffer {
  const parameters = Buffer.concat([Buffer.from([3, 0, 0x17]), counted(1, Buffer.alloc(65, 4))]);
  const signed = Buffer.concat([randomOf(clientHello), random, parameters]);
  return tlsMessage(12, parameters, words(0x0403), counted(2, sign('sha256', signed, key)));
}

/** The random of a ClientHello in its record. */
export function randomOf(clientHello: Buffer): Buffer {
  return clientHello.subarray(5 + 4 + 2, 5 + 4 + 2 + 32);
}

export const HELLO_DONE = tlsMessage(14);
