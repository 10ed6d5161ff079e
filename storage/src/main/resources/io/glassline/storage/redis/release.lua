-- Keeps a conversation's state, where there is one, and gives a lane back, if it is still the claim's.
--
-- KEYS[1]  the lane's hash: fence, until, asked, held, id, version, activity, session
-- ARGV[1]  the claim's fence
-- ARGV[2]  to ARGV[6] as keeping.lua has them, where there is something to keep
--
-- Returns 1 when it was the claim's and another asked for the lane meanwhile.

if ARGV[2] then
    keep(KEYS[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6])
end

local kept = redis.call('HMGET', KEYS[1], 'fence', 'asked')
if kept[1] ~= ARGV[1] then
    return 0
end
redis.call('HDEL', KEYS[1], 'until', 'asked')
if kept[2] == '1' then
    return 1
end
return 0
