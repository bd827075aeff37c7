#!/usr/bin/env bash
# After a deployment: waits until the app has the key that Event Grid calls it with, then makes (or repairs) the event subscription
# of modules/subscription.bicep. Safe to repeat. The key itself is never read here: only whether it is there.
set -euo pipefail
export LC_ALL=C

attempts=${KPI_HOOK_ATTEMPTS:-40}
delay=${KPI_HOOK_DELAY:-15}
template=$(dirname "${BASH_SOURCE[0]}")/../modules/subscription.bicep

fail() {
  echo "postdeploy: $*" >&2
  exit 1
}

for name in AZURE_SUBSCRIPTION_ID AZURE_RESOURCE_GROUP KPI_FUNCTION_APP KPI_EVENT_TOPIC; do
  [ -n "${!name:-}" ] || fail "$name is not set. Run 'azd provision' first, then 'azd hooks run postdeploy'."
done
command -v az > /dev/null || fail "the Azure CLI is missing (https://aka.ms/azure-cli). Install it, run 'az login', then 'azd hooks run postdeploy'."
where=(--subscription "$AZURE_SUBSCRIPTION_ID" --resource-group "$AZURE_RESOURCE_GROUP")
az account show --subscription "$AZURE_SUBSCRIPTION_ID" --output none 2> /dev/null \
  || fail "the Azure CLI is not logged in to subscription $AZURE_SUBSCRIPTION_ID. Run 'az login', then 'azd hooks run postdeploy'."

has_key() {
  local answer
  answer=$(az functionapp keys list "${where[@]}" --name "$KPI_FUNCTION_APP" \
    --query "systemKeys.blobs_extension != null" --output tsv 2> /dev/null) || return 1
  [ "${answer%$'\r'}" = true ]
}

# Also tried again: the first call to an app that has just started may be answered too late for Event Grid.
subscribe() {
  az deployment group create "${where[@]}" --name kpi-drops --template-file "$template" \
    --parameters "appName=$KPI_FUNCTION_APP" "topicName=$KPI_EVENT_TOPIC" --output none
}

# until_done WHAT COMMAND: tries the command until it succeeds or the attempts are used up.
until_done() {
  local what=$1 attempt
  shift
  for ((attempt = 1; attempt <= attempts; attempt++)); do
    "$@" && return 0
    [ "$attempt" -lt "$attempts" ] || return 1
    echo "postdeploy: $what ($attempt of $attempts)"
    sleep "$delay"
  done
}

until_done "waiting for the app to start" has_key \
  || fail "the app $KPI_FUNCTION_APP has no blobs_extension key after $attempts looks: it has not started with its blob trigger. Look at its log stream (a setting that cannot be read is the usual reason), then run 'azd hooks run postdeploy'."

attempts=$((attempts < 3 ? attempts : 3))
until_done "the event subscription was refused, trying again" subscribe \
  || fail "the event subscription could not be made; the reason stands above. Until it is, dropped files are found by the daily sweep only. Put the reason right and run 'azd hooks run postdeploy'."
echo "postdeploy: Event Grid calls IngestDrop for every file in drop/"
