import { createHash } from 'node:crypto';
import { Estate, indexOf, LIST_NAMES, listDescriptor, ListName, serversBehind, visitReferences } from '../model';

/** Lists whose items the slice of a server holds itself. */
const OWN: readonly ListName[] = ['servers', 'bindings'];

/**
 * What the judgement of each server depends on besides what its own slice holds: its clients and their inspectors, the points in front
 * of it with their certificates, its mail domains and connectors, its organization, the roots, and what the user set of the policy.
 */
export class Audience {
  /** Digests of the items of which a server is one of several, by server. */
  private readonly owned = new Map<string, string[]>();
  private readonly items = new Map<object, string>();
  private readonly policy: string;

  public constructor(private readonly estate: Estate) {
    for (const list of LIST_NAMES) {
      const { ownedBy } = listDescriptor(list);
      if (ownedBy === undefined) continue;
      for (const item of estate[list]) {
        const ids = ownersOf(item, ownedBy);
        if (ids.length === 0) continue;
        const digest = OWN.includes(list) ? this.below(list, item) : this.digestOfItem(list, item);
        for (const id of ids) {
          const known = this.owned.get(id);
          if (!known) this.owned.set(id, [digest]);
          else if (known[known.length - 1] !== digest) known.push(digest);
        }
      }
    }
    this.policy = digestOf(JSON.stringify(estate.policies));
  }

  /**
   * The same as long as nothing changes that the judgement of a server or publishing point depends on. Lines that move in the user's
   * code do not count.
   */
  public digestOf(presenter: string): string {
    const point = indexOf(this.estate, 'publishingPoints').get(presenter);
    return digestOf(
      [...(point ? this.ofPoint(presenter, point) : (this.owned.get(presenter) ?? [])), this.policy].join(),
    );
  }

  /** A publishing point is judged with the servers behind it, whose slices are not its own. */
  private ofPoint(id: string, point: object): string[] {
    const behind = serversBehind(this.estate, id);
    const own = OWN.flatMap((list) => {
      const { ownedBy } = listDescriptor(list);
      return (this.estate[list] as object[]).filter((item) =>
        behind.has(ownersOf(item, ownedBy as 'id' | 'server')[0]),
      );
    });
    return [
      this.digestOfItem('publishingPoints', point),
      ...own.map((item) => digestOf(withoutLocation(item))),
      ...[...behind].flatMap((server) => this.owned.get(server) ?? []),
    ];
  }

  /** Of an item and of all that it refers to. */
  private digestOfItem(list: ListName, item: object): string {
    let digest = this.items.get(item);
    if (digest === undefined) {
      // Before what it refers to, which may refer to it.
      this.items.set(item, '');
      const { servers: _, location: __, ...own } = item as Readonly<Record<string, unknown>>;
      digest = digestOf(JSON.stringify([list, own]) + this.below(list, item));
      this.items.set(item, digest);
    }
    return digest;
  }

  private below(list: ListName, item: object): string {
    let below = '';
    visitReferences(list, item, (to, id) => {
      if (OWN.includes(to)) return;
      const found = indexOf(this.estate, to).get(id);
      if (found) below += this.digestOfItem(to, found);
    });
    return below;
  }
}

function withoutLocation(item: object): string {
  const { location: _, ...rest } = item as { readonly location?: unknown };
  return JSON.stringify(rest);
}

function ownersOf(item: object, ownedBy: 'id' | 'server' | 'servers'): readonly string[] {
  const ids = (item as Readonly<Record<string, string | string[]>>)[ownedBy];
  return Array.isArray(ids) ? ids : [ids];
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
