import { ClientProtocol, ExchangeProduct, ExchangeRelease } from '../model';
import { ExchangeVersion } from '../exchange';
import { Call, Code, Literal, member, objectOf, Reference } from './code';

/** The stack that everything is declared in. */
export const MAIL = new Reference('mail');

/** A construct: `new Type(scope, id, { ... })`. */
export function made(
  type: string,
  scope: Reference,
  id: Code | string,
  properties?: Readonly<Record<string, Code | undefined>>,
): Call {
  const args: Code[] = [
    scope,
    typeof id === 'string' ? new Literal(id) : id,
    ...(properties === undefined ? [] : [objectOf(properties)]),
  ];
  return new Call(new Reference(type, type), args, true);
}

/** The member of an enum that has a value. */
export function memberWith(name: string, values: Readonly<Record<string, string>>, value: string): Reference {
  const [constant] = Object.entries(values).find(([, one]) => one === value) ?? [];
  if (constant === undefined) throw new Error(`${name} has no value ${value}`);
  return member(name, constant);
}

/** A protocol, as the program names it. */
export function protocolCode(protocol: ClientProtocol): Reference {
  return memberWith('ClientProtocol', ClientProtocol, protocol);
}

/** Something with an id, as platforms and applications are: its constant, or `Type.of(id)`. */
export function identified(type: string, owner: object, id: string): Code {
  const constants = owner as Readonly<Record<string, { readonly id?: unknown } | undefined>>;
  const constant = Object.keys(constants).find((name) => /^[A-Z]/.test(name) && constants[name]?.id === id);
  return constant === undefined ? new Call(member(type, 'of'), [new Literal(id)]) : member(type, constant);
}

/** A version of Exchange, as far as it is known. */
export function versionCode(release: ExchangeRelease): Code {
  const constants = ExchangeVersion as unknown as Readonly<Record<string, { readonly release?: ExchangeRelease }>>;
  const wanted = shape(release);
  const constant = Object.keys(constants).find(
    (name) => name.startsWith('EXCHANGE_') && shape(constants[name].release ?? {}) === wanted,
  );
  if (constant !== undefined) return member('ExchangeVersion', constant);
  const { cumulativeUpdate, product, securityUpdate, servicePack, updateRollup } = release;
  const number = (value: number | undefined): Code | undefined =>
    value === undefined ? undefined : new Literal(value);
  return new Call(member('ExchangeVersion', 'of'), [
    objectOf({
      product: memberWith('ExchangeProduct', ExchangeProduct, product),
      servicePack: number(servicePack),
      updateRollup: number(updateRollup),
      cumulativeUpdate: number(cumulativeUpdate),
      securityUpdate: securityUpdate === undefined ? undefined : new Literal(securityUpdate),
    }),
  ]);
}

function shape(release: Partial<ExchangeRelease>): string {
  return JSON.stringify(Object.entries(release).sort(([a], [b]) => (a < b ? -1 : 1)));
}
