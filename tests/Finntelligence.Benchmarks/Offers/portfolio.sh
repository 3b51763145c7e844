#!/usr/bin/env bash
# `score` and `frontier` over a file of applicants, as they are shipped: Release, all cores, the full grid of 13,860 offers, models of
# 150 trees x 16 leaves. Usage: portfolio.sh [applicants]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
applicants=${1:-50000}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
[[ ${SKIP_BUILD:-} ]] || dotnet build -c Release tests/Finntelligence.Benchmarks -nologo -v q > /dev/null
[[ ${SKIP_BUILD:-} ]] || dotnet build -c Release src/Finntelligence.Training -nologo -v q > /dev/null
console=$PWD/src/Finntelligence.Training/bin/Release/net10.0/Finntelligence.Training.dll
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet tests/Finntelligence.Benchmarks/bin/Release/net10.0/Finntelligence.Benchmarks.dll offers-workspace "$work" "$applicants"
export FINNTELLIGENCE_ROOT=$work

timed() {
    local name=$1
    shift
    /usr/bin/env time -f "%e %U %S %M" -o "$work/time" "$@" > "$work/said" 2>&1 || { cat "$work/said"; exit 1; }
    read -r seconds user system kilobytes < "$work/time"
    awk -v n="$name" -v a="$applicants" -v s="$seconds" -v u="$user" -v y="$system" -v k="$kilobytes" \
        'BEGIN { printf "%-16s %6.1f s %8.0f applicants/s   %6.1f s of CPU, so %8.0f/s on two idle cores   peak %5.0f MB\n", n, s, a / s, u + y, 2 * a / (u + y), k / 1024 }'
}

for _ in $(seq "${ROUNDS:-3}"); do
    timed "score, CSV" dotnet "$console" score --product wide-loan --in "$work/applicants.csv" --out "$work/out.csv"
    timed "score, NDJSON" dotnet "$console" score --product wide-loan --in "$work/applicants.ndjson" --out "$work/out.ndjson"
done
if [[ ${EXACT:-} ]]; then
    timed "score, exact" dotnet "$console" score --product wide-loan --search exact --in "$work/applicants.csv" --out "$work/exact.csv"
fi
timed "frontier" dotnet "$console" frontier --product wide-loan --in "$work/applicants.csv" --out "$work/frontier"
