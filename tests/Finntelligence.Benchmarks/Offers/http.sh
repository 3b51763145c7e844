#!/usr/bin/env bash
# POST /predict against an empty JSON POST endpoint of the same Release host, over HTTP on loopback, by wrk: both cores shared with the
# load generator, the two in turn, medians and ratios. Usage: http.sh [wide-loan|cash-loan] [rounds] [seconds a round]
# wide-loan is the full grid of 13,860 offers with models of 150 trees x 16 leaves; cash-loan the shipped product and models.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
product=${1:-wide-loan} rounds=${2:-5} seconds=${3:-5} port=${PORT:-5199} connections=${CONNECTIONS:-16}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
command -v wrk > /dev/null || { echo "wrk is not installed (Debian: wrk)."; exit 1; }

[[ ${SKIP_BUILD:-} ]] || dotnet build -c Release tests/Finntelligence.Benchmarks -nologo -v q > /dev/null
program=$PWD/tests/Finntelligence.Benchmarks/bin/Release/net10.0/Finntelligence.Benchmarks.dll
work=$(mktemp -d) post=$PWD/tests/Finntelligence.Benchmarks/Offers/post.lua
trap 'kill "${host:-}" 2> /dev/null || true; wait 2> /dev/null || true; rm -rf "$work"' EXIT
if [[ $product == wide-loan ]]; then
    dotnet "$program" offers-workspace "$work" 1000
    root=$work
    cut -d, -f2- "$work/applicants.ndjson" | sed 's/^/{/' > "$work/bodies"
else
    root=$PWD
    tr -d '\n' < "data/$product/request.json" > "$work/bodies"
fi

# The service's own settings, its log too, but for where it goes.
(cd src/Finntelligence.Api && FINNTELLIGENCE_ROOT=$root Finntelligence__Product=$product Finntelligence__DecisionLog__Mode=off exec dotnet "$program" offers-host --urls "http://127.0.0.1:$port") \
    > "$work/log" 2>&1 &
host=$!
for _ in $(seq 100); do
    curl -sf "http://127.0.0.1:$port/health/ready" > /dev/null && break
    sleep 0.2
done
curl -sf "http://127.0.0.1:$port/predict" -H "Content-Type: application/json" -d "$(head -1 "$work/bodies")"; echo

# Clock ticks of processor time that the host has used.
ticks() { awk '{ print $14 + $15 }' "/proc/$host/stat"; }

# Requests per second, p50 and p99 in microseconds, failed requests; and microseconds of processor time a request: the host's, wrk's.
load() {
    local before result
    before=$(ticks)
    result=$(BODIES=$work/bodies /usr/bin/env time -f "%U %S" -o "$work/time" \
        wrk -t1 -c"$connections" -d"$2"s -s "$post" "http://127.0.0.1:$port$1" | sed -n 's/^RESULT //p')
    echo "$result $(($(ticks) - before)) $(cat "$work/time")" | awk -v hz="$(getconf CLK_TCK)" \
        '{ n = $5; print $1, $2, $3, $4, 1e6 * $6 / hz / n, 1e6 * ($7 + $8) / n }'
}

load /empty 3 > /dev/null
load /predict 6 > /dev/null
for ((round = 0; round < rounds; round++)); do
    echo "empty $(load /empty "$seconds")"
    echo "predict $(load /predict "$seconds")"
done | tee "$work/rounds" | sed 's/^/  /'
python3 - "$work/rounds" << 'PY'
import statistics, sys
rows = [line.split() for line in open(sys.argv[1])]
median = {name: [statistics.median(float(r[i]) for r in rows if r[0] == name) for i in (1, 2, 3, 5, 6)] for name in ("empty", "predict")}
failed = sum(int(r[4]) for r in rows)
for name, (rate, p50, p99, host, wrk) in median.items():
    print(f"{name:8} {rate:9,.0f} req/s   p50 {p50 / 1000:7.2f} ms   p99 {p99 / 1000:7.2f} ms   processor time a request: host {host:5.0f} us, wrk {wrk:4.0f} us")
empty, predict = median["empty"], median["predict"]
print(f"predict / empty: requests per second {predict[0] / empty[0]:.2f}, p99 {predict[2] / empty[2]:.2f}; failed requests: {failed}")
print(f"by processor time alone, as on a machine that does nothing else: requests per second {(empty[3] + empty[4]) / (predict[3] + predict[4]):.2f}")
PY
