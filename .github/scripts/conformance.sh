#!/usr/bin/env bash
# Tests each stage of the deployed stack STACK from outside, with the key of the client CLIENT.
# API_PATH is a GET that is cached and needs no parameters, such as /pictures/all.
set -euo pipefail

api="${API_PATH#/}"
api="${api%%/*}"
key="$(pulumi stack output --stack "$STACK" --show-secrets --json apiKeyValues | jq -r --arg client "$CLIENT" '.[$client] // empty')"
urls="$(pulumi stack output --stack "$STACK" --json invokeUrls | jq -r --arg api "$api" '.[][$api] // empty')"
if [ -z "$key" ] || [ -z "$urls" ]; then
    echo "::error::stack $STACK has no client \"$CLIENT\" or no API \"$api\": set GATEHOUSE_CLIENT and GATEHOUSE_PATH"
    exit 2
fi
# GitHub's runner takes this line out of its log, and the key wherever else it comes up. Elsewhere it would show it.
if [ -n "${GITHUB_ACTIONS:-}" ]; then echo "::add-mask::$key"; fi

# Without --silent npm would print the whole command, and so the key.
check() { npm run --silent conformance -- --url "$1" --key "$key" --path "$API_PATH"; }

for url in $urls; do
    stage="${url%/"$api"}"
    echo "$stage"
    # API Gateway takes some seconds until every part of it knows a new key or stage.
    check "$stage" || { sleep 60 && check "$stage"; }
done
