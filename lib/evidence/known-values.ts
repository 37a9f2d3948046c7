import { DeclarationFault, Estate, HostName, HostPlace, mapHosts, mapped, SourceLocation } from '../model';
import { problemOfVariable } from '../names';

const HOUR = 3600;

/** A reference alone: `${var.mail}`. */
const REFERENCE = /^\$\{\s*([A-Za-z_][\w.[\]"-]*)\s*\}$/;

/**
 * An estate with the values of Terraform expressions: host names, and lifetimes that only Terraform knew. A value that is no host name
 * is a fault of the declaration, as it is where synth meets one: the apply would fail by it. Each expression is reported once.
 */
export function withValues(estate: Estate, values: ReadonlyMap<string, string>): Estate {
  if (values.size === 0) return estate;
  const faults = new Map<string, DeclarationFault>();
  const named = mapHosts(estate, (host, place) => {
    const value = host.value === undefined ? values.get(host.expression ?? '') : undefined;
    if (value === undefined) return host;
    const problem = problemOfVariable(value, place.list === 'certificates');
    if (problem === undefined) return { ...host, value: value.toLowerCase() };
    const expression = host.expression as string;
    if (!faults.has(expression)) faults.set(expression, faultOf(place, expression, value, problem));
    return host;
  });
  const certificates = mapped(named.certificates, (certificate) => {
    const { validityHoursExpression, facts } = certificate;
    const hours = facts.lifetimeSeconds === undefined ? Number(values.get(validityHoursExpression ?? '')) : NaN;
    // Both ends are inside (RFC 5280 4.1.2.5).
    return hours > 0 ? { ...certificate, facts: { ...facts, lifetimeSeconds: hours * HOUR + 1 } } : certificate;
  });
  return { ...named, certificates, faults: [...named.faults, ...faults.values()] };
}

function faultOf(
  { list, item, property }: HostPlace,
  expression: string,
  value: string,
  problem: string,
): DeclarationFault {
  const { id, domain, server, protocol, location } = item as {
    readonly id?: string;
    readonly domain?: string;
    readonly server?: string;
    readonly protocol?: string;
    readonly location?: SourceLocation;
  };
  const variable = REFERENCE.exec(expression)?.[1];
  const what = variable?.startsWith('var.')
    ? `the variable ${variable.slice('var.'.length)}`
    : `the expression ${expression}`;
  return {
    path: (list === 'bindings' ? server : (id ?? domain)) ?? '',
    code: 'host-name-invalid',
    message: `${list === 'bindings' ? `${protocol}: ` : ''}${property}: ${what} gives ${JSON.stringify(value)}, ${problem}`,
    fix: `give ${what} a plain host name, IDN as A-labels, such as mail.contoso.com`,
    ...(location ? { location } : {}),
  };
}

/** Every expression of an estate whose value would say more: of host names, and of lifetimes. Sorted, each once. */
export function openExpressions(estate: Estate): string[] {
  const open = new Set<string>();
  mapHosts(estate, (host: HostName) => {
    if (host.value === undefined && host.expression !== undefined) open.add(host.expression);
    return host;
  });
  for (const { validityHoursExpression, facts } of estate.certificates)
    if (validityHoursExpression !== undefined && facts.lifetimeSeconds === undefined) open.add(validityHoursExpression);
  return [...open].sort();
}
