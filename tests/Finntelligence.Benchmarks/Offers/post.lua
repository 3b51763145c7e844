-- For wrk: posts the lines of the file that BODIES names, one after the other. At the end a line for scripts:
-- RESULT, requests a second, p50 and p99 in microseconds, failed requests, all requests.
local bodies, next = {}, 0
for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end
local headers = { ["Content-Type"] = "application/json" }
request = function()
    next = next % #bodies + 1
    return wrk.format("POST", nil, headers, bodies[next])
end
done = function(summary, latency)
    local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
    io.write(string.format("RESULT %.0f %.0f %.0f %d %d\n",
        summary.requests / (summary.duration / 1e6), latency:percentile(50), latency:percentile(99), failed, summary.requests))
end
