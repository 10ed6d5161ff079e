-- What Flyway kept of the sixteen migrations that V16__the_record.sql was folded from.
create table flyway_schema_history (
    installed_rank int not null,
    version varchar(50),
    description varchar(200) not null,
    type varchar(20) not null,
    script varchar(1000) not null,
    checksum int,
    installed_by varchar(100) not null,
    installed_on timestamp not null default now(),
    execution_time int not null,
    success boolean not null,
    constraint flyway_schema_history_pk primary key (installed_rank)
);
create index flyway_schema_history_s_idx on flyway_schema_history (success);
insert into flyway_schema_history values
    (1, '1', 'the record', 'SQL', 'V1__the_record.sql', 1208778557, 'glassline', now(), 67, true),
    (2, '2', 'exact times', 'SQL', 'V2__exact_times.sql', 1008840028, 'glassline', now(), 3, true),
    (3, '3', 'quarantine', 'SQL', 'V3__quarantine.sql', -50239934, 'glassline', now(), 11, true),
    (4, '4', 'sends', 'SQL', 'V4__sends.sql', 392953140, 'glassline', now(), 18, true),
    (5, '5', 'turns in groups', 'SQL', 'V5__turns_in_groups.sql', -1992602653, 'glassline', now(), 8, true),
    (6, '6', 'left be', 'SQL', 'V6__left_be.sql', -2013247419, 'glassline', now(), 5, true),
    (7, '7', 'sent again', 'SQL', 'V7__sent_again.sql', 392080566, 'glassline', now(), 6, true),
    (8, '8', 'came earlier', 'SQL', 'V8__came_earlier.sql', -1784296937, 'glassline', now(), 4, true),
    (9, '9', 'places in the log', 'SQL', 'V9__places_in_the_log.sql', -1085808374, 'glassline', now(), 18, true),
    (10, '10', 'places in runs', 'SQL', 'V10__places_in_runs.sql', 2109741179, 'glassline', now(), 9, true),
    (11, '11', 'entry of a message', 'SQL', 'V11__entry_of_a_message.sql', -1717631572, 'glassline', now(), 8, true),
    (12, '12', 'envelopes together', 'SQL', 'V12__envelopes_together.sql', -1770153450, 'glassline', now(), 7, true),
    (13, '13', 'envelopes move', 'JDBC', 'io.glassline.storage.postgres.EnvelopesMove', 1, 'glassline', now(), 5, true),
    (14, '14', 'no generated columns', 'SQL', 'V14__no_generated_columns.sql', 1241719953, 'glassline', now(), 3, true),
    (15, '15', 'leases in place', 'SQL', 'V15__leases_in_place.sql', 1547016756, 'glassline', now(), 8, true),
    (16, '16', 'sealed part', 'SQL', 'V16__sealed_part.sql', -1862135452, 'glassline', now(), 2, true);
