-- In which queue a conversation was stays known when it ends: by this queue its wait is counted, and its topic where no answer
-- has one.
alter table conversation add column taken_from text;
alter table conversation add column last_queue text;

-- Of what was there before, the decisions tell it.
update conversation c
set last_queue = coalesce(c.queue, (
        select substring(d.outcome from 7) from decision d
        where d.conversation_id = c.id and d.outcome like 'queue:%'
        order by d.id desc limit 1
    )),
    taken_from = case when c.first_taken_at is not null then coalesce((
        select substring(d.outcome from 7) from decision d
        where d.conversation_id = c.id and d.outcome like 'queue:%' and d.at <= c.first_taken_at
        order by d.id desc limit 1
    ), c.queue) end
where c.first_queued_at is not null or c.first_taken_at is not null;
