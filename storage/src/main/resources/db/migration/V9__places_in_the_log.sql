-- The place of each entry in the public log, apart from the entry: an entry is wide, has indexes of its own, and is
-- never written again. A place is given once, by the sequencer.
create table log_entry (
    log_index bigint primary key,
    entry_id  bigint not null unique
);

-- Entries that have no place yet.
create table log_waiting (
    entry_id bigint primary key
);

insert into log_entry (log_index, entry_id)
select log_index, id from audit_entry where log_index is not null order by log_index;

insert into log_waiting (entry_id)
select id from audit_entry where log_index is null order by id;

drop index audit_log_index;
drop index audit_unsequenced;
alter table audit_entry drop column log_index;

-- Whoever adds to the audit stream need not remember that it is to be published.
create function audit_entry_waits() returns trigger language plpgsql as $$
begin
    insert into log_waiting (entry_id) select id from added order by id;
    return null;
end
$$;

create trigger audit_entry_waits
    after insert on audit_entry
    referencing new table as added
    for each statement execute function audit_entry_waits();
