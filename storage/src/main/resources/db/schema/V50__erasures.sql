-- One citizen's words and addresses, erased step by step: a row says how far that has come, so that whoever finds it goes
-- on there. The address stands in it until it is finished.
create table erasure (
    id          uuid        primary key,
    channel     text        not null,
    addresses   text[]      not null,
    lanes       text[]      not null default '{}',
    calls       bigint[]    not null default '{}',
    pseudonym   text        not null,
    because     text        not null,
    asked_by    text        not null,
    asked_at    timestamptz not null,
    stage       text        not null check (stage in ('ASKED', 'CALLS', 'FILES', 'SWEEP', 'FINISHED', 'REFUSED')),
    done_to     bigint      not null default 0,
    due_at      timestamptz,
    replaced_at timestamptz,
    finished_at timestamptz
);
create index erasure_due on erasure (due_at) where due_at is not null;

create table erasure_hold (
    id             uuid        primary key,
    channel        text        not null,
    address        text        not null,
    set_by         text        not null,
    because        text        not null,
    set_at         timestamptz not null,
    lifted_at      timestamptz,
    lifted_by      text,
    lifted_because text
);
create unique index erasure_hold_stands on erasure_hold (channel, address) where lifted_at is null;

-- Entries with words that are found by no message: few kinds, and seldom written. An erasure looks among them for its own.
create index audit_acts_with_words on audit_entry (kind, id)
    where words_salt is not null
      and kind in ('send.left', 'consent.changed', 'person.linked', 'person.unlinked', 'search.made');
create index audit_ranked on audit_entry (conversation_id) where kind = 'desk.ranked';
