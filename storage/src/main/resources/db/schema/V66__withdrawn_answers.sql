-- That an approved answer is given by nobody, as it reads: whoever changes its text and has that approved gives it again.
create table answer_withdrawal (
    id           bigint      primary key generated always as identity,
    answer       text        not null,
    digest       text        not null,
    withdrawn_by text        not null,
    withdrawn_at timestamptz not null,
    reason       text        not null,
    back_by      text,
    back_at      timestamptz,
    back_reason  text,
    check ((back_at is null) = (back_by is null) and (back_at is null) = (back_reason is null))
);
-- Each node reads these twice a second; and an answer is withdrawn once.
create unique index answer_withdrawal_standing on answer_withdrawal (answer, digest) where back_at is null;
