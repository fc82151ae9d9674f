#!/usr/bin/env bash
# Opens a pull request with the changed stack files, or updates the one that is open for this API.
# usage: propose-image.sh, with GH_TOKEN, GITHUB_REPOSITORY, GITHUB_SHA, API and REFERENCE in the environment
set -euo pipefail

branch="image/$API"
repository="repos/$GITHUB_REPOSITORY"
title="build($API): the image of ${GITHUB_SHA:0:12}"
files="$(git diff --name-only -- 'Pulumi.*.yaml')"
if [ -z "$files" ]; then
    echo "the stack files name this image already"
    exit 0
fi

# The branch begins at the commit that was built. GitHub signs commits that are made through its API.
if gh api --silent "$repository/git/ref/heads/$branch" 2> /dev/null; then
    gh api --silent --method PATCH "$repository/git/refs/heads/$branch" --raw-field sha="$GITHUB_SHA" --field force=true
else
    gh api --silent --method POST "$repository/git/refs" --raw-field ref="refs/heads/$branch" --raw-field sha="$GITHUB_SHA"
fi
for file in $files; do
    gh api --silent --method PUT "$repository/contents/$file" --raw-field branch="$branch" --raw-field message="$title" \
        --raw-field sha="$(git rev-parse "HEAD:$file")" --raw-field content="$(base64 --wrap=0 "$file")"
done
if [ "$(gh pr list --head "$branch" --state open --json number --jq length)" = 0 ]; then
    gh pr create --head "$branch" --base main --title "$title" --body "Scanned by Amazon ECR: \`$REFERENCE\`"
fi
