-- Gives a lane back, if it is still the claim's.
--
-- KEYS[1]  the lane's hash: fence, until, id, version, activity, session
-- ARGV[1]  the claim's fence
--
-- Returns 1 when it was given back.

if redis.call('HGET', KEYS[1], 'fence') == ARGV[1] then
    redis.call('HDEL', KEYS[1], 'until')
    return 1
end
return 0
