-- What citizens sent beside words. Rows are derived from the recorded messages by a search that runs beside everything
-- else: whoever stores a message need not know of it.
create table attachment (
    message_id     uuid        primary key,
    account        text        not null,
    state          text        not null,
    told_type      text        not null,
    file_name      text,
    original       json,
    shown          json,
    thumbnail      json,
    because        text        not null default '',
    received_at    timestamptz not null,
    first_tried_at timestamptz,
    due_at         timestamptz,
    attempts       int         not null default 0
);
create index attachment_due on attachment (due_at) where due_at is not null;
create index attachment_original on attachment (account, received_at)
    where original is not null and shown is not null and due_at is null;

-- How far the search has come. It goes back to where it was ten minutes ago, because a message that was stored meanwhile
-- may have an earlier number.
create table attachment_search (
    only_row  boolean     primary key default true check (only_row),
    done_to   bigint      not null default 0,
    next_to   bigint      not null default 0,
    next_at   timestamptz not null default now()
);
insert into attachment_search default values;

-- Compares the beginning of the text, as JsonForms writes it. To look into the JSON would refuse a message with what
-- PostgreSQL does not take as text, such as a zero character.
create index inbound_media on inbound (seq) where starts_with(content::text, '{"kind":"media"');
