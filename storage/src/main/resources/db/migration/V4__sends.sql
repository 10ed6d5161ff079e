-- Sends in two paces, tries that are told from leases, and the same words told from others.

-- `attempts` tells one lease from the next, `tries` counts the times that the provider failed: to be put back because
-- the provider asked for patience, or is left alone, is no try. `leased` tells a lease from a wait, both of which end
-- at `due_at`.
alter table outbox
    add column tries  int     not null default 0,
    add column leased boolean not null default false;

-- `bulk` is what may wait for everything else; `same_words` is equal for the same words to the same citizen. Both are
-- taken from what is sent, as JSON and not as text: a message may hold a zero character, which no text can.
alter table outbox
    add column bulk boolean not null generated always as ((outgoing -> 'pace')::text is not null) stored,
    add column same_words uuid not null generated always as (
        md5(account || chr(10) || channel || chr(10) || address || chr(10) || (outgoing -> 'text')::text)::uuid) stored;

-- A claim asks for one account and pace at a time, so that what an account may not send now is not looked at.
drop index outbox_due;
create index outbox_due on outbox (account, bulk, due_at, seq) where settled_at is null;
drop index outbox_lane;
create index outbox_lane on outbox (account, channel, address, bulk, seq) where settled_at is null;
create index outbox_same_words on outbox (same_words, written_at);

-- A part is written again twice on its way out; with room left on its page that costs no index.
alter table part set (fillfactor = 80);
create index parked_at on parked_report (parked_at);
