import { ALL_PROTOCOLS } from '../../exchange';
import { clientFault, StatedClients } from '../../audit/populations';
import { ClientManagement, ClientPlace, ClientProtocol } from '../../model';
import { InputError } from '../exit';
import { readFileBytes } from '../input/file-bytes';

const MEMBERS = ['name', 'platform', 'application', 'place', 'management', 'uses', 'count'];
const LARGEST = 1 << 20;

/**
 * Reads who the clients are: `{ "clients": [{ "name": "field phones", "platform": "ios", "count": 40 }] }`.
 *
 * @throws InputError which says what is wrong, and where
 */
export function readQuestionnaire(file: string): StatedClients[] {
  const bytes = readFileBytes(file);
  if (bytes.length > LARGEST) throw new InputError(`${file} has ${bytes.length} bytes; at most ${LARGEST} are read`);
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new InputError(
      `${file} is no JSON: ${(error as Error).message}`,
      'write { "clients": [{ "name": "phones", "platform": "ios" }] }',
    );
  }
  const list = (json as { clients?: unknown } | null)?.clients;
  if (!Array.isArray(list) || list.length === 0 || list.length > 200)
    throw new InputError(
      `${file}: "clients" must be a list of 1 to 200 entries`,
      'write { "clients": [{ "name": "phones", "platform": "ios" }] }',
    );
  return list.map((item, index) => clientsOf(item, `${file}, clients[${index}]`));
}

function clientsOf(item: unknown, where: string): StatedClients {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) throw new InputError(`${where} is no object`);
  const given = item as Record<string, unknown>;
  for (const name of Object.keys(given))
    if (!MEMBERS.includes(name)) throw new InputError(`${where} has "${name}"; allowed are ${MEMBERS.join(', ')}`);
  const text = (name: string): string | undefined => {
    const value = given[name];
    if (value !== undefined && (typeof value !== 'string' || value === '' || value.length > 200))
      throw new InputError(`${where}: "${name}" must be a text of 1 to 200 characters; got ${JSON.stringify(value)}`);
    return value;
  };
  const oneOf = <T extends string>(name: string, values: readonly T[]): T | undefined => {
    const value = text(name);
    if (value !== undefined && !values.includes(value as T))
      throw new InputError(`${where}: "${name}" must be ${values.join(', ')}; got "${value}"`);
    return value as T | undefined;
  };
  const [name, platform] = [text('name'), text('platform')];
  if (name === undefined || platform === undefined) throw new InputError(`${where} needs "name" and "platform"`);
  const { count, uses } = given;
  if (count !== undefined && (!Number.isInteger(count) || (count as number) < 0))
    throw new InputError(`${where}: "count" must be a whole number; got ${JSON.stringify(count)}`);
  if (
    uses !== undefined &&
    (!Array.isArray(uses) || uses.some((use) => !ALL_PROTOCOLS.includes(use as ClientProtocol)))
  )
    throw new InputError(`${where}: "uses" must be a list of ${ALL_PROTOCOLS.join(', ')}; got ${JSON.stringify(uses)}`);
  const [application, place] = [text('application'), oneOf('place', Object.values(ClientPlace))];
  const management = oneOf('management', Object.values(ClientManagement));
  const clients: StatedClients = {
    name,
    platform,
    ...(application === undefined ? {} : { application }),
    ...(place === undefined ? {} : { place }),
    ...(management === undefined ? {} : { management }),
    ...(uses === undefined ? {} : { uses: uses as ClientProtocol[] }),
    ...(count === undefined ? {} : { count: count as number }),
  };
  const fault = clientFault(clients);
  if (fault !== undefined) throw new InputError(`${where}: ${fault}`);
  return clients;
}
