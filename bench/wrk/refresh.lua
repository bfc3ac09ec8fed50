-- Sessions go on: each refresh token is presented once, and followed by the one that answers it. A thread needs more
-- members than it has connections, and the tokens in the file are used up: wrk -tTHREADS … -s refresh.lua URL --
-- members.txt THREADS
local shared = dofile((debug.getinfo(1, "S").source:match("^@(.*/)") or "./") .. "shared.lua")
shared.number_threads()
shared.report("refreshes")

local headers = { ["Content-Type"] = shared.json }
local waiting, first, last = {}, 1, 0

function init(args)
  local threads = tonumber(shared.argument(args, 2, "1"))
  for _, member in ipairs(shared.members(shared.argument(args, 1), threads)) do
    last = last + 1
    waiting[last] = member.refresh
  end
end

function request()
  if first > last then error("give more members than connections") end
  local token = waiting[first]
  waiting[first] = nil
  first = first + 1
  return wrk.format("POST", "/api/auth/v1/token/refresh", headers, '{"refresh_token":"' .. token .. '"}')
end

function response(status, _, body)
  local token = status == 200 and body:match('"refresh_token":"([^"]+)"')
  if not token then return end
  last = last + 1
  waiting[last] = token
end
