#!/usr/bin/env bash
# Waits until Amazon ECR has scanned an image, and fails if it has findings of a severity in BLOCKING.
# usage: scan-image.sh HOST/NAME@sha256:…, with BLOCKING in the environment (default: "CRITICAL HIGH")
set -euo pipefail

reference="$1"
repository="${reference%@*}"
name="${repository#*/}"
# ECR scans the images in an index, one for each platform, and not the index. Attestations in it have no platform.
images='if .manifests then .manifests[] | select(.platform.architecture != "unknown") | .digest else $own end'
digests="$(docker buildx imagetools inspect --raw "$reference" | jq --raw-output --arg own "${reference#*@}" "$images")"
found=0

# `aws ecr wait image-scan-complete` fails right after a push, when there is no scan yet, and knows basic scanning only.
findings() {
    for _ in $(seq 60); do
        if result="$(aws ecr describe-image-scan-findings --repository-name "$name" --image-id imageDigest="$1" --no-paginate --output json 2>&1)"; then
            case "$(jq --raw-output .imageScanStatus.status <<< "$result")" in
                COMPLETE | ACTIVE) echo "$result" && return ;;
                IN_PROGRESS | PENDING) ;;
                *) echo "::error::ECR did not scan $1: $(jq --compact-output .imageScanStatus <<< "$result")" >&2 && return 1 ;;
            esac
        elif ! grep --quiet ScanNotFoundException <<< "$result"; then
            echo "::error::$result" >&2 && return 1
        fi
        sleep 5
    done
    echo "::error::ECR has not scanned $1 within five minutes: does the repository scan on push?" >&2
    return 1
}

for digest in $digests; do
    result="$(findings "$digest")"
    counts="$(jq --compact-output '.imageScanFindings.findingSeverityCounts // {}' <<< "$result")"
    echo "$digest: $counts"
    for severity in ${BLOCKING:-CRITICAL HIGH}; do
        count="$(jq --raw-output --arg severity "$severity" '.[$severity] // 0' <<< "$counts")"
        if [ "$count" -gt 0 ]; then
            echo "::error::$count findings of severity $severity in $name@$digest"
            found=1
        fi
    done
done
exit "$found"
