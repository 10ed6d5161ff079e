-- Holds a lane for an earlier message that is on its way, or lets it go.
--
-- KEYS[1]  the lane's hash: fence, until, asked, held, id, version, activity, session
-- ARGV[1]  for how long, in milliseconds; 0 lets it go
-- ARGV[2]  how long the hash is kept untouched, in milliseconds
--
-- Returns 1.

if ARGV[1] == '0' then
    redis.call('HDEL', KEYS[1], 'held')
    return 1
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], 'held', string.format('%.0f', now + ARGV[1]))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
