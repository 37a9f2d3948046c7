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
