-- PostgreSQL samples what columns hold for its planner (pg_statistic), and what it sampled outlives the row. So it samples
-- nothing of the columns that an erasure empties, and what it has of them is thrown away. docs/privacy.md names them.
do $$
declare
    kept record;
begin
    for kept in
        select split_part(line, ' ', 1) as "table", unnest(string_to_array(split_part(line, ' ', 2), ',')) as "column"
        from unnest(array[
            'alias account,channel,address,id',
            'attachment file_name,original,shown,thumbnail,because',
            'audit_entry salt,sealed,words_salt',
            'consent account,channel,address,programme,standing,how,words',
            'conversation address,session,thread,traffic',
            'conversation_search address,digits,words',
            'decision decision',
            'envelope_batch kept',
            'erasure addresses,lanes',
            'erasure_hold address,because,lifted_because',
            'inbound address,provider_id,content,thread,mail_id,failure',
            'link_code account,channel,address,other_account,other_channel,other_address,code,asked_by,because',
            'mention agent',
            'message content,offers',
            'note agent,words',
            'outbox address,outgoing,left_because,said_under,note',
            'parked_report account,provider_id,reference,delivery,code,words',
            'part text,offers,provider_id,earlier_id,note',
            'person_link account,channel,address,other_account,other_channel,other_address,how,linked_by,because',
            'person_link undone_by,undone_because',
            'phone_line account,channel,address',
            'quarantine url,headers,body,digest',
            'rating address,words',
            'receipt_link digest,account,channel,address,code',
            'request address,given,status,notes,latitude,longitude',
            'request_step status,because',
            'subscription address,words'
        ]) line
    loop
        execute format('alter table %I alter column %I set statistics 0', kept."table", kept."column");
        perform pg_clear_attribute_stats(current_schema(), kept."table", kept."column", false);
    end loop;
end $$;

-- After its last look an erasure has PostgreSQL free the rows that are dead.
alter table erasure drop constraint erasure_stage_check;
alter table erasure add constraint erasure_stage_check
    check (stage in ('ASKED', 'CALLS', 'FILES', 'SWEEP', 'DEAD_ROWS', 'FINISHED', 'REFUSED'));

-- What an index works out of a column is sampled on its own.
drop index conversation_caller;
create index conversation_caller on conversation (split_part(address, ';call=', 1)) where channel = 'voice';
alter index conversation_caller alter column 1 set statistics 0;
