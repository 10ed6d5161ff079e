-- How many calls of providers to each account came to the same within an hour: all nodes add to it. It holds nothing of
-- a call's but when it came, and is forgotten after a week.
create table account_call (
    account text not null,
    hour timestamptz not null,
    outcome text not null,
    because text not null,
    calls bigint not null,
    last_at timestamptz not null,
    hint text,
    primary key (account, hour, outcome, because)
);
create index account_call_hour on account_call (hour);
