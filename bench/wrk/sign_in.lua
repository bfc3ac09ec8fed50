-- Sign-ins of seeded members by their addresses, each of another one: wrk … -s sign_in.lua URL -- HOW_MANY_MEMBERS
local shared = dofile((debug.getinfo(1, "S").source:match("^@(.*/)") or "./") .. "shared.lua")
shared.number_threads()
shared.report("sign-ins")

local members, next_member
local headers = { ["Content-Type"] = shared.json }

function init(args)
  members = tonumber(shared.argument(args, 1, "1000"))
  next_member = math.floor(members * (thread_number * 0.618 % 1))  -- threads begin far apart
end

function request()
  next_member = next_member % members + 1
  local body = string.format('{"email":"seed%d@example.com","password":"seeded for measuring"}', next_member)
  return wrk.format("POST", "/api/user/v1/signin", headers, body)
end
