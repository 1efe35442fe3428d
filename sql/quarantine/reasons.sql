-- What is in quarantine of a dump, by reason: set variable dump_id = '...';
select reason, count(*) as records from load_quarantine where dump_id = getvariable('dump_id') group by all order by all;
