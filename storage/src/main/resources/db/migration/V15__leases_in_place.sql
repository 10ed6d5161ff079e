-- Taking up a send writes no index, where its row has room on its page. `due_from` is when a message is due, whoever has
-- it in hand meanwhile; `due_at`, which a lease moves, is in no index any more: a message may be taken up when both have
-- come.
--
-- A node of before knows `due_at` only, which both keep: it takes up nothing that another has in hand.
alter table outbox
    add column due_from timestamptz not null default now(),
    set (fillfactor = 60);
update outbox set due_from = due_at where settled_at is null;

drop index outbox_due;
create index outbox_due on outbox (account, bulk, due_from, seq) where settled_at is null;

-- What is sent of a conversation is found by its messages.
drop index outbox_conversation;
