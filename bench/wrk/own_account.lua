-- Members read their own accounts, whose tokens the server has seen before: wrk … -s own_account.lua URL -- members.txt
local shared = dofile((debug.getinfo(1, "S").source:match("^@(.*/)") or "./") .. "shared.lua")
shared.number_threads()
shared.report("own accounts")

local requests, next_request = {}, 0

function init(args)
  for number, member in ipairs(shared.members(shared.argument(args, 1))) do
    local headers = { ["Authorization"] = "Bearer " .. member.access }
    requests[number] = wrk.format("GET", "/api/user/v1/user/" .. member.id, headers)
  end
end

function request()
  next_request = next_request % #requests + 1
  return requests[next_request]
end
