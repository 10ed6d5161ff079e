-- What the desk notes for colleagues: never sent, and so no message. Who is named in one has a row until the conversation
-- is erased; it is not seen while it has no time.
create table note (
    id              uuid        primary key,
    conversation_id uuid        not null references conversation (id) on delete cascade,
    behind          int         not null,
    agent           text        not null,
    words           text        not null,
    at              timestamptz not null
);
create index note_conversation on note (conversation_id, at);

create table mention (
    note_id         uuid        not null references note (id) on delete cascade,
    conversation_id uuid        not null,
    agent           text        not null,
    at              timestamptz not null,
    seen_at         timestamptz,
    primary key (note_id, agent)
);
create index mention_agent on mention (agent, at desc);
create index mention_unseen on mention (agent, conversation_id) where seen_at is null;
