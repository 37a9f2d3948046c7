/* eslint-disable @typescript-eslint/no-require-imports -- each file is loaded when it is used: a verb then starts quickly */
import { VerbEntry } from './verb';

/** Every verb, in the order that help shows. A verb's file is loaded when the verb is used. */
export const VERBS: readonly VerbEntry[] = [
  {
    name: 'review',
    summary: 'judge what synth wrote, or a plan, and tell what a change does to clients',
    load: async () => (require('./review') as typeof import('./review')).REVIEW,
  },
  {
    name: 'baseline',
    summary: "write today's findings to a file, so that only new ones count",
    load: async () => (require('./baseline') as typeof import('./baseline')).BASELINE,
  },
  {
    name: 'rules',
    summary: 'list the rules and their packs, or show one',
    load: async () => (require('./rules') as typeof import('./rules')).RULES,
  },
  {
    name: 'explain',
    summary: 'explain a rule or a finding: why it hurts, how to mend it, where it is written',
    load: async () => (require('./explain') as typeof import('./explain')).EXPLAIN,
  },
  {
    name: 'advise',
    summary: 'tell which certificate source suits which binding, and what each costs in work',
    load: async () => (require('./advise') as typeof import('./advise')).ADVISE,
  },
  {
    name: 'comment',
    summary: 'put a review into a pull request as one comment that is updated',
    load: async () => (require('./comment') as typeof import('./comment')).COMMENT,
  },
  {
    name: 'inspect',
    summary: 'tell what certificate files hold, who accepts them, and what to mend',
    load: async () => (require('./inspect') as typeof import('./inspect')).INSPECT,
  },
  {
    name: 'crl',
    summary: 'make or renew the revocation list of a CA whose key is at hand',
    load: async () => (require('./crl') as typeof import('./crl')).CRL,
  },
  {
    name: 'completion',
    summary: 'print a completion script for bash, zsh or fish',
    load: async () => (require('./completion') as typeof import('./completion')).COMPLETION,
  },
];
