-- messages: records by carrier and encoding; run in the home folder.
select carrier, encoding, count(*) as records, sum(length(body)) as characters
from read_parquet('lake/messages/*/*.parquet', hive_partitioning = false)
group by all
order by records desc;
