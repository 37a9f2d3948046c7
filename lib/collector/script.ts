import { COMMON_FUNCTIONS, IIS_FUNCTIONS, MACHINE_FUNCTIONS, MachineStep, machineSteps } from './machine-functions';
import { ExchangeFamily, FAMILY_LABELS } from './exchange-family';
import { ExchangeStep, exchangeSteps, isOfServer, ORIGIN, targetOf } from './exchange-steps';

/**
 * The read-only PowerShell script that exports what the model needs from a server of one family of versions. Pure ASCII, lines end
 * as Windows ends them. It writes one file for each cmdlet below its own folder, and lists what it could not read.
 *
 * @param family the versions that it is for
 * @param version of this package, as the export names it
 */
export function collectorScript(family: ExchangeFamily, version: string): string {
  const exchange = exchangeSteps(family);
  const machine = machineSteps(family);
  const ofOrganization = exchange.filter((step) => !isOfServer(step, family));
  const ofServer = exchange.filter((step) => isOfServer(step, family));
  const parts = [
    header(family, version),
    COMMON_FUNCTIONS,
    MACHINE_FUNCTIONS,
    ...(machine.some(({ read }) => read.includes('Get-SettingText')) ? [IIS_FUNCTIONS] : []),
    ...exchange.map((step) => exchangeFunction(step, family)),
    ...machine.map(machineFunction),
    start(family),
    `$organization = Join-Path -Path $Path -ChildPath 'organization'
if (New-ExportFolder $organization) {
${ofOrganization.map(({ cmdlet }) => `  ${functionName(cmdlet)} 'organization' $organization`).join('\n')}
} else {
  Add-NotRead 'organization' 'not read again' 'the folder is there from another run'
}
`,
    `$servers = Join-Path -Path $Path -ChildPath 'servers'
$null = New-ExportFolder $servers
foreach ($name in $Server) {
  if ($name -notmatch '^[A-Za-z0-9][A-Za-z0-9.-]*$') {
    Add-NotRead $name 'not read' 'this is not the name of a server'
    continue
  }
  $folder = Join-Path -Path $servers -ChildPath $name
  if (-not (New-ExportFolder $folder)) {
    Add-NotRead $name 'not read again' 'the folder is there from another run'
    continue
  }
${ofServer.map(({ cmdlet }) => `  ${functionName(cmdlet)} $name $folder`).join('\n')}
  if ($name -eq $env:COMPUTERNAME) {
${machine.map(({ name }) => `    ${functionName(name)} $name $folder`).join('\n')}
${NOT_READ_HERE[family].map((line) => `    ${line}\n`).join('')}  } else {
    Add-NotRead $name 'Windows and IIS' 'they can be read on the server itself alone'
  }
}
`,
    finish(family, version),
  ];
  return parts.join('\n').replaceAll('\n', '\r\n');
}

/** What a family has no cmdlets for is listed as well. */
const NOT_READ_HERE: Readonly<Record<ExchangeFamily, readonly string[]>> = {
  [ExchangeFamily.EXCHANGE_2007]: [
    `Add-NotRead $name 'bindings of IIS' 'PowerShell 1 has no cmdlets for them: see Web Site Properties, Directory Security'`,
    `Add-NotRead $name 'internal transport certificate' 'not read on Exchange 2007'`,
  ],
  [ExchangeFamily.EXCHANGE_2010]: [],
  [ExchangeFamily.EXCHANGE_2013_AND_LATER]: [],
};

function header(family: ExchangeFamily, version: string): string {
  return `# Reads the settings of ${FAMILY_LABELS[family]} that decide which certificate which client meets.
# Made by client-access collector --exchange ${family}, version ${version}.
#
# It changes nothing: it calls Get- cmdlets alone and writes below the folder of -Path. No private key, no password and no
# name of a key container is read. What could not be read is listed at the end and in the folder runs.
#
# Run it ${family === ExchangeFamily.EXCHANGE_2007 ? 'in PowerShell' : 'in the Exchange Management Shell'} on each Client Access server, as administrator. Copy the folders of all servers together.
${parameters(family)}`;
}

/** The certificates of Exchange 2007 can be read on the server itself alone, so that the script has no other servers to name. */
function parameters(family: ExchangeFamily): string {
  const path = "[string]$Path = 'client-access-export'";
  const local = '$Server = @($env:COMPUTERNAME)';
  return family === ExchangeFamily.EXCHANGE_2007
    ? `param(\n  ${path}\n)\n${local}\n`
    : `param(\n  ${path},\n  [string[]]${local}\n)\n`;
}

function functionName(name: string): string {
  return `Save-${name.replace(/^Get-/, '').replaceAll('-', '')}`;
}

function listed(properties: readonly string[]): string {
  return `@(\n    ${properties.map((name) => `'${name}'`).join(',\n    ')}\n  )`;
}

/** What fails on the way ends in the list of what was not read; the statement after it goes on with nothing. */
function stepFunction(name: string, read: string, properties: readonly string[]): string {
  return `function ${functionName(name)}([string]$Place, [string]$Folder) {
  trap { $script:Failed = $true; Add-NotRead $Place '${name}' $_; continue }
  $script:Failed = $false
  $problems = @()
  $items = $null
  ${read}
  Save-Answer $Place $Folder '${name}' $items $problems ${listed(properties)}
}
`;
}

function exchangeFunction(step: ExchangeStep, family: ExchangeFamily): string {
  const target = targetOf(step, family);
  const given = target === undefined ? '' : ` -${target} $Place`;
  const call = `$items = @(${step.cmdlet}${given} -ErrorAction SilentlyContinue -ErrorVariable problems)`;
  return stepFunction(step.cmdlet, call, [...ORIGIN, ...step.properties]);
}

function machineFunction({ name, read, properties }: MachineStep): string {
  return stepFunction(name, read, [...properties, 'PSComputerName']);
}

function start(family: ExchangeFamily): string {
  const shell =
    family === ExchangeFamily.EXCHANGE_2007
      ? `if (-not (Get-PSSnapin -Name 'Microsoft.Exchange.Management.PowerShell.Admin' -ErrorAction SilentlyContinue)) {
  Add-PSSnapin -Name 'Microsoft.Exchange.Management.PowerShell.Admin'
}
`
      : '';
  return `${shell}if (-not (Get-Command -Name 'Get-ExchangeServer' -ErrorAction SilentlyContinue)) {
  throw 'The cmdlets of Exchange are not there: run this in the Exchange Management Shell.'
}
$started = (Get-Date).ToUniversalTime()
$null = New-ExportFolder $Path
`;
}

function finish(family: ExchangeFamily, version: string): string {
  return `$run = New-Object -TypeName PSObject
Add-Member -InputObject $run -MemberType NoteProperty -Name 'Collector' -Value 'client-access'
Add-Member -InputObject $run -MemberType NoteProperty -Name 'CollectorVersion' -Value '${version}'
Add-Member -InputObject $run -MemberType NoteProperty -Name 'Exchange' -Value '${family}'
Add-Member -InputObject $run -MemberType NoteProperty -Name 'Computer' -Value $env:COMPUTERNAME
Add-Member -InputObject $run -MemberType NoteProperty -Name 'Servers' -Value $Server
Add-Member -InputObject $run -MemberType NoteProperty -Name 'Started' -Value $started
Add-Member -InputObject $run -MemberType NoteProperty -Name 'Ended' -Value (Get-Date).ToUniversalTime()
Add-Member -InputObject $run -MemberType NoteProperty -Name 'PowerShell' -Value $Host.Version.ToString()
Add-Member -InputObject $run -MemberType NoteProperty -Name 'NotRead' -Value $script:NotRead
$runs = Join-Path -Path $Path -ChildPath 'runs'
$null = New-ExportFolder $runs
$run | Export-Clixml -Path (Join-Path -Path $runs -ChildPath ($env:COMPUTERNAME + '-' + $started.ToString('yyyyMMddHHmmss') + '.xml')) -Depth 2 -Encoding UTF8 -NoClobber
$script:NotRead | Out-File -FilePath (Join-Path -Path $runs -ChildPath ($env:COMPUTERNAME + '-' + $started.ToString('yyyyMMddHHmmss') + '-not-read.txt')) -Encoding UTF8 -NoClobber
Write-Host ('Written to ' + $Path + '. Not read: ' + $script:NotRead.Count + '.')
foreach ($line in $script:NotRead) { Write-Host ('  ' + $line) }
`;
}
