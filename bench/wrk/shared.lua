-- What the scripts beside this one share: reading members, and telling the outcome in one line.

local shared = {}

--- The argument of that number after `--`, or `fallback`.
function shared.argument(args, number, fallback)
  local value = args[number] or fallback
  if value == nil then error("say which members: … -- members.txt (made by sign_members_in)") end
  return value
end

--- Members of the file: all of them, or with `threads` every so many-th, so that no two threads have the same one.
function shared.members(path, threads)
  local members, line_number = {}, 0
  for line in io.lines(path) do
    line_number = line_number + 1
    if line_number % (threads or 1) == thread_number % (threads or 1) then
      local id, access, refresh = line:match("^(%d+) (%S+) (%S+)$")
      members[#members + 1] = { id = id, access = access, refresh = refresh }
    end
  end
  if #members == 0 then error(path .. " has fewer members than there are threads") end
  return members
end

--- Gives each thread its `thread_number`.
function shared.number_threads()
  local threads = 0
  function setup(thread)
    threads = threads + 1
    thread:set("thread_number", threads)
  end
end

--- One line at the end: what was answered well in a second, how long that took, and what was not.
function shared.report(name)
  function done(summary, latency)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.timeout
    local good = summary.requests - errors.status
    io.write(string.format("%s: %.1f a second, p50 %.2f ms, p99 %.2f ms, %d refused, %d failed\n", name,
      good / (summary.duration / 1e6), latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, errors.status, failed))
  end
end

shared.json = "application/json"

return shared
