param name string
param location string
param tags object
param workspaceId string

@secure()
param identitySecret string

@secure()
param smtpUrl string

@secure()
param connectorTokens object

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    // Losing the identity secret would make every customer a new one: nobody may do that in a hurry.
    enablePurgeProtection: true
    publicNetworkAccess: 'Enabled'
  }
}

resource identity 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'identity-secret'
  properties: { value: identitySecret, contentType: 'Base64' }
}

resource smtp 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'smtp-url'
  properties: { value: smtpUrl, contentType: 'URL' }
}

// Secret names hold no underscore and token names no hyphen, so that no two tokens meet.
resource tokens 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = [
  for token in items(connectorTokens): {
    parent: vault
    name: 'connector-token-${replace(token.key, '_', '-')}'
    properties: { value: token.value, contentType: 'token' }
  }
]

// Who read or changed a secret: a few lines a day.
resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
  }
}

output name string = vault.name
output uri string = vault.properties.vaultUri
