import { ExchangeFamily } from './exchange-family';

/**
 * What the scripts of all families share: it runs in PowerShell 1 to 5.1, so it knows neither try and catch nor [ordered] nor
 * [pscustomobject]. Values are written as text, numbers, dates and bytes; of a certificate only its bytes are read. An answer that
 * failed is not written: an empty file says that there is nothing.
 */
export const COMMON_FUNCTIONS = String.raw`$ErrorActionPreference = 'Stop'
$script:NotRead = @()
$script:Failed = $false

function Add-NotRead([string]$Place, [string]$What, $Reason) {
  $script:NotRead += ($Place + ': ' + $What + ': ' + "$Reason")
}

function ConvertTo-PlainValue($Value) {
  if ($null -eq $Value) { return $null }
  if ($Value -is [string]) { return $Value.ToString() }
  if ($Value -is [bool] -or $Value -is [int] -or $Value -is [long]) { return $Value }
  if ($Value -is [datetime] -or $Value -is [uri]) { return $Value }
  if ($Value -is [byte[]]) { return ,$Value }
  if ($Value -is [System.Security.Cryptography.X509Certificates.X509Certificate]) { return ,$Value.GetRawCertData() }
  if ($Value -is [System.Collections.IEnumerable]) {
    $entries = @()
    foreach ($entry in $Value) {
      if ($null -ne $entry) { $entries += $entry.ToString() }
    }
    return ,$entries
  }
  return $Value.ToString()
}

function Add-PlainProperty($Plain, $Property) {
  trap { Add-NotRead $Property.Name 'this property' $_; continue }
  Add-Member -InputObject $Plain -MemberType NoteProperty -Name $Property.Name -Value (ConvertTo-PlainValue $Property.Value)
}

function New-PlainObject($Item, [string[]]$Wanted) {
  $plain = New-Object -TypeName PSObject
  foreach ($property in $Item.PSObject.Properties) {
    if ($Wanted -contains $property.Name) { Add-PlainProperty $plain $property }
  }
  if ($null -eq $plain.PSComputerName) {
    Add-Member -InputObject $plain -MemberType NoteProperty -Name 'PSComputerName' -Value $env:COMPUTERNAME -Force
  }
  $plain.PSObject.TypeNames.Insert(0, $Item.PSObject.TypeNames[0])
  return $plain
}

function Save-Answer([string]$Place, [string]$Folder, [string]$Name, $Items, $Problems, [string[]]$Wanted) {
  foreach ($problem in @($Problems)) {
    if ($null -ne $problem) { Add-NotRead $Place $Name $problem }
  }
  if ($script:Failed -or $null -eq $Items) { return }
  if (@($Items).Count -eq 0 -and @($Problems).Count -gt 0) { return }
  $plain = @()
  foreach ($item in @($Items)) {
    if ($null -ne $item) { $plain += New-PlainObject $item $Wanted }
  }
  $plain | Export-Clixml -Path (Join-Path -Path $Folder -ChildPath ($Name + '.xml')) -Depth 2 -Encoding UTF8 -NoClobber
}

function New-ExportFolder([string]$Folder) {
  if (Test-Path -Path $Folder) { return $false }
  $null = New-Item -Path $Folder -ItemType Directory
  return $true
}
`;

/** One function of the script that reads Windows or IIS on the computer where it runs, and the file that it writes. */
export interface MachineStep {
  readonly name: string;
  /** Families that have what it reads. */
  readonly families: readonly ExchangeFamily[];
  /** PowerShell: puts what was read into `$items`. */
  readonly read: string;
  readonly properties: readonly string[];
}

const { EXCHANGE_2007, EXCHANGE_2010, EXCHANGE_2013_AND_LATER } = ExchangeFamily;

const ALL = [EXCHANGE_2007, EXCHANGE_2010, EXCHANGE_2013_AND_LATER];

const FROM_2010 = [EXCHANGE_2010, EXCHANGE_2013_AND_LATER];

/**
 * Functions that only the steps of the machine use. A value that the registry does not hold stays empty: the release's default. The
 * provider of a key that is not in a cryptographic service provider (CNG) can't be read this way and stays empty too: unknown.
 */
export const MACHINE_FUNCTIONS = String.raw`function Get-RegistryValues([string]$Key, [string[]]$Names) {
  $plain = New-Object -TypeName PSObject
  $present = Test-Path -Path $Key
  Add-Member -InputObject $plain -MemberType NoteProperty -Name 'Key' -Value $Key
  Add-Member -InputObject $plain -MemberType NoteProperty -Name 'Present' -Value $present
  $values = $null
  if ($present) { $values = Get-ItemProperty -Path $Key }
  foreach ($name in $Names) {
    $value = $null
    if ($null -ne $values) { $value = $values.$name }
    Add-Member -InputObject $plain -MemberType NoteProperty -Name $name -Value $value
  }
  return $plain
}

function Get-KeyProvider($Certificate) {
  trap { continue }
  $provider = $null
  $provider = $Certificate.PrivateKey.CspKeyContainerInfo.ProviderName
  return $provider
}

function Get-StoredCertificate([string]$Store) {
  foreach ($certificate in @(Get-ChildItem -Path ('Cert:\LocalMachine\' + $Store))) {
    $plain = New-Object -TypeName PSObject
    Add-Member -InputObject $plain -MemberType NoteProperty -Name 'Store' -Value $Store
    Add-Member -InputObject $plain -MemberType NoteProperty -Name 'Thumbprint' -Value $certificate.Thumbprint
    Add-Member -InputObject $plain -MemberType NoteProperty -Name 'FriendlyName' -Value $certificate.FriendlyName
    Add-Member -InputObject $plain -MemberType NoteProperty -Name 'HasPrivateKey' -Value $certificate.HasPrivateKey
    if ($Store -eq 'My') {
      Add-Member -InputObject $plain -MemberType NoteProperty -Name 'KeyProvider' -Value (Get-KeyProvider $certificate)
    }
    Add-Member -InputObject $plain -MemberType NoteProperty -Name 'RawData' -Value $certificate.RawData
    $plain
  }
}
`;

const TLS_VERSIONS = ['SSL 2.0', 'SSL 3.0', 'TLS 1.0', 'TLS 1.1', 'TLS 1.2', 'TLS 1.3'];

const DOT_NET = ['v2.0.50727', 'v4.0.30319'];

function registry(keys: readonly string[], names: readonly string[]): string {
  const wanted = names.map((name) => `'${name}'`).join(', ');
  return [
    '$items = @()',
    ...keys.map((key) => `  $items += Get-RegistryValues '${key}' @(${wanted})`),
    '  $items = @($items)',
  ].join('\n');
}

const SCHANNEL = String.raw`HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols`;

const SCHANNEL_KEYS = TLS_VERSIONS.flatMap((version) =>
  ['Client', 'Server'].map((side) => [SCHANNEL, version, side].join('\\')),
);

const DOT_NET_KEYS = DOT_NET.flatMap((version) => [
  ['HKLM:', 'SOFTWARE', 'Microsoft', '.NETFramework', version].join('\\'),
  ['HKLM:', 'SOFTWARE', 'Wow6432Node', 'Microsoft', '.NETFramework', version].join('\\'),
]);

const BINDING_SETTINGS = String.raw`$items = @()
  foreach ($key in @(Get-ChildItem -Path 'HKLM:\SYSTEM\CurrentControlSet\Services\HTTP\Parameters\SslBindingInfo')) {
    $items += Get-RegistryValues ('HKLM:\SYSTEM\CurrentControlSet\Services\HTTP\Parameters\SslBindingInfo\' + $key.PSChildName) @('SslCertHash', 'SslCertStoreName', 'DefaultFlags')
  }
  if (Test-Path -Path 'HKLM:\SYSTEM\CurrentControlSet\Services\HTTP\Parameters\SslSniBindingInfo') {
    foreach ($key in @(Get-ChildItem -Path 'HKLM:\SYSTEM\CurrentControlSet\Services\HTTP\Parameters\SslSniBindingInfo')) {
      $items += Get-RegistryValues ('HKLM:\SYSTEM\CurrentControlSet\Services\HTTP\Parameters\SslSniBindingInfo\' + $key.PSChildName) @('SslCertHash', 'SslCertStoreName', 'DefaultFlags')
    }
  }
  $items = @($items)`;

const IIS_DIRECTORIES = [
  'API',
  'Autodiscover',
  'ecp',
  'EWS',
  'mapi',
  'Microsoft-Server-ActiveSync',
  'OAB',
  'owa',
  'PowerShell',
  'Rpc',
];

const EXTENDED_PROTECTION = 'system.webServer/security/authentication/windowsAuthentication/extendedProtection';

const IIS_SETTINGS = String.raw`Import-Module -Name WebAdministration
  $items = @()
  foreach ($site in @(Get-Website)) {
    foreach ($directory in @(${['', ...IIS_DIRECTORIES].map((name) => `'${name}'`).join(', ')})) {
      $location = $site.Name
      if ($directory -ne '') { $location = $site.Name + '/' + $directory }
      if (Test-Path -Path ('IIS:\Sites\' + $location.Replace('/', '\'))) {
        $plain = New-Object -TypeName PSObject
        Add-Member -InputObject $plain -MemberType NoteProperty -Name 'Location' -Value $location
        Add-Member -InputObject $plain -MemberType NoteProperty -Name 'SiteId' -Value $site.Id
        $tokens = Get-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location $location -Filter '${EXTENDED_PROTECTION}' -Name 'tokenChecking'
        $flags = Get-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location $location -Filter '${EXTENDED_PROTECTION}' -Name 'flags'
        $access = Get-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location $location -Filter 'system.webServer/security/access' -Name 'sslFlags'
        $unlisted = Get-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location $location -Filter 'system.webServer/security/ipSecurity' -Name 'allowUnlisted'
        Add-Member -InputObject $plain -MemberType NoteProperty -Name 'tokenChecking' -Value (Get-SettingText $tokens)
        Add-Member -InputObject $plain -MemberType NoteProperty -Name 'extendedProtectionFlags' -Value (Get-SettingText $flags)
        Add-Member -InputObject $plain -MemberType NoteProperty -Name 'sslFlags' -Value (Get-SettingText $access)
        Add-Member -InputObject $plain -MemberType NoteProperty -Name 'allowUnlisted' -Value (Get-SettingText $unlisted)
        $items += $plain
      }
    }
  }
  $items = @($items)`;

/** What IIS answers is a text or an element with a value. */
export const IIS_FUNCTIONS = String.raw`function Get-SettingText($Setting) {
  if ($null -eq $Setting) { return $null }
  if ($Setting -is [string]) { return $Setting.ToString() }
  if ($null -ne $Setting.Value) { return $Setting.Value.ToString() }
  return $Setting.ToString()
}
`;

/** The certificate that Exchange uses between its servers lies in Active Directory alone (msExchServerInternalTLSCert). */
const INTERNAL_TRANSPORT = String.raw`$found = Get-ExchangeServer -Identity $env:COMPUTERNAME
  $entry = New-Object -TypeName System.DirectoryServices.DirectoryEntry -ArgumentList ('LDAP://' + $found.DistinguishedName)
  $bytes = $entry.Properties['msExchServerInternalTLSCert'].Value
  $items = @()
  if ($null -ne $bytes) {
    $plain = New-Object -TypeName PSObject
    Add-Member -InputObject $plain -MemberType NoteProperty -Name 'RawData' -Value $bytes
    $items = @($plain)
  }`;

export const MACHINE_STEPS: readonly MachineStep[] = [
  {
    name: 'OperatingSystem',
    families: ALL,
    read: '$items = @(Get-WmiObject -Class Win32_OperatingSystem)',
    properties: ['Caption', 'Version', 'BuildNumber', 'CSName', 'ServicePackMajorVersion', 'OSArchitecture'],
  },
  {
    name: 'ExSetup',
    families: FROM_2010,
    read: String.raw`$items = @((Get-Item -Path (Join-Path -Path $env:ExchangeInstallPath -ChildPath 'bin\ExSetup.exe')).VersionInfo)`,
    properties: [
      'FileName',
      'FileVersion',
      'ProductVersion',
      'FileMajorPart',
      'FileMinorPart',
      'FileBuildPart',
      'FilePrivatePart',
    ],
  },
  ...['My', 'CA', 'Root'].map((store) => ({
    name: `CertificateStore-${store}`,
    families: ALL,
    read: `$items = @(Get-StoredCertificate '${store}')`,
    properties: ['Store', 'Thumbprint', 'FriendlyName', 'HasPrivateKey', 'KeyProvider', 'RawData'],
  })),
  {
    name: 'InternalTransportCertificateFromServer',
    families: FROM_2010,
    read: INTERNAL_TRANSPORT,
    properties: ['RawData'],
  },
  {
    name: 'Services',
    families: ALL,
    read: `$items = @(Get-WmiObject -Class Win32_Service -Filter "Name LIKE 'MSExchange%' OR Name = 'W3SVC'")`,
    properties: ['Name', 'State', 'StartMode'],
  },
  {
    name: 'SchannelProtocols',
    families: ALL,
    read: registry(SCHANNEL_KEYS, ['Enabled', 'DisabledByDefault']),
    properties: ['Key', 'Present', 'Enabled', 'DisabledByDefault'],
  },
  {
    name: 'DotNetTls',
    families: ALL,
    read: registry(DOT_NET_KEYS, ['SystemDefaultTlsVersions', 'SchUseStrongCrypto']),
    properties: ['Key', 'Present', 'SystemDefaultTlsVersions', 'SchUseStrongCrypto'],
  },
  {
    name: 'EccSwitch',
    families: [EXCHANGE_2013_AND_LATER],
    read: registry(
      [String.raw`HKLM:\SOFTWARE\Microsoft\ExchangeServer\v15\Diagnostics`],
      ['EnableEccCertificateSupport'],
    ),
    properties: ['Key', 'Present', 'EnableEccCertificateSupport'],
  },
  {
    name: 'SslBindingInfo',
    families: ALL,
    read: BINDING_SETTINGS,
    properties: ['Key', 'Present', 'SslCertHash', 'SslCertStoreName', 'DefaultFlags'],
  },
  {
    name: 'Get-Website',
    families: FROM_2010,
    read: 'Import-Module -Name WebAdministration\n  $items = @(Get-Website)',
    properties: ['name', 'id', 'state'],
  },
  {
    name: 'Get-WebBinding',
    families: FROM_2010,
    read: 'Import-Module -Name WebAdministration\n  $items = @(Get-WebBinding)',
    properties: ['protocol', 'bindingInformation', 'certificateHash', 'certificateStoreName', 'sslFlags', 'ItemXPath'],
  },
  {
    name: 'IisSettings',
    families: FROM_2010,
    read: IIS_SETTINGS,
    properties: ['Location', 'SiteId', 'tokenChecking', 'extendedProtectionFlags', 'sslFlags', 'allowUnlisted'],
  },
];

/** What is read of the computer on one family of versions. */
export function machineSteps(family: ExchangeFamily): readonly MachineStep[] {
  return MACHINE_STEPS.filter(({ families }) => families.includes(family));
}
