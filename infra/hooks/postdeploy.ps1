# After a deployment, for Windows: waits until the app has the key that Event Grid calls it with, then makes (or repairs) the event
# subscription of modules/subscription.bicep. Safe to repeat. The key itself is never read here: only whether it is there.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

$attempts = if ($env:KPI_HOOK_ATTEMPTS) { [int]$env:KPI_HOOK_ATTEMPTS } else { 40 }
$delay = if ($env:KPI_HOOK_DELAY) { [int]$env:KPI_HOOK_DELAY } else { 15 }
$template = Join-Path $PSScriptRoot '../modules/subscription.bicep'

function Stop-Hook([string] $message) {
    [Console]::Error.WriteLine("postdeploy: $message")
    exit 1
}

foreach ($name in 'AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP', 'KPI_FUNCTION_APP', 'KPI_EVENT_TOPIC') {
    if (-not [Environment]::GetEnvironmentVariable($name)) {
        Stop-Hook "$name is not set. Run 'azd provision' first, then 'azd hooks run postdeploy'."
    }
}
if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
    Stop-Hook "the Azure CLI is missing (https://aka.ms/azure-cli). Install it, run 'az login', then 'azd hooks run postdeploy'."
}
$where = @('--subscription', $env:AZURE_SUBSCRIPTION_ID, '--resource-group', $env:AZURE_RESOURCE_GROUP)
az account show --subscription $env:AZURE_SUBSCRIPTION_ID --output none 2>$null
if ($LASTEXITCODE -ne 0) {
    Stop-Hook "the Azure CLI is not logged in to subscription $env:AZURE_SUBSCRIPTION_ID. Run 'az login', then 'azd hooks run postdeploy'."
}

function Test-Key {
    $answer = az functionapp keys list @where --name $env:KPI_FUNCTION_APP --query 'systemKeys.blobs_extension != null' --output tsv 2>$null
    return $LASTEXITCODE -eq 0 -and "$answer".Trim() -eq 'true'
}

# Also tried again: the first call to an app that has just started may be answered too late for Event Grid.
function Add-Subscription {
    az deployment group create @where --name kpi-drops --template-file $template `
        --parameters "appName=$env:KPI_FUNCTION_APP" "topicName=$env:KPI_EVENT_TOPIC" --output none
    return $LASTEXITCODE -eq 0
}

function Wait-Until([string] $what, [int] $limit, [scriptblock] $command) {
    for ($attempt = 1; $attempt -le $limit; $attempt++) {
        if (& $command) { return $true }
        if ($attempt -lt $limit) {
            Write-Host "postdeploy: $what ($attempt of $limit)"
            Start-Sleep -Seconds $delay
        }
    }
    return $false
}

if (-not (Wait-Until 'waiting for the app to start' $attempts { Test-Key })) {
    Stop-Hook "the app $env:KPI_FUNCTION_APP has no blobs_extension key after $attempts looks: it has not started with its blob trigger. Look at its log stream (a setting that cannot be read is the usual reason), then run 'azd hooks run postdeploy'."
}
if (-not (Wait-Until 'the event subscription was refused, trying again' ([Math]::Min($attempts, 3)) { Add-Subscription })) {
    Stop-Hook "the event subscription could not be made; the reason stands above. Until it is, dropped files are found by the daily sweep only. Put the reason right and run 'azd hooks run postdeploy'."
}
Write-Host 'postdeploy: Event Grid calls IngestDrop for every file in drop/'
