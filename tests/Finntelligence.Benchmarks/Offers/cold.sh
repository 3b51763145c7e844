#!/usr/bin/env bash
# What the first clients of a fresh service meet: milliseconds from start to ready, of the first requests after it, and the latency of the
# first five seconds under load beside that of five seconds later on. The service is published and warmed up as deploy/Dockerfile says, as
# that but with the default's short warm-up, and without code compiled ahead; the three in turn. Usage: cold.sh [rounds] [seconds between].
# CORES=0 pins the service to one core.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
rounds=${1:-5} between=${2:-20} port=${PORT:-5230} cores=${CORES:-0-$(($(nproc) - 1))} connections=${CONNECTIONS:-4}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
for tool in wrk curl; do command -v "$tool" > /dev/null || { echo "$tool is not installed (Debian: $tool)."; exit 1; }; done
work=${WORK:-$(mktemp -d)} post=$PWD/tests/Finntelligence.Benchmarks/Offers/post.lua
host=
trap 'kill "$host" 2> /dev/null || true; wait 2> /dev/null || true; [[ ${WORK:-} ]] || rm -rf "$work"' EXIT
declare -A folders=([image]=$work/ahead [short]=$work/ahead [jit]=$work/jit)
image_warm_up=$(sed -n 's/.*Finntelligence__WarmUp=\([0-9:]*\).*/\1/p' deploy/Dockerfile)
declare -A warm_up=([image]=$image_warm_up [short]=00:00:01 [jit]=00:00:01)
# In a copy, as in the image: publishing for a machine changes lock files.
[[ -d $work/source ]] || { mkdir "$work/source" && cp -r global.json Directory.*.props .editorconfig src "$work/source"; }
cd "$work/source"
[[ -d ${folders[jit]} ]] || dotnet publish src/Finntelligence.Api -c Release -nologo -v q -o "${folders[jit]}" > /dev/null
[[ -d ${folders[image]} ]] || dotnet publish src/Finntelligence.Api -c Release -nologo -v q --use-current-runtime --self-contained false -p:PublishReadyToRun=true -o "${folders[image]}" > /dev/null
cd "$OLDPWD"

tr -d '\n' < data/cash-loan/request.json > "$work/body"
address=http://127.0.0.1:$port
load() { BODIES=$work/body wrk -t1 -c"$connections" -d5s -s "$post" "$address/predict" | awk '/^RESULT/ { printf "%s %.2f ", $2, $4 / 1000 }'; }
first() { curl -sf -o /dev/null -w '%{time_total}' "$@" | awk '{ printf "%.1f ", 1000 * $1 }'; }
one() {
    local began ready
    began=$(date +%s%N)
    FINNTELLIGENCE_ROOT=$PWD Finntelligence__DecisionLog__File=$work/decisions.db Serilog__MinimumLevel__Default=Warning Finntelligence__WarmUp=${warm_up[$1]} \
        taskset -c "$cores" dotnet "${folders[$1]}/Finntelligence.Api.dll" --urls "$address" > "$work/log" 2>&1 &
    host=$!
    until curl -sf -o /dev/null "$address/health/ready"; do sleep 0.01; done
    ready=$((($(date +%s%N) - began) / 1000000))
    printf '%s %d ' "$1" "$ready"
    first "$address/predict" -H "Content-Type: application/json" -d "@$work/body"
    first "$address/predict" -H "Content-Type: application/json" -d "$(sed 's/^{/{"search":{"mode":"exact"},/' "$work/body")"
    first "$address/offers/explore" -H "Content-Type: application/json" -d "@$work/body"
    load
    sleep "$between"
    load
    # What one request alone takes on this machine, disk and all, when nothing is new any more.
    for _ in $(seq 20); do first "$address/predict" -H "Content-Type: application/json" -d "@$work/body"; done | tr ' ' '\n' | sort -n | sed -n 10p
    kill "$host"
    wait "$host" 2> /dev/null || true
    rm -f "$work/decisions.db"*
}
for ((round = 0; round < rounds; round++)); do
    for way in image short jit; do one $way; done
done | tee "$work/rounds"
python3 - "$work/rounds" << 'PY'
import statistics, sys
rows = [line.split() for line in open(sys.argv[1])]
for name in dict.fromkeys(r[0] for r in rows):
    m = [statistics.median(float(r[i]) for r in rows if r[0] == name) for i in range(1, len(rows[0]))]
    print(f"{name:6} ready after {m[0]:5.0f} ms   first request {m[1]:5.1f} ms, exact {m[2]:5.1f}, explore {m[3]:5.1f}"
          f"   first 5 s {m[4]:7,.0f} req/s p99 {m[5]:6.2f} ms   later {m[6]:7,.0f} req/s p99 {m[7]:6.2f} ms, one alone {m[8]:.1f}")
PY
