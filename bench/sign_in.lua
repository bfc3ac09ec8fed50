-- Signs in as one of the members that bench/run has made. For wrk; counts every answer that is not 200.

local password = "correct horse battery staple"
local members = tonumber(os.getenv("BENCH_MEMBERS") or "20")
local next_member = 0

function request()
  next_member = next_member % members + 1
  local body = string.format('{"nickname":"bench%d","password":"%s"}', next_member, password)
  return wrk.format("POST", "/api/user/v1/signin", { ["Content-Type"] = "application/json" }, body)
end

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init()
  refused = 0
end

function response(status)
  if status ~= 200 then refused = refused + 1 end
end

function done(summary)
  local refused_in_all = 0
  for _, thread in ipairs(threads) do refused_in_all = refused_in_all + thread:get("refused") end
  io.write(string.format("sign_ins_per_second %.1f\n", (summary.requests - refused_in_all) / (summary.duration / 1e6)))
  io.write(string.format("refused %d\n", refused_in_all))
end
