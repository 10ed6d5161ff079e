-- Many dead letters put back by one act of a person, which counts once.
create table bulk_resend (
    id       uuid        primary key,
    letters  int         not null,
    asked_by text        not null,
    asked_at timestamptz not null
);

alter table outbox add column bulk_resend uuid;
create index outbox_bulk_resend on outbox (bulk_resend) where bulk_resend is not null;
