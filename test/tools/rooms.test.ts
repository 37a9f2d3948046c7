import { RuleTester } from 'eslint';
import * as tseslint from 'typescript-eslint';
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the rule is plain JavaScript, as ESLint loads it
import rooms = require('../../tools/eslint/rooms.cjs');

const ROOT = '/checkout';

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser as never } });

const file = (filename: string, code: string) => ({ filename: `${ROOT}/${filename}`, code, options: [{ root: ROOT }] });
const refused = (filename: string, code: string, message: RegExp) => ({
  ...file(filename, code),
  errors: [{ message: message as never }],
});

tester.run('rooms', rooms, {
  valid: [
    file('lib/model/server.ts', "import { Protocol } from './protocol';"),
    file('lib/exchange/versions.ts', "import { Protocol } from '../model';"),
    file('lib/exchange/protocols/owa.ts', "import { Protocol } from '../../model/protocol';"),
    file('lib/matrix/matrix.ts', "import type { Judge } from '../policy/judge'; import { x } from '../pki';"),
    file('lib/rules/trust/blocked-root.ts', "import { outcome } from '../../matrix';"),
    file('lib/delivery/pfx.ts', "import forge from 'node-forge';"),
    file('lib/constructs/server.ts', "import { Construct } from 'constructs'; import { App } from 'cdktf';"),
    file('lib/constructs/internal-ca.ts', "import { PrivateKey } from '@cdktf/provider-tls/lib/private-key';"),
    file('lib/cli/synth.ts', "const load = () => import('cdktf'); import type { App } from 'cdktf';"),
    file('lib/cli/version.ts', "import manifest from '../../package.json';"),
    file('lib/testing/index.ts', "import { Testing } from 'cdktf'; import { x } from '../constructs';"),
    file('lib/index.ts', "export * from './constructs'; export * from './model/server';"),
    file('bin/client-access.ts', "import { run } from '../lib/cli';"),
    file('stacks/main.ts', "import { App } from 'cdktf'; import { x } from 'cdktf-exchange-client-access';"),
    file('examples/one/main.ts', "import { y } from './other';"),
    file('test/pki/chain.test.ts', "import { chain } from '../../lib/pki/chain';"),
  ],
  invalid: [
    refused('lib/model/server.ts', "import { x } from '../policy/judge';", /^model must not import from policy/),
    refused('lib/model/server.ts', "import { x } from 'node:fs';", /^model is plain data/),
    refused(
      'lib/exchange/versions.ts',
      "import type { x } from '../clients';",
      /^exchange must not import from clients/,
    ),
    refused(
      'lib/policy/judge.ts',
      "export * from '../pki';",
      /^policy must not import from pki: it may import from model, names$/,
    ),
    refused('lib/matrix/matrix.ts', "export { x } from '../rules/trust/a';", /^matrix must not import from rules/),
    refused('lib/report/html.ts', "import { x } from '../matrix';", /^report must not import from matrix/),
    refused('lib/delivery/pfx.ts', "import { x } from '../../lib/policy';", /^delivery must not import from policy/),
    refused('lib/rules/names/a.ts', "import { x } from '../../constructs';", /^rules must not import from constructs/),
    refused('lib/rules/names/a.ts', "import { Token } from 'cdktf';", /only constructs may$/),
    refused('lib/verify/https.ts', "import x = require('constructs');", /only constructs may$/),
    refused('lib/verify/https.ts', "const x = require('../clients');", /^verify must not import from clients/),
    refused('lib/constructs/server.ts', "import { x } from '../verify';", /^constructs must not import from verify/),
    refused('lib/constructs/server.ts', "import { x } from '..';", /^constructs must not import from index/),
    refused('lib/constructs/server.ts', "import { x } from '../index';", /^constructs must not import from index/),
    refused('lib/cli/synth.ts', "import { App } from 'cdktf';", /where a verb needs it$/),
    refused('bin/client-access.ts', "import { App } from 'cdktf';", /where a verb needs it$/),
    refused('lib/pki/chain.ts', "type X = import('../exchange').X;", /^pki must not import from exchange/),
    refused('lib/pki/chain.ts', "import { x } from 'cdktf-exchange-client-access';", /by path/),
    refused('examples/one/main.ts', "import { x } from '../../lib';", /what a user writes/),
    refused('stacks/main.ts', "import { x } from '../lib/model/server';", /what a user writes/),
  ],
});
