#!/usr/bin/env bash
# Makes the one comment of a pull request whose first line is that of FILE, or updates it where it is there.
# usage: update-comment.sh FILE, with GH_TOKEN, GITHUB_REPOSITORY and NUMBER (of the pull request) in the environment
set -euo pipefail

file="$1"
marker="$(head -n 1 "$file")"
export marker
comments="repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments"
# Only a comment of our own: anybody may write one that begins like ours.
mine='.[] | select(.user.login == "github-actions[bot]" and (.body | startswith(env.marker))) | .id'
id="$(gh api --paginate "$comments" --jq "$mine" | sed -n 1p)"

if [ -n "$id" ]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field body=@"$file"
else
    gh api --silent --method POST "$comments" --field body=@"$file"
fi
