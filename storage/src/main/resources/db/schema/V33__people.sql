-- Which addresses are one person's. A link joins two addresses and merges nothing: whoever it makes one person is found
-- by following links, so that undoing one leaves everything else as it was.
create table person_link (
    id             uuid        primary key,
    account        text        not null,
    channel        text        not null,
    address        text        not null,
    other_account  text        not null,
    other_channel  text        not null,
    other_address  text        not null,
    how            text        not null check (how in ('CODE', 'STAFF')),
    linked_by      text        not null,
    because        text        not null,
    linked_at      timestamptz not null,
    undone_at      timestamptz,
    undone_by      text,
    undone_because text
);
create index person_link_address on person_link (address, account, channel) where undone_at is null;
create index person_link_other on person_link (other_address, other_account, other_channel) where undone_at is null;

create table link_code (
    id            uuid        primary key,
    account       text        not null,
    channel       text        not null,
    address       text        not null,
    other_account text        not null,
    other_channel text        not null,
    other_address text        not null,
    code          text        not null,
    asked_by      text        not null,
    because       text        not null,
    asked_at      timestamptz not null,
    tries         int         not null default 0,
    used_by       uuid,
    replaced      boolean     not null default false
);
create index link_code_address on link_code (address, asked_at);
create index link_code_other on link_code (other_address, asked_at);

create table link_try (
    message_id uuid        primary key,
    answer     text        not null,
    tries_left int         not null,
    at         timestamptz not null
);
create index link_try_at on link_try (at);
