import type { Outcome } from '../../policy';
import type { Connection, OpenedLeg } from '../connection/connection';

/** Looks at one leg of a connection; undefined where nothing speaks against it. */
export type LegStep = (connection: Connection, leg: OpenedLeg) => Outcome | undefined;

/** Looks at a connection as a whole; undefined where nothing speaks against it. */
export type ConnectionStep = (connection: Connection) => Outcome | undefined;
