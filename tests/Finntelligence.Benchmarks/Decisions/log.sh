#!/usr/bin/env bash
# What the decision log costs: POST /predict of the Release host over HTTP on loopback, by wrk, without the log, with SQLite and (where
# FINNTELLIGENCE_POSTGRES names a server) with PostgreSQL. A host for each, all cores shared with the load generator and the database, the
# hosts in turn; medians, and the median of the rounds' ratios. Usage: log.sh [cash-loan|wide-loan] [rounds] [seconds a round]. FOLDER is where the SQLite file lies:
# a disk in memory would be no disk.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
product=${1:-cash-loan} rounds=${2:-5} seconds=${3:-5} port=${PORT:-5210} connections=${CONNECTIONS:-64}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
command -v wrk > /dev/null || { echo "wrk is not installed (Debian: wrk)."; exit 1; }

[[ ${SKIP_BUILD:-} ]] || dotnet build -c Release tests/Finntelligence.Benchmarks -nologo -v q > /dev/null
program=$PWD/tests/Finntelligence.Benchmarks/bin/Release/net10.0/Finntelligence.Benchmarks.dll
work=$(mktemp -d) post=$PWD/tests/Finntelligence.Benchmarks/Offers/post.lua
folder=${FOLDER:-$work}
declare -A hosts ports
trap 'kill "${hosts[@]}" 2> /dev/null || true; wait 2> /dev/null || true; rm -rf "$work" "$folder/bench-decisions.db"*' EXIT
if [[ $product == wide-loan ]]; then
    dotnet "$program" offers-workspace "$work" 1000
    root=$work
    cut -d, -f2- "$work/applicants.ndjson" | sed 's/^/{/' > "$work/bodies"
else
    root=$PWD
    tr -d '\n' < "data/$product/request.json" > "$work/bodies"
fi

start() {
    local name=$1
    shift
    ports[$name]=$port
    (cd src/Finntelligence.Api && exec env "FINNTELLIGENCE_ROOT=$root" "Finntelligence__Product=$product" "$@" \
        dotnet "$program" offers-host --urls "http://127.0.0.1:$port") > "$work/log-$name" 2>&1 &
    hosts[$name]=$!
    for _ in $(seq 300); do
        curl -sf "http://127.0.0.1:$port/health/ready" > /dev/null && break
        sleep 0.2
    done
    port=$((port + 1))
}
start off Finntelligence__DecisionLog__Mode=off
start sqlite "Finntelligence__DecisionLog__File=$folder/bench-decisions.db"
names=(off sqlite)
if [[ ${FINNTELLIGENCE_POSTGRES:-} ]]; then
    start postgres "Finntelligence__DecisionLog__ConnectionString=$FINNTELLIGENCE_POSTGRES"
    names+=(postgres)
fi

# Clock ticks of processor time that a host has used.
ticks() { awk '{ print $14 + $15 }' "/proc/${hosts[$1]}/stat"; }

# Requests per second, p50 and p99 in microseconds, failed requests, microseconds of the host's processor time a request.
load() {
    local before result
    before=$(ticks "$1")
    result=$(BODIES=$work/bodies wrk -t1 -c"$connections" -d"$2"s -s "$post" "http://127.0.0.1:${ports[$1]}/predict" | sed -n 's/^RESULT //p')
    echo "$result $(($(ticks "$1") - before))" | awk -v hz="$(getconf CLK_TCK)" '{ print $1, $2, $3, $4, 1e6 * $6 / hz / $5 }'
}
# Until the code is compiled as it stays, which on a busy machine is a matter of requests and not of seconds.
for name in "${names[@]}"; do
    for ((warm = 0; warm < ${WARM:-30000}; )); do
        warm=$((warm + 3 * $(load "$name" 3 | cut -d' ' -f1)))
    done
done
for ((round = 0; round < rounds; round++)); do
    # To and fro, so that what changes with the time falls on all of them alike.
    turn=("${names[@]}")
    if ((round % 2)); then mapfile -t turn < <(printf '%s\n' "${names[@]}" | tac); fi
    for name in "${turn[@]}"; do echo "$name $(load "$name" "$seconds")"; done
done | tee "$work/rounds" | sed 's/^/  /'
python3 - "$work/rounds" << 'PY'
import statistics, sys
rows = [line.split() for line in open(sys.argv[1])]
names = list(dict.fromkeys(r[0] for r in rows))
median = {n: [statistics.median(float(r[i]) for r in rows if r[0] == n) for i in (1, 2, 3, 5)] for n in names}
names.sort(key=lambda n: n != "off")
for n in names:
    rate, p50, p99, host = median[n]
    ratios = [float(r[1]) / float(o[1]) for r, o in zip([r for r in rows if r[0] == n], [r for r in rows if r[0] == "off"])]
    failed = sum(int(r[4]) for r in rows if r[0] == n)
    print(f"{n:9} {rate:9,.0f} req/s   p50 {p50 / 1000:7.2f} ms   p99 {p99 / 1000:7.2f} ms   of off: {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})   host's processor time a request {host:4.0f} us   failed requests: {failed}")
PY
