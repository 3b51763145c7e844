#!/usr/bin/env bash
# The service under more than it can do. First: how long /health/live and /health/ready take, asked twenty times a second each, without and
# beside 200 connections on /offers/explore. Then: its memory before, with and after 400 clients of /predict/batch that send and never
# read. Usage: overload.sh [seconds] [connections] [stalled clients]. The service is as Release builds it, its log on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
seconds=${1:-20} connections=${2:-200} stalled=${3:-400} port=${PORT:-5260}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
command -v wrk > /dev/null || { echo "wrk is not installed (Debian: wrk)."; exit 1; }
[[ ${SKIP_BUILD:-} ]] || dotnet build -c Release src/Finntelligence.Api -nologo -v q > /dev/null
program=$PWD/src/Finntelligence.Api/bin/Release/net10.0/Finntelligence.Api.dll
work=$(mktemp -d) post=$PWD/tests/Finntelligence.Benchmarks/Offers/post.lua
trap 'kill "${host:-}" 2> /dev/null || true; wait 2> /dev/null || true; rm -rf "$work"' EXIT
root=$PWD
(cd src/Finntelligence.Api && FINNTELLIGENCE_ROOT=$root Finntelligence__DecisionLog__File=$work/decisions.db exec dotnet "$program" --urls "http://127.0.0.1:$port") > "$work/log" 2>&1 &
host=$!
until curl -sf -o /dev/null "http://127.0.0.1:$port/health/ready"; do sleep 0.1; done
tr -d '\n' < data/cash-loan/request.json > "$work/body"
cat > "$work/probe.py" << 'PY'
import http.client, sys, threading, time
port, seconds = int(sys.argv[1]), float(sys.argv[2])
end = time.monotonic() + seconds
def probe(path, found):
    while time.monotonic() < end:
        began = time.monotonic()
        # As a probe comes: on a connection of its own.
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        found.append((1000 * (time.monotonic() - began), status))
        time.sleep(0.05)
runs = {path: [] for path in ("/health/live", "/health/ready")}
threads = [threading.Thread(target=probe, args=run) for run in runs.items()]
for thread in threads: thread.start()
for thread in threads: thread.join()
for path, found in runs.items():
    times = sorted(t for t, _ in found)
    print(f"  {path:13} {len(times):5} probes, {sum(s != 200 for _, s in found)} of them not 200: "
          f"median {times[len(times) // 2]:.1f} ms, p99 {times[int(len(times) * 0.99)]:.1f} ms, longest {times[-1]:.1f} ms")
PY
cat > "$work/stall.py" << 'PY'
import socket, sys, time
port, clients, pid, line = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], open(sys.argv[4], "rb").read() + b"\n"
def memory():
    return next(int(l.split()[1]) // 1024 for l in open(f"/proc/{pid}/status") if l.startswith("VmRSS:"))
before = memory()
body = line * 20000
head = f"POST /predict/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: {len(body)}\r\n\r\n".encode()
held = []
for _ in range(clients):
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
    client.setblocking(False)
    held.append([client, memoryview(head + body), None])
began, greatest = time.monotonic(), 0
# Longer than the service lets answers lie unread.
while time.monotonic() - began < 150 and any(h[2] is None for h in held):
    for h in held:
        while h[2] is None:
            try:
                sent = h[0].send(h[1][:65536])
                h[1] = h[1][sent:]
                if not len(h[1]): h[2] = time.monotonic() - began
            except BlockingIOError:
                break
            except OSError:
                h[2] = time.monotonic() - began
    greatest = max(greatest, memory())
    time.sleep(0.2)
cut = sorted(h[2] for h in held if h[2] is not None)
for h in held: h[0].close()
print(f"  {clients} clients that never read: {len(cut)} were cut, the last after {cut[-1] if cut else float('nan'):.0f} s; "
      f"memory {before} MB before, at most {greatest} MB, {memory()} MB with the last one")
PY
BODIES=$work/body wrk -t1 -c4 -d3s -s "$post" "http://127.0.0.1:$port/offers/explore" > /dev/null
echo "alone"
python3 "$work/probe.py" "$port" "$seconds"
echo "beside $connections connections on /offers/explore"
BODIES=$work/body wrk -t1 -c"$connections" -d"$((seconds + 2))"s -s "$post" "http://127.0.0.1:$port/offers/explore" > "$work/wrk" &
load=$!
sleep 1
python3 "$work/probe.py" "$port" "$seconds"
wait "$load"
sed -n 's/^ *\(Requests\/sec\|Non-2xx.*\)/  explore: \1/p' "$work/wrk"
echo "batches"
python3 "$work/stall.py" "$port" "$stalled" "$host" "$work/body"
resident() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$host/status"; }
# Twice as long as the service waits before it gives back what batches took.
sleep 60
printf '  a minute later %s MB, ' "$(resident)"
BODIES=$work/body wrk -t1 -c4 -d10s -s "$post" "http://127.0.0.1:$port/predict" > /dev/null
echo "and after ten seconds of /predict $(resident) MB"
