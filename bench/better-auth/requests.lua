-- What bench/wrk does to Gatehouse, done to better-auth: wrk … -s requests.lua URL -- KIND cookies.txt, where KIND is
-- sign-ins, sessions or updates.
local shared = dofile((debug.getinfo(1, "S").source:match("^@(.*/)") or "./") .. "../wrk/shared.lua")
shared.number_threads()
shared.report("better-auth")

local kind, cookies, count = nil, {}, 0
local json

function init(args)
  kind = args[1]
  for cookie in io.lines(args[2]) do cookies[#cookies + 1] = cookie end
  json = { ["Content-Type"] = shared.json, ["Origin"] = args[0] }
end

local make = {
  ["sign-ins"] = function(member)
    local body = string.format('{"email":"member%d@example.com","password":"seeded for measuring"}', member)
    return wrk.format("POST", "/api/auth/sign-in/email", json, body)
  end,
  ["sessions"] = function(member)
    return wrk.format("GET", "/api/auth/get-session", { ["Cookie"] = cookies[member] })
  end,
  ["updates"] = function(member)
    local headers = { ["Cookie"] = cookies[member], ["Content-Type"] = shared.json, ["Origin"] = json["Origin"] }
    return wrk.format("POST", "/api/auth/update-user", headers, '{"name":"renamed ' .. count .. '"}')
  end,
}

function request()
  count = count + 1
  return make[kind](count % #cookies + 1)
end
