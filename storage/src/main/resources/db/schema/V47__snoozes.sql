-- What agents have put off. A row says nothing any more when its time is over, the citizen has written since, or the
-- conversation has changed hands; the next one takes its place.
create table snooze (
    conversation_id uuid        primary key references conversation (id) on delete cascade,
    agent           text        not null,
    until_at        timestamptz not null,
    heard           int         not null,
    at              timestamptz not null
);
