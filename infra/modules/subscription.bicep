// Event Grid calls the app's IngestDrop for every file that is dropped. Deployed by hooks/postdeploy, after the app: the address
// holds a key that only the deployed app has. It is read and used here, inside Azure, and never passes through a shell.
param appName string
param topicName string

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  name: appName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

var key = listKeys('${app.id}/host/default', '2024-11-01').systemKeys.blobs_extension

resource drops 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'drops'
  properties: {
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.IngestDrop&code=${uriComponent(key)}'
        // One file a call, so that one that fails does not bring back the others.
        maxEventsPerBatch: 1
      }
    }
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      // The account is flat: each BlobCreated is a finished upload (PutBlob, PutBlockList, CopyBlob), and no filter by call is needed.
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/drop/'
    }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
  }
}
