-- Keeps a conversation's state: see keeping.lua, whose arguments are ARGV[1] to ARGV[5].
--
-- KEYS[1]  the lane's hash

return keep(KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5])
