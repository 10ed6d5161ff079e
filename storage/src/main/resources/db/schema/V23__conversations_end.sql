-- Conversations end after quiet: those with the bot are found by when something last happened in them.
create index conversation_quiet on conversation (account, last_activity_at) where state = 'bot';

-- A citizen has many conversations now, one after the other: the last one is found by its address, and the one before
-- and after another.
drop index conversation_address;
create index conversation_address on conversation (address, opened_at desc);
