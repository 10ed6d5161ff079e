-- Writes down that an agent has a conversation open, forgets those who have not been heard of, and tells who is left.
--
-- KEYS[1]  the conversation's hash: an agent's id to "since when they are not heard of, in ms; 1 if they write, else 0"
-- ARGV[1]  the agent
-- ARGV[2]  "1" writing, "0" reading, "gone" left, "ask" only asking
-- ARGV[3]  now, in ms
-- ARGV[4]  how long one is there, in ms

if ARGV[2] == "gone" then
    redis.call("HDEL", KEYS[1], ARGV[1])
elseif ARGV[2] ~= "ask" then
    redis.call("HSET", KEYS[1], ARGV[1], ARGV[3] .. ";" .. ARGV[2])
    redis.call("PEXPIRE", KEYS[1], ARGV[4])
end
local readers = {}
local all = redis.call("HGETALL", KEYS[1])
for i = 1, #all, 2 do
    local at, writing = string.match(all[i + 1], "^(%d+);(%d)$")
    if tonumber(ARGV[3]) - tonumber(at) >= tonumber(ARGV[4]) then
        redis.call("HDEL", KEYS[1], all[i])
    elseif all[i] ~= ARGV[1] then
        readers[#readers + 1] = writing .. all[i]
    end
end
return readers
