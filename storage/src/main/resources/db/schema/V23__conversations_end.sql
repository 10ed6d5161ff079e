-- Conversations end after quiet: those with the bot are found by when something last happened in them.
create index conversation_quiet on conversation (account, last_activity_at) where state = 'bot';

-- A citizen has many conversations now, one after the other: the last one is found by its address, and the one before
-- and after another.
drop index conversation_address;
create index conversation_address on conversation (address, opened_at desc);

-- What an address said and was answered within the hour stands with its conversation, where every turn reads and writes
-- it anyway. Staff see those that are over their budget in one list.
alter table conversation add column traffic json;
alter table conversation add column over_budget boolean not null default false;
create index conversation_over_budget on conversation (last_activity_at desc) where over_budget and state = 'bot';
