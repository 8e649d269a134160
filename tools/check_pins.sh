#!/usr/bin/env bash
# Checks that every action in the workflows (or in the files given as arguments) is pinned to the commit of the version
# in its comment. Gets the tags from GitHub.
set -euo pipefail

[ $# -gt 0 ] || set -- .github/workflows/*.yml
# actions/checkout de0fac2e4500dabe0009e67214ff5f5447ce83dd v6.0.2
pins=$(sed -nE 's/^[- ]*uses: ([^@ ]+)@([0-9a-f]{40}) # (v[0-9.]+)$/\1 \2 \3/p' "$@" | sort -u)
wrong=0
while read -r action commit version; do
    repository=$(cut -d / -f 1,2 <<<"$action")
    # for an annotated tag, the commit is listed after the tag
    found=$(git ls-remote "https://github.com/$repository.git" "refs/tags/$version" "refs/tags/$version^{}" |
        tail -n 1 | cut -f 1)
    if [ "$found" = "$commit" ]; then
        echo "$action $version is $commit"
    else
        echo "error: $action is pinned to $commit, but $version is ${found:-not a tag}" >&2
        wrong=1
    fi
done <<<"$pins"
exit "$wrong"
