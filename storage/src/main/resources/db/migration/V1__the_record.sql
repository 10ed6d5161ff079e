-- The record: all that a city has been told and has said, and all that is still to be done about it.
--
-- A lane is the three columns account, channel and address. Documents that are only ever given back whole are `json`
-- and not `jsonb`: it keeps their text as it came, and takes what jsonb refuses, such as a zero character in a message.
-- What is searched by has a column of its own.

-- Numbers envelopes by the thousand: a writer takes a block at a time.
create sequence envelope_id increment by 1000;

-- The provider's call, as it arrived. Kept for a time, so that it can be read again by a better parser.
create table envelope (
    id          bigint      primary key,
    account     text        not null,
    method      text        not null,
    endpoint    text        not null,
    url         text        not null,
    headers     json        not null,
    body        bytea       not null,
    received_at timestamptz not null
);
create index envelope_received on envelope (received_at);

-- A citizen's message. `seq` is the order of acceptance; `mail_id` the message's own id on a channel with threads.
-- `envelope_id` names a row that may have been deleted since.
create table inbound (
    id           uuid        primary key,
    seq          bigint      not null generated always as identity,
    envelope_id  bigint      not null,
    account      text        not null,
    channel      text        not null,
    address      text        not null,
    provider_id  text        not null,
    content      json        not null,
    thread       json,
    mail_id      text,
    marks        text        not null,
    sent_at      timestamptz not null,
    received_at  timestamptz not null,
    finished_at  timestamptz,
    failed_turns int         not null default 0,
    retry_at     timestamptz,
    failure      text
);
create index inbound_unfinished on inbound (account, channel, address, seq) where finished_at is null;
create index inbound_mail on inbound (account, mail_id) where mail_id is not null;

-- `urgency` and `place` are how the desk sorts: see PgBoard. The times below them are kept as they happen, because they
-- cannot be told from how the conversation stands now.
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

-- A message to send. `due_at` is when it may be taken up next: while it is leased, the end of the lease. `attempts`
-- counts the times it was taken up, and so tells one lease from the next.
create table outbox (
    message_id      uuid        primary key,
    seq             bigint      not null generated always as identity,
    conversation_id uuid        not null,
    account         text        not null,
    channel         text        not null,
    address         text        not null,
    outgoing        json        not null,
    despite_opt_out boolean     not null,
    written_at      timestamptz not null,
    due_at          timestamptz not null,
    attempts        int         not null default 0,
    settled_at      timestamptz,
    dead            boolean     not null default false,
    said_under      text,
    note            text
);
create index outbox_lane on outbox (account, channel, address, seq) where settled_at is null;
create index outbox_due on outbox (due_at, seq) where settled_at is null;
create index outbox_dead on outbox (settled_at) where dead;
create index outbox_said on outbox (account, said_under) where said_under is not null;
create index outbox_conversation on outbox (conversation_id);

-- The journal of a message's parts.
create table part (
    message_id     uuid  not null,
    number         int   not null,
    account        text  not null,
    text           text  not null,
    offers         json  not null,
    delivery       text  not null default 'QUEUED',
    handed_over_at timestamptz,
    provider_id    text,
    code           text,
    note           text,
    primary key (message_id, number)
);
create index part_provider on part (account, provider_id) where provider_id is not null;

-- What providers reported of parts whose id was not known yet.
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

-- Lines are only ever added. The last one about a lane and a programme counts.
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

-- The audit stream. `log_index` is the entry's place in the public log, given by the sequencer, once.
create table audit_entry (
    id              bigint      primary key generated always as identity,
    kind            text        not null,
    at              timestamptz not null,
    leaf            bytea       not null,
    salt            bytea,
    message_id      uuid,
    conversation_id uuid,
    log_index       bigint
);
create unique index audit_log_index on audit_entry (log_index) where log_index is not null;
create index audit_unsequenced on audit_entry (id) where log_index is null;
create index audit_message on audit_entry (message_id) where message_id is not null;

-- How large the tree is. One row: whoever makes the tree grow says from which size.
create table log_tree (
    only_one boolean primary key default true check (only_one),
    size     bigint  not null
);
insert into log_tree (size) values (0);

-- The widest that each tile has become. A narrower one is its beginning.
create table log_tile (
    level  int    not null,
    index  bigint not null,
    hashes bytea  not null,
    primary key (level, index)
);
alter table log_tile alter column hashes set storage external;

create table log_checkpoint (
    size      bigint      primary key,
    note      bytea       not null,
    signed_at timestamptz not null
);

-- How far each mailbox was read.
create table pull_cursor (
    account text primary key,
    cursor  text not null
);
