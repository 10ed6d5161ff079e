-- All that a database of ours consists of, a line each, without what Flyway keeps for itself.
select line from (
    select 'table ' || c.relname || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '') as line
    from pg_class c
    where c.relkind in ('r', 'p', 'v', 'm') and c.relnamespace = 'public'::regnamespace
    union all
    select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
           || case when a.attnotnull then ' not null' else '' end
           || case a.attidentity when 'a' then ' identity always' when 'd' then ' identity by default' else '' end
           || case when a.attgenerated = '' then '' else ' generated' end
           || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
           || case when a.attstorage = t.typstorage then '' else ' storage ' || a.attstorage::text end
           || coalesce(' statistics ' || nullif(a.attstattarget, -1), '')
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind in ('r', 'p', 'v', 'm') and c.relnamespace = 'public'::regnamespace
    union all
    select 'index ' || indexdef from pg_indexes where schemaname = 'public'
    union all
    select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint
    where connamespace = 'public'::regnamespace and contype <> 'n' -- a column's own line says whether it may be null
    union all
    select 'sequence ' || sequencename || ' from ' || start_value || ' by ' || increment_by
    from pg_sequences where schemaname = 'public'
    union all
    select 'function ' || pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
    union all
    select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
) catalog
where line not like '%flyway_schema_history%'
order by line collate "C"
