-- How much was asked of language models on each day: counts, and no words.
create table model_use (
    day     date    primary key,
    calls   bigint  not null,
    tokens  bigint  not null
);
