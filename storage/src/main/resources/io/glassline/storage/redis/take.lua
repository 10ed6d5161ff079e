-- Takes tokens from an account's bucket.
--
-- KEYS[1]  the bucket's hash: tokens, at (when it was last filled, ms), paused (until when nothing is given, ms)
-- ARGV[1]  tokens that come in a second
-- ARGV[2]  the most the bucket holds
-- ARGV[3]  live tokens wanted
-- ARGV[4]  bulk tokens wanted
-- ARGV[5]  tokens that bulk leaves in the bucket
--
-- Returns how many are given: live, bulk. A bucket that is not there is full.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at', 'paused')
local holds = tonumber(ARGV[2])
local tokens = tonumber(kept[1] or holds)
local passed = math.max(0, now - tonumber(kept[2] or now))

tokens = math.min(holds, tokens + passed * ARGV[1] / 1000)

local live = 0
local bulk = 0
if tonumber(kept[3] or 0) <= now then
    live = math.max(0, math.min(tonumber(ARGV[3]), math.floor(tokens)))
    tokens = tokens - live
    bulk = math.max(0, math.min(tonumber(ARGV[4]), math.floor(tokens - ARGV[5])))
    tokens = tokens - bulk
end

redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], 3600000)
return { live, bulk }
