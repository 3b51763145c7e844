#!/usr/bin/env bash
# A soak of the service on this machine: clients at an even pace for as long as asked, outcomes, replays, a promotion every 45 seconds, and
# with PostgreSQL a kill of the database every 90 seconds. A line a minute; at the end every answered decision is looked for in the log.
# Usage: soak.sh [sqlite|postgres] [minutes] [requests a second]. PostgreSQL is one of its own, of Debian's package, gone afterwards.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
kind=${1:-sqlite} minutes=${2:-60} pace=${3:-400} port=${PORT:-5230}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

[[ ${SKIP_BUILD:-} ]] || dotnet build -c Release tests/Finntelligence.Benchmarks -nologo -v q > /dev/null
program=$PWD/tests/Finntelligence.Benchmarks/bin/Release/net10.0/Finntelligence.Benchmarks.dll
work=$(mktemp -d)
chmod 755 "$work"
host= killer= bin=
as_postgres() {
    # The server refuses to run as root.
    if ((EUID == 0)); then (cd / && runuser -u postgres -- "$@"); else (cd / && "$@"); fi
}
start_postgres() {
    as_postgres "$bin/pg_ctl" -D "$work/postgres/data" -l "$work/postgres/log" -w -o "-h 127.0.0.1 -p $((port + 1)) -k $work/postgres" start > /dev/null
}
stop_postgres() { as_postgres "$bin/pg_ctl" -D "$work/postgres/data" -m immediate -w stop > /dev/null; }
trap 'kill $killer $host 2> /dev/null || true; wait 2> /dev/null || true; [[ $bin ]] && stop_postgres || true; rm -rf "$work"' EXIT

# The shipped product and models, to be promoted to and fro.
mkdir -p "$work/root/data/cash-loan" "$work/root/models"
cp data/cash-loan/product.json data/cash-loan/request.json "$work/root/data/cash-loan/"
cp -r models/cash-loan "$work/root/models/"
log=$work/root/var/decisions.db
if [[ $kind == postgres ]]; then
    bin=$(compgen -G "/usr/lib/postgresql/*/bin" | sort -V | tail -1)
    mkdir "$work/postgres"
    if ((EUID == 0)); then chown postgres "$work/postgres"; fi
    as_postgres "$bin/initdb" -D "$work/postgres/data" -U postgres --auth=trust --encoding=UTF8 --locale=C > /dev/null
    start_postgres
    log="Host=127.0.0.1;Port=$((port + 1));Username=postgres;Database=postgres"
    export Finntelligence__DecisionLog__ConnectionString=$log
fi

(cd src/Finntelligence.Api && exec env "FINNTELLIGENCE_ROOT=$work/root" dotnet "$program" offers-host --urls "http://127.0.0.1:$port") > "$work/log" 2>&1 &
host=$!
for _ in $(seq 300); do
    curl -sf "http://127.0.0.1:$port/health/ready" > /dev/null && break
    sleep 0.2
done
if [[ $kind == postgres ]]; then
    # The last one leaves a minute to come up again before the end: then log and answers are compared.
    (last=$((SECONDS + 60 * minutes - 60)); while sleep 90; ((SECONDS < last)); do stop_postgres; sleep 2; start_postgres; done) &
    killer=$!
fi
dotnet "$program" decisions-soak --address "http://127.0.0.1:$port" --root "$work/root" --log "$log" --process "$host" --minutes "$minutes" --per-second "$pace"
