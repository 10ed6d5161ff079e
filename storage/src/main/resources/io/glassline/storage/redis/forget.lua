-- Deletes what is kept of a lane. Fences go on rising all the same, for they are never less than the time.
--
-- KEYS[1]  the lane's hash
--
-- Returns 1.

redis.call('DEL', KEYS[1])
return 1
