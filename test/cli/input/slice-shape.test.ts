import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AutodiscoverMethod, ConnectorKind, encodeSlice, EstateSlice, SliceKind, TlsVersion } from '../../../lib/model';
import { shapeFault } from '../../../lib/cli/input/slice-shape';
import { reviewEstate } from '../../support/review-estate';
import { run, temporaryFolder } from '../../support/review-files';

const { schemaVersion: _, ...slice } = reviewEstate();

test('what synth writes has the right types', () => {
  expect(shapeFault(slice)).toBeUndefined();
});

/** One of each list that the estate lacks. */
const OTHERS: EstateSlice = {
  connectors: [
    {
      id: 'app/relay',
      name: 'relay',
      kind: ConnectorKind.SEND,
      servers: [slice.servers[0].id],
      fqdn: { value: 'mail.contoso.com' },
      mutualTls: false,
    },
  ],
  serverAuthentications: [{ id: 'app/oauth', certificate: slice.certificates[0].id, servers: [slice.servers[0].id] }],
  hybrids: [
    {
      id: 'app/hybrid',
      primaryDomain: 'contoso.com',
      transportHosts: [{ value: 'mail.contoso.com' }],
      servers: [slice.servers[0].id],
      certificates: [slice.certificates[0].id],
    },
  ],
  inspectors: [
    {
      id: 'app/proxy',
      name: 'proxy',
      trusts: ['x'],
      exempt: [{ value: 'mail.contoso.com' }],
      tls: { lowest: TlsVersion.TLS_1_2 },
    },
  ],
  organizations: [
    {
      id: 'app/contoso',
      servers: [slice.servers[0].id],
      principalName: 'msstd:mail.contoso.com',
      zones: ['contoso.com'],
    },
  ],
  mailDomains: [
    {
      domain: 'contoso.com',
      method: AutodiscoverMethod.OWN_NAME,
      servers: [slice.servers[0].id],
      rootSite: { answers: true },
    },
  ],
};

const LISTS = ['servers', 'bindings', 'certificates', 'anchors', 'populations'] as const;

/** Reviews a model with a digest that fits: whoever edits it can compute that. */
async function review(damaged: object): Promise<{ code: number; err: string }> {
  const file = join(temporaryFolder(), 'cdk.tf.json');
  const input = encodeSlice(SliceKind.ESTATE, damaged as EstateSlice);
  writeFileSync(file, JSON.stringify({ resource: { terraform_data: { model: { input } } } }));
  return run('review', file, '--now', '2026-04-01');
}

test.each(LISTS)('a wrong type in %s is bad input and no fault of the program', async (list) => {
  const [first, ...others] = slice[list] as unknown as Record<string, unknown>[];
  for (const member of Object.keys(first).filter(
    (name) => Array.isArray(first[name]) || ['id', 'domain'].includes(name),
  ))
    for (const wrong of [5, { a: 1 }, [5]]) {
      const { code, err } = await review({ ...slice, [list]: [{ ...first, [member]: wrong }, ...others] });
      expect([member, wrong, code]).toEqual([member, wrong, 2]);
      expect(err).toContain(`is damaged: ${list}[0].${member}`);
    }
});

/** Every place below a value that holds no list and no object, as the names on the way to it. */
function leaves(value: unknown, way: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...way]];
  return Object.entries(value).flatMap(([name, below]) => leaves(below, [...way, name]));
}

function replaced(value: unknown, [name, ...way]: readonly string[], wrong: unknown): unknown {
  if (name === undefined) return wrong;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[name] = replaced(copy[name], way, wrong);
  return copy;
}

test('a wrong type anywhere within a part is bad input, or is judged: never a fault of the program', async () => {
  const whole = { ...slice, ...OTHERS };
  expect(shapeFault(whole)).toBeUndefined();
  const outcomes = new Map<string, number>();
  for (const [list, items] of Object.entries(whole) as [keyof EstateSlice, unknown[]][]) {
    if (items.length === 0) continue;
    for (const way of leaves(items[0]))
      for (const wrong of [5, 'text', true, [['x']], { a: { b: 1 } }]) {
        if (typeof wrong === typeof way.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], items[0]))
          continue;
        const damaged = [replaced(items[0], way, wrong), ...items.slice(1)];
        const { code } = await review({ ...whole, [list]: damaged });
        outcomes.set(`${list}.${way.join('.')} = ${JSON.stringify(wrong)}`, code);
      }
  }
  expect([...outcomes].filter(([, code]) => code === 3)).toEqual([]);
  expect([...outcomes.values()].filter((code) => code === 2).length).toBeGreaterThan(outcomes.size / 2);
}, 300_000);
