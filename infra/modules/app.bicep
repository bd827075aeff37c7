param name string
param planName string
param location string
param tags object
param identityId string
param identityClientId string
param dataAccount string
param hostAccount string
param packageContainer string
param vaultUri string
param tokenNames array
param insightsConnection string
param questPdfLicense string
param instanceMemory int
param maximumInstances int

var suffix = environment().suffixes.storage

var settings = {
  AzureWebJobsStorage__blobServiceUri: 'https://${hostAccount}.blob.${suffix}'
  AzureWebJobsStorage__queueServiceUri: 'https://${hostAccount}.queue.${suffix}'
  AzureWebJobsStorage__tableServiceUri: 'https://${hostAccount}.table.${suffix}'
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  Storage__blobServiceUri: 'https://${dataAccount}.blob.${suffix}'
  Storage__queueServiceUri: 'https://${dataAccount}.queue.${suffix}'
  Storage__tableServiceUri: 'https://${dataAccount}.table.${suffix}'
  Storage__credential: 'managedidentity'
  Storage__clientId: identityClientId
  Identity__Secret: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/identity-secret)'
  Smtp__Url: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/smtp-url)'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

// References without a version: a secret that was changed arrives by itself within a day, or at once with a restart.
var tokenSettings = toObject(
  tokenNames,
  x => 'Connectors__Tokens__${x}',
  x => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/connector-token-${replace(x, '_', '-')})'
)

var licenseSettings = empty(questPdfLicense) ? {} : { QuestPdf__License: questPdfLicense }

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: 'https://${hostAccount}.blob.${suffix}/${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      // No instance is kept ready: nobody waits for an answer, and a cold start is shorter than the events' own way.
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'appsettings'
  properties: union(settings, tokenSettings, licenseSettings)
}

// Deployments come with an identity, never with a user name and a password.
resource ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

output name string = app.name
output hostName string = app.properties.defaultHostName
