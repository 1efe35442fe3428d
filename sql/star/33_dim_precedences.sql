-- dim_precedences: one row per precedence.

delete from dim_precedences;

insert into dim_precedences by name
select
    * replace (rank::integer as rank),
    if(contains(source, 'general knowledge'), 'recalled', 'source') as confidence
from read_csv(getvariable('reference') || '/precedences.csv', header = true, all_varchar = true);
