-- Members change their nicknames, each time to one that nobody ever had, and each change is on disk before it is
-- answered: wrk … -s update.lua URL -- members.txt
local shared = dofile((debug.getinfo(1, "S").source:match("^@(.*/)") or "./") .. "shared.lua")
shared.number_threads()
shared.report("updates")

local members, next_member, changes = nil, 0, 0
local run = string.format("%x", os.time())

function init(args)
  members = shared.members(shared.argument(args, 1))
  for _, member in ipairs(members) do
    member.path = "/api/user/v1/user/" .. member.id
    member.headers = { ["Authorization"] = "Bearer " .. member.access, ["Content-Type"] = shared.json }
  end
end

function request()
  next_member = next_member % #members + 1
  changes = changes + 1
  local member = members[next_member]
  local body = string.format('{"nickname":"wrk-%s-%d-%d"}', run, thread_number, changes)
  return wrk.format("PUT", member.path, member.headers, body)
end
