targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Name of the environment; part of every name.')
param environmentName string

@minLength(1)
@description('Region of everything. Flex Consumption must be offered there: az functionapp list-flexconsumption-locations.')
param location string

@secure()
@minLength(24)
@description('What customers\' identifiers are hashed with: at least 16 random bytes as Base64 (openssl rand -base64 32). With another one every customer is a new one.')
param identitySecret string

@secure()
@minLength(10)
@description('The mail server: smtp://user:password@smtp.example.com:587?from=reports@example.com')
param smtpUrl string

@secure()
@description('Access tokens of connectors by name, such as { "metrica": "…" }. Names are [a-z0-9_]{1,40}; a brand\'s configuration names the token that it uses.')
param connectorTokens object = {}

@allowed(['', 'Community', 'Professional', 'Enterprise', 'Evaluation'])
@description('The QuestPDF licence that applies to you; empty takes the embedded PDF writer.')
param questPdfLicense string = ''

@allowed([512, 2048, 4096])
@description('Memory of an instance in MB.')
param instanceMemory int = 2048

@allowed([40, 100, 250, 500, 1000])
@description('The most instances that may run at once.')
param maximumInstances int = 40

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
@description('How the data are kept: in one building, in three zones, and with a copy in another region.')
param storageRedundancy string = 'Standard_LRS'

@minValue(1)
@maxValue(365)
@description('Days for which deleted and overwritten blobs can be brought back.')
param softDeleteDays int = 7

@minValue(1)
@description('Most GB of logs and telemetry a day; more is dropped until the next day, so that a loop of errors cannot become a bill.')
param dailyLogLimit int = 1

@description('Object ids of the people (or groups) who drop files: they may write to drop/ and read receipts/, nothing else.')
param droppers array = []

@description('Object ids of the people (or groups) who run this: all data, queues and tables of the data account.')
param administrators array = []

var resourceToken = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: 'id-${resourceToken}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: 'log-${resourceToken}'
    insightsName: 'appi-${resourceToken}'
    location: location
    tags: tags
    dailyLimit: dailyLogLimit
  }
}

module data 'modules/data.bicep' = {
  scope: group
  params: {
    name: 'st${resourceToken}'
    location: location
    tags: tags
    redundancy: storageRedundancy
    softDeleteDays: softDeleteDays
    workspaceId: monitoring.outputs.workspaceId
  }
}

module host 'modules/host.bicep' = {
  scope: group
  params: {
    name: 'sthost${resourceToken}'
    location: location
    tags: tags
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: 'kv-${resourceToken}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    identitySecret: identitySecret
    smtpUrl: smtpUrl
    connectorTokens: connectorTokens
  }
}

module events 'modules/events.bicep' = {
  scope: group
  params: {
    name: 'evgt-${resourceToken}'
    location: location
    tags: tags
    accountName: data.outputs.name
    workspaceId: monitoring.outputs.workspaceId
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  params: {
    principalId: identity.outputs.principalId
    dataAccount: data.outputs.name
    hostAccount: host.outputs.name
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module people 'modules/people.bicep' = {
  scope: group
  params: {
    dataAccount: data.outputs.name
    droppers: droppers
    administrators: administrators
  }
}

module app 'modules/app.bicep' = {
  scope: group
  // The host reads its secrets and storage when it starts: roles and secrets are there before it.
  dependsOn: [roles]
  params: {
    name: 'func-${resourceToken}'
    planName: 'plan-${resourceToken}'
    location: location
    tags: union(tags, { 'azd-service-name': 'app' })
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    dataAccount: data.outputs.name
    hostAccount: host.outputs.name
    packageContainer: host.outputs.packageContainer
    vaultUri: vault.outputs.uri
    tokenNames: objectKeys(connectorTokens)
    insightsConnection: monitoring.outputs.insightsConnection
    questPdfLicense: questPdfLicense
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output KPI_FUNCTION_APP string = app.outputs.name
output KPI_FUNCTION_HOST string = app.outputs.hostName
output KPI_EVENT_TOPIC string = events.outputs.name
output KPI_STORAGE string = data.outputs.blobAddress
output KPI_STORAGE_ACCOUNT string = data.outputs.name
output KPI_HOST_STORAGE_ACCOUNT string = host.outputs.name
output KPI_INSIGHTS string = monitoring.outputs.insightsName
