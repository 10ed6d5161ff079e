-- Who adds to the outbox says what these two are. PostgreSQL reads the expression of a generated column anew, from its
-- text, for each statement that updates the table, which was a twentieth of its processor time for a turn.
--
-- A node of before does not say: what it writes beside a node of after is sent as live, and is not counted among the
-- same words to the same citizen.
alter table outbox
    alter column bulk drop expression,
    alter column same_words drop expression,
    alter column bulk set default false,
    alter column same_words drop not null;
