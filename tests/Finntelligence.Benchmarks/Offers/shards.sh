#!/usr/bin/env bash
# GNU parallel (Debian: parallel) spreads a file of applicants over processes of `score` by its standard-input contract, and the bytes
# are those of one run over the whole file. Usage: shards.sh CONSOLE.dll APPLICANTS.ndjson|APPLICANTS.csv [option of score …]
# CSV: each shard is given the header again. CONSOLE.dll is Finntelligence.Training.dll, built.
set -euo pipefail
console=$1 applicants=$2
shift 2
command -v parallel > /dev/null || { echo "GNU parallel is not installed (Debian: parallel)."; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [[ $applicants == *.csv ]]; then
    # --header : gives every shard the first line; of its answers the first line is taken once.
    split=(--header :)
    join() { awk 'FNR == 1 && NR > 1 { next } { print }' "$@"; }
else
    split=()
    join() { cat "$@"; }
fi

dotnet "$console" score --threads 1 "$@" < "$applicants" > "$work/whole" 2> "$work/whole.errors"
parallel --pipe --keep-order --block "${BLOCK:-1M}" --jobs "${JOBS:-2}" "${split[@]}" \
    dotnet "$console" score --threads 1 "$@" ">" "$work/shard.{#}" "2>" "$work/shard.{#}.errors" < "$applicants"
mapfile -t shards < <(printf '%s\n' "$work"/shard.*[0-9] | sort -V)
join "${shards[@]}" > "$work/joined"
if cmp "$work/whole" "$work/joined"; then
    echo "${#shards[@]} shards, $(wc -l < "$work/whole") lines: the same bytes as one run."
else
    echo "The shards' bytes differ from those of one run."
    exit 1
fi
