-- load_files: files by what became of them.
select outcome, count(*) as files, sum(cables) as cables, sum(duplicates) as duplicates
from load_files
group by outcome
order by files desc;
