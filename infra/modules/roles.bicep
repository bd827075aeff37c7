// What the app's identity may do, each line with its reason. Nothing here is wider than an account; on the data account nothing is
// wider than one container, queue or table.
param principalId string
param dataAccount string
param hostAccount string
param vaultName string
param insightsName string

var roleIds = {
  'Key Vault Secrets User': '4633458b-17de-408a-b874-0445c86b69e6'
  'Monitoring Metrics Publisher': '3913510d-42f4-4e42-8a64-420c390055eb'
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  'Storage Blob Data Owner': 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  'Storage Blob Data Reader': '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
  'Storage Queue Data Contributor': '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  'Storage Queue Data Message Sender': 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
  'Storage Queue Data Reader': '19e7f393-937e-4f77-808e-94535e297925'
  'Storage Table Data Contributor': '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

var hostRoles = [
  { role: 'Storage Blob Data Owner', why: 'AzureWebJobsStorage: function keys, leases of the timers, receipts of the blob trigger, the deployed package' }
  { role: 'Storage Queue Data Contributor', why: 'AzureWebJobsStorage: the queue in which the blob trigger keeps events until IngestDrop has handled them' }
  { role: 'Storage Table Data Contributor', why: 'AzureWebJobsStorage: the table in which the host says why it could not start' }
]

var containerRoles = [
  { target: 'drop', role: 'Storage Blob Data Reader', why: 'IngestDrop and SweepDrops read what people dropped; the app never writes or deletes there' }
  { target: 'config', role: 'Storage Blob Data Reader', why: 'Every function reads the brands\' configurations; only administrators write them' }
  { target: 'pulled', role: 'Storage Blob Data Contributor', why: 'PullSource keeps what platforms answered; nobody else may write there' }
  { target: 'archive', role: 'Storage Blob Data Contributor', why: 'IngestDrop and PullSource keep a copy of each file and a record of each import' }
  { target: 'receipts', role: 'Storage Blob Data Contributor', why: 'IngestDrop answers every drop; SweepDrops looks for drops without an answer' }
  { target: 'segments', role: 'Storage Blob Data Contributor', why: 'IngestDrop and PullSource append facts, ComputeKpis reads them, SweepDrops compacts them' }
  { target: 'facts', role: 'Storage Blob Data Contributor', why: 'ComputeKpis writes the facts that count, DeliverReport reads them' }
  { target: 'reports', role: 'Storage Blob Data Contributor', why: 'DeliverReport freezes each version of a report before it is sent' }
]

var queueRoles = [
  { target: 'pulls', role: 'Storage Queue Data Contributor', why: 'Trigger of PullSource: receive, prolong, delete; PullSources and PullSource send' }
  { target: 'computes', role: 'Storage Queue Data Contributor', why: 'Trigger of ComputeKpis: receive, prolong, delete; IngestDrop, PullSource and ComputeKpis send' }
  { target: 'deliveries', role: 'Storage Queue Data Contributor', why: 'Trigger of DeliverReport: receive, prolong, delete; PlanDeliveries and DeliverReport send' }
  { target: 'pulls-poison', role: 'Storage Queue Data Message Sender', why: 'The host and PullSource put aside what failed too often or cannot be understood' }
  { target: 'computes-poison', role: 'Storage Queue Data Message Sender', why: 'The host and ComputeKpis put aside what failed too often or cannot be understood' }
  { target: 'deliveries-poison', role: 'Storage Queue Data Message Sender', why: 'The host and DeliverReport put aside what failed too often or cannot be understood' }
  { target: 'webjobs-blobtrigger-poison', role: 'Storage Queue Data Message Sender', why: 'The host puts aside the name of a blob that IngestDrop failed on five times' }
  { target: 'pulls-poison', role: 'Storage Queue Data Reader', why: 'SweepDrops counts what was put aside' }
  { target: 'computes-poison', role: 'Storage Queue Data Reader', why: 'SweepDrops counts what was put aside' }
  { target: 'deliveries-poison', role: 'Storage Queue Data Reader', why: 'SweepDrops counts what was put aside' }
  { target: 'webjobs-blobtrigger-poison', role: 'Storage Queue Data Reader', why: 'SweepDrops counts what was put aside' }
]

var tableRoles = [
  { target: 'Kpis', role: 'Storage Table Data Contributor', why: 'ComputeKpis publishes, DeliverReport reads, SweepDrops removes generations that were replaced' }
  { target: 'Imports', role: 'Storage Table Data Contributor', why: 'IngestDrop and PullSource note each import, so that an event that comes twice changes nothing' }
  { target: 'Deliveries', role: 'Storage Table Data Contributor', why: 'PlanDeliveries and DeliverReport claim each mail, so that nobody gets two' }
  { target: 'Pulls', role: 'Storage Table Data Contributor', why: 'PullSources and PullSource note what was pulled and what is due' }
]

resource host 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: hostAccount
}

resource hostRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for x in hostRoles: {
    scope: host
    name: guid(host.id, principalId, roleIds[x.role])
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[x.role])
      description: x.why
    }
  }
]

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = [
  for x in containerRoles: {
    name: '${dataAccount}/default/${x.target}'
  }
]

resource containerRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (x, i) in containerRoles: {
    scope: container[i]
    name: guid(container[i].id, principalId, roleIds[x.role])
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[x.role])
      description: x.why
    }
  }
]

resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' existing = [
  for x in queueRoles: {
    name: '${dataAccount}/default/${x.target}'
  }
]

resource queueRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (x, i) in queueRoles: {
    scope: queue[i]
    name: guid(queue[i].id, principalId, roleIds[x.role])
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[x.role])
      description: x.why
    }
  }
]

resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' existing = [
  for x in tableRoles: {
    name: '${dataAccount}/default/${x.target}'
  }
]

resource tableRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (x, i) in tableRoles: {
    scope: table[i]
    name: guid(table[i].id, principalId, roleIds[x.role])
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[x.role])
      description: x.why
    }
  }
]

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource vaultRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, principalId, roleIds['Key Vault Secrets User'])
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Key Vault Secrets User'])
    description: 'Settings that are references to the vault: all secrets in it are this app\'s'
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource insightsRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, principalId, roleIds['Monitoring Metrics Publisher'])
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Monitoring Metrics Publisher'])
    description: 'Host and worker send their telemetry as this identity, since keys are not taken'
  }
}
