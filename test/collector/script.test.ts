import { ExchangeFamily, collectorScript } from '../../lib/collector';
import { EXCHANGE_STEPS, exchangeSteps, targetOf } from '../../lib/collector/exchange-steps';
import { Allowed, PowerShellScript } from '../support/powershell-tree';
import table from './exchange-cmdlets.json';

interface Cmdlet {
  readonly versions: readonly string[];
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly exchange2007?: { readonly source: string; readonly status: string; readonly parameters: readonly string[] };
}
const CMDLETS = table.cmdlets as Readonly<Record<string, Cmdlet>>;

/** Versions that the script of a family is for, as the table writes them; none: Exchange 2007, which has a list of its own. */
const VERSIONS: Readonly<Record<ExchangeFamily, readonly string[]>> = {
  [ExchangeFamily.EXCHANGE_2007]: [],
  [ExchangeFamily.EXCHANGE_2010]: ['2010'],
  [ExchangeFamily.EXCHANGE_2013_AND_LATER]: ['2013', '2016', '2019', 'SE'],
};
const FAMILIES = Object.values(ExchangeFamily);

/** Parameters that every cmdlet has. */
const COMMON = ['ErrorAction', 'ErrorVariable'];

/** What a script may call of Windows: it reads, or writes below the folder of the export. */
const WINDOWS: Readonly<Record<string, readonly string[]>> = {
  'Add-Member': ['InputObject', 'MemberType', 'Name', 'Value', 'Force'],
  'Add-PSSnapin': ['Name'],
  'Export-Clixml': ['Path', 'Depth', 'Encoding', 'NoClobber'],
  'Get-ChildItem': ['Path'],
  'Get-Command': ['Name', 'ErrorAction'],
  'Get-Date': [],
  'Get-Item': ['Path'],
  'Get-ItemProperty': ['Path'],
  'Get-PSSnapin': ['Name', 'ErrorAction'],
  'Get-WebBinding': [],
  'Get-WebConfigurationProperty': ['PSPath', 'Location', 'Filter', 'Name'],
  'Get-Website': [],
  'Get-WmiObject': ['Class', 'Filter'],
  'Import-Module': ['Name'],
  'Join-Path': ['Path', 'ChildPath'],
  'New-Item': ['Path', 'ItemType'],
  'New-Object': ['TypeName', 'ArgumentList'],
  'Out-File': ['FilePath', 'Encoding', 'NoClobber'],
  'Test-Path': ['Path'],
  'Write-Host': [],
};

/** Methods that change nothing outside the script. */
const METHODS = ['ToString', 'Insert', 'Replace', 'GetRawCertData', 'ToUniversalTime'];
const TYPES = [
  '[string]',
  '[string[]]',
  '[bool]',
  '[int]',
  '[long]',
  '[datetime]',
  '[uri]',
  '[byte[]]',
  '[System.Collections.IEnumerable]',
  '[System.Security.Cryptography.X509Certificates.X509Certificate]',
];

/** The parameters that a cmdlet has in every version of a family; undefined where it is missing in one. */
function parametersIn(family: ExchangeFamily, name: string): string[] | undefined {
  const cmdlet = CMDLETS[name];
  if (cmdlet === undefined) return undefined;
  if (family === ExchangeFamily.EXCHANGE_2007) return cmdlet.exchange2007 && [...cmdlet.exchange2007.parameters];
  const versions = VERSIONS[family];
  if (!versions.every((version) => cmdlet.versions.includes(version))) return undefined;
  return Object.entries(cmdlet.parameters)
    .filter(([, known]) => versions.every((version) => known.includes(version)))
    .map(([parameter]) => parameter);
}

function allowedIn(family: ExchangeFamily): Allowed {
  const exchange = Object.keys(CMDLETS).flatMap((name) => {
    const parameters = parametersIn(family, name);
    return parameters === undefined ? [] : [[name, [...parameters, ...COMMON]] as const];
  });
  return { commands: { ...WINDOWS, ...Object.fromEntries(exchange) }, methods: METHODS, types: TYPES };
}

const scriptOf = (family: ExchangeFamily): Promise<PowerShellScript> =>
  PowerShellScript.parse(collectorScript(family, '0.0.0'));

describe.each(FAMILIES)('the script for %s', (family) => {
  test('is PowerShell, in ASCII, with the line ends of Windows', async () => {
    const text = collectorScript(family, '0.0.0');
    expect((await scriptOf(family)).faults).toEqual([]);
    expect(text).toMatch(/^[\x20-\x7e\r\n]+$/);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('reads the keys of Schannel and .NET in their own spelling', () => {
    const keys = [...collectorScript(family, '0.0.0').matchAll(/Get-RegistryValues '([^']+)'/g)].map(([, key]) => key);
    expect(keys).toEqual(
      expect.arrayContaining([
        'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Server',
        'HKLM:\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319',
        'HKLM:\\SOFTWARE\\Wow6432Node\\Microsoft\\.NETFramework\\v2.0.50727',
      ]),
    );
    expect(keys.filter((key) => !/^HKLM:(\\[\w .]+)+$/.test(key!))).toEqual([]);
  });

  test('calls only what reads, with parameters that every version of the family has', async () => {
    expect((await scriptOf(family)).foreign(allowedIn(family))).toEqual([]);
  });

  test('calls each cmdlet of the table that the family has', async () => {
    const called = (await scriptOf(family)).commands.map(({ name }) => name);
    expect(called).toEqual(expect.arrayContaining(exchangeSteps(family).map(({ cmdlet }) => cmdlet)));
  });

  test('calls each function that it defines', async () => {
    const script = await scriptOf(family);
    const called = new Set(script.commands.map(({ name }) => name));
    expect(script.functions.filter((name) => !called.has(name))).toEqual([]);
  });

  test('writes below its own folder alone, and never over a file', async () => {
    const { commands } = await scriptOf(family);
    const writers = commands.filter(({ name }) => ['Export-Clixml', 'Out-File', 'New-Item'].includes(name));
    expect(writers).toHaveLength(4);
    for (const { name, text } of writers)
      if (name === 'New-Item') expect(text).toBe('New-Item -Path $Folder -ItemType Directory');
      else expect(text).toMatch(/ -(File)?Path \(Join-Path -Path \$(Folder|runs) -ChildPath .* -NoClobber$/);
    const folders = commands.filter(({ name }) => name === 'New-ExportFolder').map(({ text }) => text);
    expect(folders.every((text) => /^New-ExportFolder \$(Path|organization|servers|folder|runs)$/.test(text))).toBe(
      true,
    );
  });

  test('loads nothing but what belongs to Windows or Exchange', async () => {
    const { commands } = await scriptOf(family);
    const loaded = commands.filter(({ name }) => /^(Import-Module|Add-PSSnapin|New-Object)$/.test(name));
    expect(new Set(loaded.map(({ text }) => text.replace(/ -ArgumentList.*/s, '')))).toEqual(
      new Set([
        'New-Object -TypeName PSObject',
        ...(family === ExchangeFamily.EXCHANGE_2007
          ? ["Add-PSSnapin -Name 'Microsoft.Exchange.Management.PowerShell.Admin'"]
          : ['Import-Module -Name WebAdministration', 'New-Object -TypeName System.DirectoryServices.DirectoryEntry']),
      ]),
    );
  });

  test('looks at a private key for the name of its provider alone', () => {
    const text = collectorScript(family, '0.0.0');
    expect(text.match(/PrivateKey\b(?!Exportable)[\w.]*/g)?.filter((use) => use !== 'PrivateKey')).toEqual([
      'PrivateKey.CspKeyContainerInfo.ProviderName',
    ]);
    expect(text).not.toMatch(/Password|Credential|SerializationData|KeyContainerName|ToXmlString|Export\(/);
  });

  test('gives the name of a server only where the cmdlet takes one', () => {
    for (const step of exchangeSteps(family)) {
      const target = targetOf(step, family);
      if (target !== undefined)
        expect([step.cmdlet, parametersIn(family, step.cmdlet)]).toContainEqual(expect.arrayContaining([target]));
    }
  });
});

test('every cmdlet of the table is known to one version at least, with a source', () => {
  for (const { cmdlet, families } of EXCHANGE_STEPS)
    for (const family of families) expect([cmdlet, family, parametersIn(family, cmdlet)]).not.toContain(undefined);
});

test('no step keeps what can hold a secret', () => {
  const kept = EXCHANGE_STEPS.flatMap(({ properties }) => properties);
  expect(kept.filter((name) => /password|credential|serializationdata|^privatekey$|container/i.test(name))).toEqual([]);
});

test.each([
  ['Remove-Item x', /Remove-Item/],
  ['Set-OwaVirtualDirectory -Identity x', /Set-Owa/],
  ['& $command', /&/],
  ['. .\\other.ps1', /\./],
  ['[System.IO.File]::Delete("x")', /Delete/],
  ['$item.Delete()', /Delete/],
  ['Get-Date > file.txt', />/],
  ['Get-OwaVirtualDirectory -Server x -NoSuchParameter', /NoSuchParameter/],
  ['Get-ChildItem -Path x | ForEach-Object { Remove-Item $_ }', /Remove-Item/],
  ['$env:PATH = "x"', /\$env/],
  ['"$(Stop-Service x)"', /Stop-Service/],
  ['if (Test-Path -Path x) { iex "x" }', /iex/],
])('the check of the scripts finds %s', async (text, expected) => {
  const script = await PowerShellScript.parse(`${text}\n`);
  expect(script.foreign(allowedIn(ExchangeFamily.EXCHANGE_2010)).join('\n')).toMatch(expected);
});

test('a line that is no PowerShell is found', async () => {
  expect((await PowerShellScript.parse('function { ( \n')).faults).not.toEqual([]);
});
