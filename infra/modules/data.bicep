// The account that people and the app share: what was dropped, what was made of it, and the work that is queued.
param name string
param location string
param tags object
param redundancy string
param softDeleteDays int
param workspaceId string

// These names are those of StorageNames and QueueNames in code; a test holds them equal.
var containers = ['drop', 'pulled', 'archive', 'receipts', 'segments', 'facts', 'reports', 'config']
var tables = ['Kpis', 'Imports', 'Deliveries', 'Pulls']
var queues = [
  'pulls'
  'computes'
  'deliveries'
  'pulls-poison'
  'computes-poison'
  'deliveries-poison'
  // Where the host puts the names of blobs that IngestDrop failed on five times.
  'webjobs-blobtrigger-poison'
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    accessTier: 'Hot'
    // Flat: each BlobCreated event is then a finished upload, and blob versions of a path cannot be renamed away.
    isHnsEnabled: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // People drop files from where they are; who they are is what counts.
    publicNetworkAccess: 'Enabled'
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [
  for x in containers: {
    parent: blobs
    name: x
    properties: { publicAccess: 'None' }
  }
]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [
  for x in queues: {
    parent: queueService
    name: x
  }
]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = [
  for x in tables: {
    parent: tableService
    name: x
  }
]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: account
  name: 'default'
  // Else the rules could name containers that are not there yet.
  dependsOn: [container]
  properties: {
    policy: {
      rules: [
        {
          // What was dropped has been read and archived long since.
          name: 'drops-go'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob', 'appendBlob'], prefixMatch: ['drop/'] }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 30 } } }
          }
        }
        {
          // Read again only when everything is rebuilt.
          name: 'originals-cool'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['archive/', 'pulled/'] }
            actions: { baseBlob: { tierToCool: { daysAfterModificationGreaterThan: 90 } } }
          }
        }
        {
          // Read once more, a week later, to find what was restated.
          name: 'reports-cool'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['reports/'] }
            actions: { baseBlob: { tierToCool: { daysAfterModificationGreaterThan: 30 } } }
          }
        }
      ]
    }
  }
}

// Who deleted what. Reads and writes are many and would cost more than they tell.
resource deletions 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'deletions'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
  }
}

output name string = account.name
output blobAddress string = account.properties.primaryEndpoints.blob
