-- The providers' calls, as they arrived, kept for a time so that they can be read again by a better parser. What one
-- statement brought is one row: `calls` of them, in the form of EnvelopeForm, which compresses them; `last_id` is the
-- greatest of their numbers. Where some brought nothing new, `numbers` are those of the others, and only they count.
-- inbound.envelope_id is one of those numbers, and its row may have been deleted since.
create table envelope_batch (
    last_id        bigint      primary key,
    calls          int         not null,
    numbers        bigint[],
    kept           bytea       not null,
    received_first timestamptz not null,
    received_last  timestamptz not null
);
alter table envelope_batch alter column kept set storage external;
create index envelope_batch_received on envelope_batch (received_last);
