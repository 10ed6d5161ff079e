-- A call is a lane of its own, so that what was meant for one caller is never said to the next with the same number.
create table phone_line (
    account  text        not null,
    channel  text        not null,
    address  text        not null,
    heard_at timestamptz not null,
    ended_at timestamptz,
    settled  boolean     not null default false,
    primary key (account, channel, address)
);
create index phone_line_unsettled on phone_line (heard_at) where not settled;

-- A caller's number is what stands before the call.
create index conversation_caller on conversation (split_part(address, ';call=', 1)) where channel = 'voice';
