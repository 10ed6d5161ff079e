-- What an agent has keeps the rank with which it waited, so that it goes back to its own place.
alter table conversation add column waiting_since timestamptz;
update conversation set waiting_since = stage_at where state = 'waiting';
update conversation set waiting_since = coalesce(first_queued_at, stage_at), priority = 'NORMAL' where state = 'agent';
