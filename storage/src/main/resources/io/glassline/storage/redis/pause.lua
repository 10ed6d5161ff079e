-- Lets an account's bucket give nothing for a time.
--
-- KEYS[1]  the bucket's hash, as in take.lua
-- ARGV[1]  for how long, in milliseconds
--
-- A pause is never made shorter.

local time = redis.call('TIME')
local ends = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
local paused = tonumber(redis.call('HGET', KEYS[1], 'paused') or 0)

if ends > paused then
    redis.call('HSET', KEYS[1], 'paused', string.format('%.0f', ends))
    redis.call('PEXPIRE', KEYS[1], 3600000)
end
return 1
