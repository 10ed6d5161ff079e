-- What the desk searches: a row for each conversation, made from its messages beside the turns, some seconds later. It can be
-- made anew at any time.
create extension if not exists pg_trgm;
create table conversation_search (
    conversation_id uuid        primary key references conversation (id) on delete cascade,
    version         bigint      not null,
    address         text        not null,
    digits          text        not null,
    words           tsvector    not null,
    active_at       timestamptz not null
);
create index conversation_search_words on conversation_search using gin (words);
create index conversation_search_digits on conversation_search using gin (digits gin_trgm_ops);
create index conversation_search_address on conversation_search using gin (address gin_trgm_ops);
create index conversation_search_active on conversation_search (active_at);
