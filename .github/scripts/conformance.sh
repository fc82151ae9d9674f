#!/usr/bin/env bash
# Tests each stage of the deployed stack STACK, or its HTTP API, from outside, with the key of the client CLIENT.
# API_PATH is a GET that needs no parameters, and that is cached at a REST API, such as /pictures/all or, at an HTTP API, /api/books.
set -euo pipefail

api="${API_PATH#/}"
api="${api%%/*}"
outputs="$(pulumi stack output --stack "$STACK" --show-secrets --json)"
read_outputs() { jq -r --arg client "$CLIENT" --arg api "$api" --arg path "$API_PATH" "$1" <<< "$outputs"; }

publisher=rest
key="$(read_outputs '.apiKeyValues[$client]? // empty')"
urls="$(read_outputs '.invokeUrls[]?[$api] // empty' | while read -r url; do echo "${url%/"$api"}"; done)"
if [ -z "$urls" ]; then
    # The URL of an API ends with the path of its document's server, with which the path of an operation begins.
    publisher=http
    key="$(read_outputs '.httpApiKeyValues[$client]? // empty')"
    urls="$(read_outputs '[.httpUrls[]? | capture("^(?<host>https://[^/]+)(?<base>/.*)$")
        | select(.base == $path or (.base as $base | $path | startswith($base + "/"))) | .host][0] // empty')"
fi
if [ -z "$key" ] || [ -z "$urls" ]; then
    echo "::error::stack $STACK has no client \"$CLIENT\" or no API \"$api\": set GATEHOUSE_CLIENT and GATEHOUSE_PATH"
    exit 2
fi
# GitHub's runner takes this line out of its log, and the key wherever else it comes up. Elsewhere it would show it.
if [ -n "${GITHUB_ACTIONS:-}" ]; then echo "::add-mask::$key"; fi

# Without --silent npm would print the whole command, and so the key.
check() { npm run --silent conformance -- --publisher "$publisher" --url "$1" --key "$key" --path "$API_PATH"; }

for url in $urls; do
    echo "$url"
    # API Gateway takes some seconds until every part of it knows a new key or stage.
    check "$url" || { sleep 60 && check "$url"; }
done
