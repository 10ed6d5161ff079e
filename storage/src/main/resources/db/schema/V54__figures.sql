-- The figures of each day that are given to everyone: a file, written once. Nothing of anybody is in it.
create table figures_release (
    day         date        primary key,
    csv         bytea       not null,
    rows        integer     not null check (rows >= 0),
    digest      text        not null,
    entry_id    bigint      not null,
    released_at timestamptz not null
);

-- Of a day, what ended in it; and whether a conversation had been taken up again.
create index conversation_ended on conversation (stage_at) where state = 'closed';
create index audit_reopened on audit_entry (conversation_id) where kind = 'desk.reopened';
