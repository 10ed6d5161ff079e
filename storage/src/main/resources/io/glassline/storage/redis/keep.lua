-- Keeps a conversation's state, unless a later one is kept.
--
-- KEYS[1]  the lane's hash: fence, until, id, version, activity, session
-- ARGV[1]  the conversation's id
-- ARGV[2]  its version
-- ARGV[3]  when something last happened on it, in milliseconds
-- ARGV[4]  its state, or nothing when it is closed
-- ARGV[5]  how long the hash is kept untouched, in milliseconds
--
-- Returns 1 when it was kept.
--
-- Versions compare within one conversation. Of two conversations the one on which something happened later counts. A
-- closed conversation leaves its id and version behind, without a state, against a late write of an earlier version.

local kept = redis.call('HMGET', KEYS[1], 'id', 'version', 'activity')

if kept[1] == ARGV[1] then
    if tonumber(kept[2]) > tonumber(ARGV[2]) then
        return 0
    end
elseif kept[3] and tonumber(kept[3]) > tonumber(ARGV[3]) then
    return 0
end

redis.call('HSET', KEYS[1], 'id', ARGV[1], 'version', ARGV[2], 'activity', ARGV[3], 'session', ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return 1
