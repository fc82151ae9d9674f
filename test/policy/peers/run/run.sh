#!/usr/bin/env bash
# Runs other tools over the twelve programs again, and writes a line for each of their findings: program, check,
# resource. Somebody then sorts them into ../results.yaml: which concern the breach, and how many others there are.
#
#   test/policy/peers/run/run.sh [folder for the tools and their reports]
#
# It needs Node, Python and Go, their package registries, and 4 GB of disk; KICS takes minutes to build. It is no part
# of `npm test`. Each tool runs with its defaults; "-q", "--quiet" and the like change only what is printed.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
work=${1:-/tmp/gatehouse-peers}
mkdir -p "$work/reports"

# checkov reads the templates and the Kubernetes manifests of a folder. --skip-download: no metadata from its service.
# It exits with 1 if it finds something.
python3 -m venv "$work/checkov"
"$work/checkov/bin/pip" install -q checkov==3.3.30
for program in "$here"/../programs/*/; do
    name=$(basename "$program")
    "$work/checkov/bin/checkov" -d "$program" --skip-download --quiet --compact -o json \
        > "$work/reports/checkov-$name.json" || true
    node -e '
        const report = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
        for (const { results } of [report].flat())
            for (const { check_id, resource } of results?.failed_checks ?? [])
                console.log([process.argv[2], check_id, resource].join("\t"));
    ' "$work/reports/checkov-$name.json" "$name"
done > "$work/checkov.tsv"

# cdk-nag checks constructs; CfnInclude makes them of a template.
mkdir -p "$work/cdk-nag"
npm install --silent --prefix "$work/cdk-nag" aws-cdk-lib@2.276.0 cdk-nag@3.0.2 constructs@10.8.1
node "$here/cdk-nag.js" "$work/cdk-nag" "$work/reports/cdk-nag" > "$work/cdk-nag.tsv" 2> "$work/cdk-nag.log"

# awsguard is a CrossGuard pack; its requests are those of a first preview.
mkdir -p "$work/awsguard"
npm install --silent --prefix "$work/awsguard" @pulumi/awsguard@0.3.1
echo '{ "name": "awsguard-run", "version": "1.0.0" }' > "$work/awsguard/package.json"
echo 'new (require("@pulumi/awsguard").AwsGuard)({ all: "mandatory" });' > "$work/awsguard/pack.js"
(cd "$work/awsguard" && node -r "$root/node_modules/tsx/dist/cjs/index.cjs" "$here/crossguard.ts" pack.js) \
    > "$work/awsguard.tsv" 2> "$work/awsguard.log"

# KICS reads all three forms. Its queries are in its Go module. Not tried on 2026-11-29: the build took too long then.
export GOFLAGS=-mod=mod
kics=github.com/Checkmarx/kics/v2
GOBIN="$work" go install "$kics/cmd/console@v2.2.0"
assets=$(go mod download -json "$kics@v2.2.0" | node -p 'JSON.parse(require("node:fs").readFileSync(0, "utf8")).Dir')/assets
for program in "$here"/../programs/*/; do
    name=$(basename "$program")
    # It exits with 20 to 60, by the severity of what it finds.
    "$work/console" scan -p "$program" -q "$assets/queries" -b "$assets/libraries" --disable-full-descriptions \
        --no-progress --silent --report-formats json -o "$work/reports/kics-$name" || [ $? -ge 20 ]
    node -e '
        const report = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
        for (const { query_name, query_id, files } of report.queries)
            for (const { file_name, resource_name } of files)
                console.log([process.argv[2], query_name, query_id, file_name.split("/").at(-1), resource_name].join("\t"));
    ' "$work/reports/kics-$name/results.json" "$name"
done > "$work/kics.tsv"

wc -l "$work"/*.tsv
