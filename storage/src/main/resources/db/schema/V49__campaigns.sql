-- What the city sends to all who have a programme, and to whom. Who gets a campaign is written down once, when it begins;
-- the id of each one's message is made there, so that there is one message of each campaign and subscription, whoever
-- works on it and however often.
create table campaign (
    id         uuid        primary key,
    programme  text        not null,
    texts      json        not null,
    state      text        not null check (state in ('DRAFT', 'ASKED', 'APPROVED', 'SENDING', 'STOPPED', 'DONE')),
    written_by text        not null,
    written_at timestamptz not null
);
create index campaign_written on campaign (written_at desc, id);
create index campaign_under_way on campaign (id) where state in ('APPROVED', 'SENDING');

create table campaign_step (
    campaign_id uuid        not null references campaign (id) on delete cascade,
    state       text        not null,
    who         text        not null,
    at          timestamptz not null,
    primary key (campaign_id, state)
);

create table campaign_send (
    message_id      uuid        primary key default gen_random_uuid(),
    campaign_id     uuid        not null references campaign (id) on delete cascade,
    subscription_id uuid        not null references subscription (id),
    state           text        not null default 'WAITING' check (state in ('WAITING', 'QUEUED', 'LEFT_OUT')),
    reason          text,
    due_at          timestamptz not null,
    moved_at        timestamptz,
    unique (campaign_id, subscription_id)
);
create index campaign_send_due on campaign_send (campaign_id, due_at) where state = 'WAITING';
