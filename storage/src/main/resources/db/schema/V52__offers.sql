-- Conversations that were held out to agents. Those that have not ended stand: at most one of each conversation, and at
-- most one to each agent, whoever writes.
create table offer (
    conversation_id uuid        not null references conversation (id) on delete cascade,
    agent           text        not null,
    made_at         timestamptz not null,
    until_at        timestamptz not null,
    ended           text,
    ended_at        timestamptz,
    primary key (conversation_id, made_at, agent)
);
create unique index offer_of_conversation on offer (conversation_id) where ended is null;
create unique index offer_to_agent on offer (agent) where ended is null;
create index offer_accepted on offer (agent, ended_at) where ended = 'ACCEPTED';

-- What was done about conversations because they waited: their queue's steps from 1, and 0 for an escalation.
create table queue_step (
    conversation_id uuid        not null references conversation (id) on delete cascade,
    queue           text        not null,
    number          int         not null,
    words           text        not null,
    at              timestamptz not null,
    primary key (conversation_id, at, number)
);
