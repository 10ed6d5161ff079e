-- Links to receipts, without what opens them: the token stands only in the message that carried it. Committed with that
-- message, so that a link that was sent is one that opens.
create table receipt_link (
    digest            text        primary key,
    conversation_id   uuid        not null,
    account           text        not null,
    channel           text        not null,
    address           text        not null,
    given_at          timestamptz not null,
    expires_at        timestamptz not null,
    receipt_opened_at timestamptz,
    track_opened_at   timestamptz
);
-- For deleting those that are over.
create index receipt_link_expires on receipt_link (expires_at);
