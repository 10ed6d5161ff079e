-- Keeps the log's last checkpoint, in place of a smaller one, and tells what is kept.
--
-- KEYS[1]  the mark's hash: size, note
-- ARGV[1]  the size of the tree; less than any, to be told only
-- ARGV[2]  the signed note

local kept = redis.call('HMGET', KEYS[1], 'size', 'note')

if tonumber(ARGV[1]) > tonumber(kept[1] or '-1') then
    redis.call('HSET', KEYS[1], 'size', ARGV[1], 'note', ARGV[2])
    return ARGV[2]
end
return kept[2] or ''
