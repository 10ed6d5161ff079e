-- Stands before keep.lua and release.lua: keeps a conversation's state, unless a later one is kept.
--
-- Versions compare within one conversation. Of two conversations the one on which something happened later counts. A
-- closed conversation leaves its id and version behind, without a state, against a late write of an earlier version.
--
-- id        the conversation's id
-- version   its version
-- activity  when something last happened on it, in milliseconds
-- session   its state, or nothing when it is closed
-- ttl       how long the hash is kept untouched, in milliseconds
--
-- Returns 1 when it was kept.

local function keep(key, id, version, activity, session, ttl)
    local kept = redis.call('HMGET', key, 'id', 'version', 'activity')
    if kept[1] == id then
        if tonumber(kept[2]) > tonumber(version) then
            return 0
        end
    elseif kept[3] and tonumber(kept[3]) > tonumber(activity) then
        return 0
    end
    redis.call('HSET', key, 'id', id, 'version', version, 'activity', activity, 'session', session)
    redis.call('PEXPIRE', key, ttl)
    return 1
end
