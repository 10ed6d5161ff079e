-- The record: all that a city has been told and has said, and all that is still to be done about it.
--
-- These are versions 1 to 16 of the tables in one file; what they were for stands in the repository's history. What each
-- table and column is for stands in R__comments.sql. A migration that was released is never changed.
--
-- A lane is the three columns account, channel and address. Documents that are only ever given back whole are `json`
-- and not `jsonb`: it keeps their text as it came, and takes what jsonb refuses, such as a zero character in a message.
-- What is searched by has a column of its own.

-- Numbers envelopes by the thousand: a writer takes a block at a time.
create sequence envelope_id increment by 1000;

create table envelope_batch (
    last_id        bigint      primary key,
    calls          int         not null,
    numbers        bigint[],
    kept           bytea       not null,
    received_first timestamptz not null,
    received_last  timestamptz not null
);
alter table envelope_batch alter column kept set storage external; -- it is compressed
create index envelope_batch_received on envelope_batch (received_last);

create table inbound (
    id           uuid        primary key,
    seq          bigint      not null generated always as identity,
    envelope_id  bigint      not null,
    entry_id     bigint      not null,
    account      text        not null,
    channel      text        not null,
    address      text        not null,
    provider_id  text        not null,
    content      json        not null,
    thread       json,
    mail_id      text,
    marks        text        not null,
    sent_at      timestamptz not null,
    sent_nanos   smallint    not null default 0,
    received_at  timestamptz not null,
    earlier_at   timestamptz,
    finished_at  timestamptz,
    failed_turns int         not null default 0,
    retry_at     timestamptz,
    failure      text
);
create index inbound_unfinished on inbound (account, channel, address, (coalesce(earlier_at, received_at)), seq)
    where finished_at is null;
create index inbound_mail on inbound (account, mail_id) where mail_id is not null;

create table conversation (
    id               uuid        primary key,
    pseudonym        uuid        not null unique,
    account          text        not null,
    channel          text        not null,
    address          text        not null,
    language         text        not null,
    state            text        not null check (state in ('bot', 'waiting', 'agent', 'closed')),
    queue            text,
    priority         text,
    agent            text,
    stage_at         timestamptz,
    outcome          text,
    session          json        not null,
    thread           json,
    message_count    int         not null,
    version          bigint      not null,
    opened_at        timestamptz not null,
    last_activity_at timestamptz not null,
    urgency          smallint    not null,
    place            bigint      not null,
    first_inbound_at timestamptz,
    first_answer_at  timestamptz,
    first_queued_at  timestamptz,
    first_taken_at   timestamptz,
    bot_answered     boolean     not null default false
);
create unique index conversation_one_open on conversation (account, channel, address)
    where state <> 'closed' and thread is null;
create index conversation_lane on conversation (account, channel, address, last_activity_at desc)
    where state <> 'closed';
create index conversation_desk on conversation (urgency, place, id);
create index conversation_queue on conversation (queue, urgency, place, id) where state in ('waiting', 'agent');
create index conversation_address on conversation (address);
create index conversation_opened on conversation (opened_at);

create table message (
    id              uuid        primary key,
    conversation_id uuid        not null,
    position        int         not null,
    author          text        not null check (author in ('citizen', 'bot', 'agent', 'system')),
    author_name     text        not null,
    content         json        not null,
    offers          json        not null,
    answers         uuid,
    at              timestamptz not null,
    unique (conversation_id, position)
);
create index message_at on message (at);

create table decision (
    id              bigint      primary key generated always as identity,
    conversation_id uuid        not null,
    about           uuid        not null,
    outcome         text        not null,
    decision        json        not null,
    at              timestamptz not null
);
create index decision_conversation on decision (conversation_id, id);
create index decision_at on decision (at);

-- Taking up a send writes no index, where its row has room on its page: `due_at`, which a lease moves, is in none.
create table outbox (
    message_id      uuid        primary key,
    seq             bigint      not null generated always as identity,
    conversation_id uuid        not null,
    account         text        not null,
    channel         text        not null,
    address         text        not null,
    bulk            boolean     not null default false,
    outgoing        json        not null,
    same_words      uuid,
    despite_opt_out boolean     not null,
    written_at      timestamptz not null,
    due_from        timestamptz not null default now(),
    due_at          timestamptz not null,
    attempts        int         not null default 0,
    tries           int         not null default 0,
    leased          boolean     not null default false,
    settled_at      timestamptz,
    dead            boolean     not null default false,
    left_at         timestamptz,
    left_by         text,
    left_because    text,
    said_under      text,
    note            text
) with (fillfactor = 60);
-- A claim asks for one account and pace at a time, so that what an account may not send now is not looked at.
create index outbox_due on outbox (account, bulk, due_from, seq) where settled_at is null;
create index outbox_lane on outbox (account, channel, address, bulk, seq) where settled_at is null;
create index outbox_same_words on outbox (same_words, written_at);
create index outbox_dead on outbox (settled_at desc, seq desc) where dead and left_at is null;
create index outbox_said on outbox (account, said_under) where said_under is not null;

-- A part is written again twice on its way out; with room left on its page that costs no index.
create table part (
    message_id     uuid  not null,
    number         int   not null,
    account        text  not null,
    text           text  not null,
    offers         json  not null,
    delivery       text  not null default 'QUEUED',
    handed_over_at timestamptz,
    provider_id    text,
    earlier_id     text,
    code           text,
    note           text,
    primary key (message_id, number)
) with (fillfactor = 80);
create index part_provider on part (account, provider_id) where provider_id is not null;
create index part_earlier on part (account, earlier_id) where earlier_id is not null;

create table parked_report (
    id          bigint      primary key generated always as identity,
    account     text        not null,
    provider_id text,
    reference   text,
    delivery    text        not null,
    code        text,
    at          timestamptz not null,
    parked_at   timestamptz not null
);
create index parked_provider on parked_report (account, provider_id) where provider_id is not null;
create index parked_reference on parked_report (account, reference) where reference is not null;
create index parked_at on parked_report (parked_at);

create table consent (
    id        bigint      primary key generated always as identity,
    account   text        not null,
    channel   text        not null,
    address   text        not null,
    programme text        not null,
    standing  text        not null,
    how       text        not null,
    words     text        not null,
    at        timestamptz not null
);
create index consent_lane on consent (account, channel, address, programme, id desc);

create table quarantine (
    id          bigint      primary key generated always as identity,
    account     text        not null,
    channel     text        not null,
    method      text        not null,
    endpoint    text        not null,
    url         text        not null,
    headers     json        not null,
    body        bytea       not null,
    digest      bytea       not null,
    because     text        not null,
    received_at timestamptz not null,
    settled_at  timestamptz,
    settled_how text check (settled_how in ('READ_AGAIN', 'SET_ASIDE')),
    unique (account, digest)
);
create index quarantine_waiting on quarantine (id desc) where settled_at is null;

-- An entry is wide and never written again, save that salt, sealed and words_salt are erased; its place in the log is
-- kept apart. What a citizen wrote knows its own entry (inbound.entry_id), so that only what we have written is looked
-- for here: an index over random ids is dear to add to.
create table audit_entry (
    id              bigint      primary key generated always as identity,
    kind            text        not null,
    at              timestamptz not null,
    leaf            bytea       not null,
    salt            bytea,
    message_id      uuid,
    conversation_id uuid,
    sealed          bytea,
    words_salt      bytea
);
create index audit_written on audit_entry (message_id) where kind = 'message.written';

create table log_waiting (
    first_entry bigint primary key,
    entries     bigint not null check (entries > 0)
);

-- Whoever adds to the audit stream need not remember that it is to be published. Runs are of at most 1,000 entries. The
-- plan is kept: of a table that lives for one statement there is nothing to know.
create function audit_entry_waits() returns trigger language plpgsql
set plan_cache_mode = force_generic_plan as $$
begin
    insert into log_waiting (first_entry, entries)
    select min(id), count(*)
    from (select id, row_number() over (order by id) - 1 as n from added) numbered
    group by id - n, n / 1000
    order by 1;
    return null;
end
$$;

create trigger audit_entry_waits
    after insert on audit_entry
    referencing new table as added
    for each statement execute function audit_entry_waits();

-- Ids are drawn by statements of many rows and placed in order, so that a run is as long as what the sequencer found
-- waiting, save where somebody else's transaction was still open.
create table log_run (
    first_index bigint primary key,
    first_entry bigint not null unique,
    entries     bigint not null check (entries > 0)
);

-- The place of an entry; no row when it has none yet.
create function log_index_of(entry bigint) returns table (log_index bigint) language sql stable as $$
    select before.first_index + entry - before.first_entry
    from (
        select first_index, first_entry, entries
        from log_run
        where first_entry <= entry
        order by first_entry desc
        limit 1
    ) before
    where entry < before.first_entry + before.entries
$$;

-- The entries at the places from `from_index` to before `to_index`.
create function log_entries(from_index bigint, to_index bigint) returns table (log_index bigint, entry_id bigint)
language sql stable as $$
    select r.first_index + n, r.first_entry + n
    from log_run r,
         generate_series(greatest(0, from_index - r.first_index), least(r.entries, to_index - r.first_index) - 1) as n
    where r.first_index < to_index
      and r.first_index >= coalesce((select max(first_index) from log_run where first_index <= from_index), 0)
$$;

create table log_tree (
    only_one boolean primary key default true check (only_one),
    size     bigint  not null
);
insert into log_tree (size) values (0);

create table log_tile (
    level  int    not null,
    index  bigint not null,
    hashes bytea  not null,
    primary key (level, index)
);
alter table log_tile alter column hashes set storage external; -- nothing of it compresses

create table log_checkpoint (
    size      bigint      primary key,
    note      bytea       not null,
    signed_at timestamptz not null
);

create table pull_cursor (
    account text primary key,
    cursor  text not null
);
