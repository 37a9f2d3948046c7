import type { Rule } from 'eslint';

declare const rooms: Rule.RuleModule & { readonly ARROWS: Readonly<Record<string, readonly string[]>> };
export = rooms;
