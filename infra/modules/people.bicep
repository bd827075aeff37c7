// What people may do, beside the app.
param dataAccount string
param droppers array
param administrators array

var roleIds = {
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  'Storage Blob Data Reader': '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
  'Storage Queue Data Contributor': '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  'Storage Table Data Contributor': '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: dataAccount
}

resource drop 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = {
  name: '${dataAccount}/default/drop'
}

resource receipts 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = {
  name: '${dataAccount}/default/receipts'
}

resource mayDrop 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for id in droppers: {
    scope: drop
    name: guid(drop.id, id, roleIds['Storage Blob Data Contributor'])
    properties: {
      principalId: id
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Contributor'])
      description: 'Drops files'
    }
  }
]

resource mayReadReceipts 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for id in droppers: {
    scope: receipts
    name: guid(receipts.id, id, roleIds['Storage Blob Data Reader'])
    properties: {
      principalId: id
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Reader'])
      description: 'Reads what was made of the dropped files'
    }
  }
]

// Not over the account: an answer that somebody wrote into `pulled` by hand would count as the platform's own.
var administratorContainers = [
  { target: 'config', role: 'Storage Blob Data Contributor', why: 'Writes configurations' }
  { target: 'drop', role: 'Storage Blob Data Contributor', why: 'Drops files, moves and removes misplaced ones' }
  { target: 'pulled', role: 'Storage Blob Data Reader', why: 'Looks at what platforms answered; only the app writes there' }
  { target: 'archive', role: 'Storage Blob Data Contributor', why: 'Restores from the archive, removes what has to be forgotten' }
  { target: 'receipts', role: 'Storage Blob Data Contributor', why: 'Reads what was made of files; the kpi command writes there' }
  { target: 'segments', role: 'Storage Blob Data Contributor', why: 'Takes files back, restores; the kpi command writes there' }
  { target: 'facts', role: 'Storage Blob Data Contributor', why: 'Restores; the kpi command writes there' }
  { target: 'reports', role: 'Storage Blob Data Contributor', why: 'Reads reports; the kpi command writes there' }
]

var administratorRoles = [
  { role: 'Storage Queue Data Contributor', why: 'Looks at poison queues and puts messages back' }
  { role: 'Storage Table Data Contributor', why: 'Uses the kpi command on this storage' }
]

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = [
  for x in administratorContainers: {
    name: '${dataAccount}/default/${x.target}'
  }
]

resource mayAdministerBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for i in range(0, length(administrators) * length(administratorContainers)): {
    scope: container[i % length(administratorContainers)]
    name: guid(
      container[i % length(administratorContainers)].id,
      administrators[i / length(administratorContainers)],
      roleIds[administratorContainers[i % length(administratorContainers)].role]
    )
    properties: {
      principalId: administrators[i / length(administratorContainers)]
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds[administratorContainers[i % length(administratorContainers)].role]
      )
      description: administratorContainers[i % length(administratorContainers)].why
    }
  }
]

resource mayAdminister 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for i in range(0, length(administrators) * length(administratorRoles)): {
    scope: account
    name: guid(
      account.id,
      administrators[i / length(administratorRoles)],
      roleIds[administratorRoles[i % length(administratorRoles)].role]
    )
    properties: {
      principalId: administrators[i / length(administratorRoles)]
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds[administratorRoles[i % length(administratorRoles)].role]
      )
      description: administratorRoles[i % length(administratorRoles)].why
    }
  }
]
