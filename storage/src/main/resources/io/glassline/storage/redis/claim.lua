-- Claims a lane, and tells what was last kept for it.
--
-- KEYS[1]  the lane's hash: fence, until, asked, held, id, version, activity, session
-- ARGV[1]  for how long, in milliseconds
-- ARGV[2]  how long the hash is kept untouched, in milliseconds
--
-- Returns nothing when another has the lane, who will find `asked`, or when it is held for an earlier message; else the
-- fence, and the session where there is one.
--
-- The fence rises with each claim, and is never less than the time in microseconds: so it goes on rising after the hash
-- was lost. Fences are strings, because Lua's numbers lose the last digits when they are printed.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call('HMGET', KEYS[1], 'until', 'fence', 'session', 'held') -- held: see hold.lua

for till in string.gmatch(kept[4] or '', '=(%d+);') do
    if tonumber(till) > now then
        return {}
    end
end
if kept[1] and tonumber(kept[1]) > now then
    redis.call('HSET', KEYS[1], 'asked', '1')
    return {}
end

local fence = time[1] * 1000000 + time[2]
if kept[2] and tonumber(kept[2]) >= fence then
    fence = tonumber(kept[2]) + 1
end
fence = string.format('%.0f', fence)

redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + ARGV[1]), 'fence', fence, 'asked', '')
redis.call('PEXPIRE', KEYS[1], ARGV[2])

if kept[3] and kept[3] ~= '' then
    return { fence, kept[3] }
end
return { fence }
