-- Places in the public log, by runs: `entries` entries whose ids follow each other, from `first_entry` on, have the
-- places that follow each other from `first_index` on. Ids are drawn by statements of many rows and placed in order, so
-- that a run is as long as what the sequencer found waiting, save where somebody else's transaction was still open.
create table log_run (
    first_index bigint primary key,
    first_entry bigint not null unique,
    entries     bigint not null check (entries > 0)
);

insert into log_run (first_index, first_entry, entries)
select min(log_index), min(entry_id), count(*)
from (
    select log_index, entry_id,
           log_index - row_number() over (partition by entry_id - log_index order by log_index) as run
    from log_entry
) placed
group by entry_id - log_index, run
order by 1;

drop table log_entry;

-- The place of an entry; no row when it has none yet.
create function log_index_of(entry bigint) returns table (log_index bigint) language sql stable as $$
    select before.first_index + entry - before.first_entry
    from (
        select first_index, first_entry, entries
        from log_run
        where first_entry <= entry
        order by first_entry desc
        limit 1
    ) before
    where entry < before.first_entry + before.entries
$$;

-- The entries at the places from `from_index` to before `to_index`.
create function log_entries(from_index bigint, to_index bigint) returns table (log_index bigint, entry_id bigint)
language sql stable as $$
    select r.first_index + n, r.first_entry + n
    from log_run r,
         generate_series(greatest(0, from_index - r.first_index), least(r.entries, to_index - r.first_index) - 1) as n
    where r.first_index < to_index
      and r.first_index >= coalesce((select max(first_index) from log_run where first_index <= from_index), 0)
$$;

-- Entries that have no place yet, by runs too, of at most 1,000 each.
alter table log_waiting rename column entry_id to first_entry;
alter table log_waiting add column entries bigint not null default 1 check (entries > 0);
alter table log_waiting alter column entries drop default;

-- Its plan is kept: of a table that lives for one statement there is nothing to know.
create or replace function audit_entry_waits() returns trigger language plpgsql
set plan_cache_mode = force_generic_plan as $$
begin
    insert into log_waiting (first_entry, entries)
    select min(id), count(*)
    from (select id, row_number() over (order by id) - 1 as n from added) numbered
    group by id - n, n / 1000
    order by 1;
    return null;
end
$$;
