/** One file of a written project; its path is relative to the project's folder. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** What the files around the program need to know. */
export interface ProjectNames {
  /** Name of the npm package and of the CDKTF project: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Version of this package. */
  readonly version: string;
}

/** Versions of what a project needs besides this package, as this package asks for them. */
const PEERS = { '@cdktf/provider-tls': '^11.0.1', cdktf: '^0.21.0', constructs: '^10.4.2' };
const TOOLS = { '@types/node': '^20.0.0', 'cdktf-cli': '^0.21.0', tsx: '^4.19.0', typescript: '^5.6.0' };

const GITIGNORE = `node_modules/
cdktf.out/
# The state and the bundles hold private keys.
.state/
*.log
`;

/** The files that make a program a CDKTF project. */
export function projectFiles({ name, version }: ProjectNames, main: string): ProjectFile[] {
  const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
  return [
    {
      path: 'package.json',
      text: json({
        name,
        version: '0.1.0',
        private: true,
        scripts: {
          check: 'tsc --noEmit',
          synth: 'cdktf synth',
          review: 'client-access review cdktf.out',
          deploy: 'cdktf deploy',
        },
        dependencies: { ...PEERS, 'cdktf-exchange-client-access': `^${version}` },
        devDependencies: TOOLS,
      }),
    },
    {
      path: 'cdktf.json',
      text: json({
        language: 'typescript',
        app: 'node --import tsx main.ts',
        projectId: name,
        sendCrashReports: 'false',
        output: 'cdktf.out',
      }),
    },
    {
      path: 'tsconfig.json',
      text: json({
        compilerOptions: { target: 'ES2022', module: 'Node16', strict: true, noEmit: true, types: ['node'] },
        include: ['*.ts'],
      }),
    },
    { path: '.gitignore', text: GITIGNORE },
    { path: 'main.ts', text: main },
  ];
}

/** A text as the name of a project: lower-case letters, digits and single hyphens, at most 60 characters. */
export function projectName(text: string, fallback: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(name) ? name : fallback;
}

/** A text as the id of a construct, such as `cas01` of `CAS01.contoso.com`. */
export function constructId(text: string, fallback: string): string {
  return projectName(text.split('.')[0], fallback);
}

/** A name that is not among others: with a number where it would be. */
export function unused(base: string, used: ReadonlySet<string>): string {
  let name = base;
  for (let n = 2; used.has(name); n++) name = `${base}-${n}`;
  return name;
}
