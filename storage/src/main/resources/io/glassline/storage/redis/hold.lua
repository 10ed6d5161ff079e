-- Holds a lane for an earlier message that is on its way, or lets go of it. Another's hold stays.
--
-- KEYS[1]  the lane's hash: fence, until, asked, held, id, version, activity, session
-- ARGV[1]  who holds it
-- ARGV[2]  for how long, in milliseconds; 0 lets go
-- ARGV[3]  how long the hash is kept untouched, in milliseconds
--
-- `held` names each holder and until when: "a=1795522092000;b=1795522093000;".
--
-- Returns 1.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local held = ''
for by, till in string.gmatch(redis.call('HGET', KEYS[1], 'held') or '', '([^=;]+)=(%d+);') do
    if by ~= ARGV[1] and tonumber(till) > now then
        held = held .. by .. '=' .. till .. ';'
    end
end
if ARGV[2] ~= '0' then
    held = held .. ARGV[1] .. '=' .. string.format('%.0f', now + ARGV[2]) .. ';'
end

if held == '' then
    redis.call('HDEL', KEYS[1], 'held')
else
    redis.call('HSET', KEYS[1], 'held', held)
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
return 1
